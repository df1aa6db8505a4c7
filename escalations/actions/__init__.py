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
from escalations.actions.reviewing import acknowledge, approve, ask, decline, record_call
from escalations.actions.ringing import ring
from escalations.actions.working import (
    EditedMeanwhile,
    improve,
    note,
    prioritise,
    raise_level,
    resolve,
    share_plan,
    take,
    update,
)

__all__ = [
    "AlreadyEscalated",
    "CaseClosed",
    "EditedMeanwhile",
    "acknowledge",
    "add",
    "answer_once",
    "approve",
    "ask",
    "ask_next_level",
    "decline",
    "end_with_case",
    "improve",
    "note",
    "prioritise",
    "raise_level",
    "record_call",
    "resolve",
    "ring",
    "share_plan",
    "submit",
    "take",
    "update",
]
