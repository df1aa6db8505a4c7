"""What can be done to an escalation. Pages, admin and tasks change one only here."""

from escalations.actions.arriving import (
    AlreadyEscalated,
    CaseClosed,
    add,
    answer_once,
    ask_next_level,
    end_with_case,
    submit,
)
from escalations.actions.calling import arrange_call, cancel_call, keep_minutes, move_call
from escalations.actions.communicating import (
    agree_communication,
    ask_other_communication,
    propose_communication,
)
from escalations.actions.digesting import plan_digests, send_digest
from escalations.actions.ending import (
    NotReady,
    agree,
    disagree,
    learn,
    propose_end,
    record_agreement,
    remind,
    withdraw_end,
)
from escalations.actions.handing import hand_over, held
from escalations.actions.leading import (
    add_participant,
    assign_engineer,
    call_next_level,
    evaluate,
    remove_participant,
)
from escalations.actions.learning import WORDS as IMPROVEMENT_WORDS
from escalations.actions.learning import finish
from escalations.actions.ordering import TooYoung, prioritise, unprioritise
from escalations.actions.planning import (
    EditedMeanwhile,
    accept_plan,
    finish_step,
    object_to_plan,
    share_plan,
)
from escalations.actions.reviewing import acknowledge, approve, ask, decline, record_call
from escalations.actions.ringing import ring
from escalations.actions.sorting import NotThere, move_in, move_out
from escalations.actions.verifying import NotCorrected
from escalations.actions.working import (
    improve,
    note,
    raise_level,
    take,
    update,
)
from escalations.actions.worrying import close_concern, miss_concern, raise_concern, take_concern

__all__ = [
    "AlreadyEscalated",
    "CaseClosed",
    "IMPROVEMENT_WORDS",
    "EditedMeanwhile",
    "NotCorrected",
    "NotReady",
    "NotThere",
    "TooYoung",
    "acknowledge",
    "add",
    "agree",
    "add_participant",
    "remove_participant",
    "accept_plan",
    "acknowledge",
    "add",
    "agree_communication",
    "answer_once",
    "approve",
    "arrange_call",
    "ask",
    "ask_next_level",
    "assign_engineer",
    "call_next_level",
    "close_concern",
    "ask_other_communication",
    "cancel_call",
    "decline",
    "disagree",
    "end_with_case",
    "finish",
    "improve",
    "learn",
    "move_in",
    "move_out",
    "evaluate",
    "hand_over",
    "held",
    "improve",
    "miss_concern",
    "note",
    "plan_digests",
    "prioritise",
    "propose_end",
    "raise_concern",
    "finish_step",
    "improve",
    "keep_minutes",
    "move_call",
    "note",
    "object_to_plan",
    "prioritise",
    "propose_communication",
    "raise_level",
    "record_agreement",
    "record_call",
    "remind",
    "ring",
    "send_digest",
    "share_plan",
    "submit",
    "take",
    "unprioritise",
    "take_concern",
    "update",
    "withdraw_end",
]
