"""What is said about promises and events: one sentence each, for the customer and for staff."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from escalations.ladder import levels
from escalations.states import Ground, Kind, Ladder
from portal.businesstime.wording import dated_moment

# Before the time of a promise that runs.
PROMISED = {
    Kind.ACKNOWLEDGE: gettext_lazy("We will acknowledge your escalation by"),
    Kind.REVIEW: gettext_lazy("We will tell you our decision by"),
    Kind.PLAN: gettext_lazy("We will share the action plan by"),
    Kind.UPDATE: gettext_lazy("Next promised update by"),
}
# Before a promise that was kept or missed.
NAMED = {
    Kind.ACKNOWLEDGE: gettext_lazy("Acknowledgement"),
    Kind.REVIEW: gettext_lazy("Decision"),
    Kind.PLAN: gettext_lazy("Action plan"),
    Kind.UPDATE: gettext_lazy("Update"),
}
# After it was done.
KEPT = {
    Kind.ACKNOWLEDGE: gettext_lazy("Acknowledged"),
    Kind.REVIEW: gettext_lazy("Decided"),
    Kind.PLAN: gettext_lazy("Shared"),
    Kind.UPDATE: gettext_lazy("Sent"),
}
# How the months are told.
KEPT_IN_TIME = {
    Kind.ACKNOWLEDGE: gettext_lazy("Acknowledged in one working day"),
    Kind.REVIEW: gettext_lazy("Decided in one working day"),
    Kind.PLAN: gettext_lazy("Plan shared in one working day"),
    Kind.UPDATE: gettext_lazy("Updates on time"),
}

CALLS = frozenset({"arrange_call", "move_call", "cancel_call", "keep_minutes"})

# Events whose note is a message of Customer Resolutions to the customer.
TEAM_MESSAGES = frozenset(
    {
        "acknowledge",
        "ask",
        "record_call",
        "approve",
        "decline",
        "share_plan",
        "update",
        "raise_level",
        "resolve",
        "record_agreement",
        "withdraw_end",
        "say",
        "take_concern",
        "close_concern",
        "propose_communication",
        "cancel_call",
        "keep_minutes",
    }
)
CUSTOMER_MESSAGES = frozenset(
    {"add", "answer_once", "ask_next_level", "disagree", "object_to_plan", "ask_other_communication"}
)

_FOR_CUSTOMER = {
    "submit": gettext_lazy("%(who)s escalated case %(case)s"),
    "record_for": gettext_lazy("%(who)s recorded it for the customer, from a conversation"),
    "move_in": gettext_lazy("%(who)s moved a message here from case %(detail)s"),
    "move_out": gettext_lazy("%(who)s moved a message to case %(detail)s, where it is worked on"),
    "acknowledge": gettext_lazy("Acknowledged by Customer Resolutions: %(who)s is assessing it"),
    "ask": gettext_lazy("Customer Resolutions asked a question"),
    "record_call": gettext_lazy("Customer Resolutions spoke with you"),
    "approve": gettext_lazy("Approved by Customer Resolutions"),
    "decline": gettext_lazy("Not approved by Customer Resolutions"),
    "share_plan": gettext_lazy("Customer Resolutions shared the action plan"),
    "update": gettext_lazy("Update from Customer Resolutions"),
    "raise_level": gettext_lazy("Raised to level %(detail)s"),
    "take": gettext_lazy("%(who)s holds the escalation now"),
    "resolve": gettext_lazy("Back on track: the escalation has ended"),
    "propose_end": gettext_lazy("Customer Resolutions asked whether it is back on track"),
    "agree": gettext_lazy("%(who)s agreed that it is back on track: the escalation has ended"),
    "record_agreement": gettext_lazy("%(who)s recorded that you agreed: the escalation has ended"),
    "disagree": gettext_lazy("%(who)s does not agree that it is back on track"),
    "withdraw_end": gettext_lazy("Customer Resolutions goes on with it"),
    "say": gettext_lazy("%(who)s wrote"),
    "add": gettext_lazy("%(who)s added information"),
    "answer_once": gettext_lazy("%(who)s answered the refusal"),
    "ask_next_level": gettext_lazy("%(who)s asked the next level"),
    "call_next_level": gettext_lazy("%(who)s called level %(detail)s"),
    "assign_engineer": gettext_lazy("%(detail)s is the escalation engineer: your first contact"),
    "add_participant": gettext_lazy("%(detail)s takes part"),
    "remove_participant": gettext_lazy("%(detail)s no longer takes part"),
    "hand_over": gettext_lazy("%(detail)s looks after it now"),
    "raise_concern": gettext_lazy("%(who)s is concerned"),
    "take_concern": gettext_lazy("%(who)s takes care of your concern and calls you"),
    "close_concern": gettext_lazy("We called you about your concern"),
    "miss_concern": gettext_lazy("Nobody took your concern in time. The next level was told."),
    "end_with_case": gettext_lazy("The case was closed, so the escalation has ended"),
    "finish_step": gettext_lazy("Done: %(detail)s"),
    "accept_plan": gettext_lazy("%(who)s accepted the plan"),
    "object_to_plan": gettext_lazy("%(who)s objected to the plan"),
    "propose_communication": gettext_lazy("%(who)s proposed how we keep in touch"),
    "agree_communication": gettext_lazy("%(who)s agreed to how we keep in touch"),
    "ask_other_communication": gettext_lazy("%(who)s asked to be kept informed in another way"),
    "arrange_call": gettext_lazy("Call arranged: %(call)s"),
    "move_call": gettext_lazy("Call moved: %(call)s"),
    "cancel_call": gettext_lazy("Call cancelled: %(call)s"),
    "keep_minutes": gettext_lazy("What was said in the call: %(call)s"),
}
# Sentences of their own, because other languages decline the verb.
_YOU = {
    "submit": gettext_lazy("You escalated case %(case)s"),
    "agree": gettext_lazy("You agreed that it is back on track: the escalation has ended"),
    "disagree": gettext_lazy("You do not agree that it is back on track"),
    "add": gettext_lazy("You added information"),
    "answer_once": gettext_lazy("You answered the refusal"),
    "ask_next_level": gettext_lazy("You asked the next level"),
    "call_next_level": gettext_lazy("You called level %(detail)s"),
    "raise_concern": gettext_lazy("You are concerned"),
    "accept_plan": gettext_lazy("You accepted the plan"),
    "object_to_plan": gettext_lazy("You objected to the plan"),
    "agree_communication": gettext_lazy("You agreed to how we keep in touch"),
    "ask_other_communication": gettext_lazy("You asked to be kept informed in another way"),
}
_FOR_STAFF = _FOR_CUSTOMER | {
    "submit": gettext_lazy("Received from %(who)s"),
    "acknowledge": gettext_lazy("Acknowledged"),
    "ask": gettext_lazy("Asked the customer"),
    "record_call": gettext_lazy("Spoke with the customer"),
    "approve": gettext_lazy("Approved"),
    "tell_agent": gettext_lazy("Told first: %(detail)s"),
    "decline": gettext_lazy("Not approved"),
    "share_plan": gettext_lazy("Action plan shared"),
    "update": gettext_lazy("Update"),
    "note": gettext_lazy("Internal note"),
    "improve": gettext_lazy("Improvement noted"),
    "learn": gettext_lazy("Cause and improvement noted"),
    "finish": gettext_lazy("Improvement done: %(detail)s"),
    "propose_end": gettext_lazy("End proposed to the customer"),
    "agree": gettext_lazy("%(who)s agreed to the end"),
    "record_agreement": gettext_lazy("Agreement by voice recorded"),
    "disagree": gettext_lazy("%(who)s does not agree to the end"),
    "withdraw_end": gettext_lazy("Question about the end taken back"),
    "remind": gettext_lazy("The customer was reminded of the question about the end"),
    "take": gettext_lazy("Taken by %(who)s"),
    "add": gettext_lazy("More information from %(who)s"),
    "evaluate": gettext_lazy("Evaluated by the manager"),
    "assign_engineer": gettext_lazy("Escalation engineer: %(detail)s"),
    "add_participant": gettext_lazy("Takes part: %(detail)s"),
    "remove_participant": gettext_lazy("No longer takes part: %(detail)s"),
    "hand_over": gettext_lazy("Handed over to %(detail)s"),
    "tell_management": gettext_lazy("Management team told: %(detail)s"),
    "raise_concern": gettext_lazy("%(who)s is concerned"),
    "take_concern": gettext_lazy("%(who)s took the concern"),
    "close_concern": gettext_lazy("The call about the concern was held"),
    "miss_concern": gettext_lazy("Nobody took the concern in time: the next level was told"),
}


def sentence(event, *, case: str, reader=None, staff: bool = False) -> str:
    """One line of the story; the reader is “You”."""
    if event.verb == "miss":
        return missed(event)
    if event.verb == "warn":
        return _warned(event)
    if event.verb == "unprioritise":
        return _("No longer prioritised")
    if event.verb == "prioritise":
        return _("Prioritised: %(ground)s") % {"ground": Ground(event.detail).label if event.detail else ""}
    if reader is not None and event.by_id == reader.pk and event.verb in _YOU:
        words = _YOU[event.verb]
    else:
        words = (_FOR_STAFF if staff else _FOR_CUSTOMER)[event.verb]
    said = {"who": event.by or "", "case": case, "detail": event.detail}
    if event.verb in CALLS:
        said["call"] = call_in_a_line(event.detail)
    return str(words) % said


def call_detail(purpose: str, starts_at: datetime) -> str:
    """What an event keeps of a call, in no language and at no clock: `call_in_a_line` says it."""
    return f"{starts_at.isoformat(timespec='minutes')} {purpose}"[:100]


def call_in_a_line(detail: str) -> str:
    """What it is about and when, at the clock of the reader."""
    starts_at, _space, purpose = detail.partition(" ")
    return f"{purpose}, {dated_moment(datetime.fromisoformat(starts_at))}"


def missed(event) -> str:
    """Said as it is: the promise was not kept."""
    kind, *rest = event.detail.split(":")
    if kind == Kind.UPDATE and len(rest) == 2:
        level = next((row for row in levels(Ladder.SERVICE) if str(row.number) == rest[1]), None)
        words = _("We did not send the update in time. Level %(number)s was told: %(level)s.")
        return words % {"number": rest[1], "level": level or "–"}
    return {
        Kind.ACKNOWLEDGE: _("We did not acknowledge it in time. The Support Manager was told."),
        Kind.REVIEW: _("We did not decide in time. The Support Manager was told."),
        Kind.PLAN: _("We did not share the plan in time. The Support Manager was told."),
        Kind.UPDATE: _("We did not send the update in time. The Support Manager was told."),
    }[Kind(kind)]


def _warned(event) -> str:
    kind, share, told = event.detail.split(":")
    return ngettext(
        "%(kind)s: %(share)s %% of the time is used, %(told)s person was told",
        "%(kind)s: %(share)s %% of the time is used, %(told)s people were told",
        int(told),
    ) % {"kind": Kind(kind).label, "share": share, "told": told}
