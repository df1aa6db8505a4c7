"""What is said about promises and events: one sentence each, for the customer and for staff."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from escalations.states import Ground, Kind

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
    }
)
CUSTOMER_MESSAGES = frozenset({"add", "answer_once", "ask_next_level"})

_FOR_CUSTOMER = {
    "submit": gettext_lazy("%(who)s escalated case %(case)s"),
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
    "add": gettext_lazy("%(who)s added information"),
    "answer_once": gettext_lazy("%(who)s answered the refusal"),
    "ask_next_level": gettext_lazy("%(who)s asked the next level"),
    "end_with_case": gettext_lazy("The case was closed, so the escalation has ended"),
}
# Sentences of their own, because other languages decline the verb.
_YOU = {
    "submit": gettext_lazy("You escalated case %(case)s"),
    "add": gettext_lazy("You added information"),
    "answer_once": gettext_lazy("You answered the refusal"),
    "ask_next_level": gettext_lazy("You asked the next level"),
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
    "take": gettext_lazy("Taken by %(who)s"),
    "add": gettext_lazy("More information from %(who)s"),
}


def sentence(event, *, case: str, reader=None, staff: bool = False) -> str:
    """One line of the story; the reader is “You”."""
    if event.verb == "miss":
        return missed(event)
    if event.verb == "warn":
        return _warned(event)
    if event.verb == "prioritise":
        return _("Prioritised: %(ground)s") % {"ground": Ground(event.detail).label if event.detail else ""}
    if reader is not None and event.by_id == reader.pk and event.verb in _YOU:
        words = _YOU[event.verb]
    else:
        words = (_FOR_STAFF if staff else _FOR_CUSTOMER)[event.verb]
    return str(words) % {"who": event.by or "", "case": case, "detail": event.detail}


def missed(event) -> str:
    """Said as it is: the promise was not kept."""
    kind = Kind(event.detail.partition(":")[0])
    return {
        Kind.ACKNOWLEDGE: _("We did not acknowledge it in time. The Support Manager was told."),
        Kind.REVIEW: _("We did not decide in time. The Support Manager was told."),
        Kind.PLAN: _("We did not share the plan in time. The Support Manager was told."),
        Kind.UPDATE: _("We did not send the update in time. The Support Manager was told."),
    }[kind]


def _warned(event) -> str:
    kind, share, told = event.detail.split(":")
    return ngettext(
        "%(kind)s: %(share)s %% of the time is used, %(told)s person was told",
        "%(kind)s: %(share)s %% of the time is used, %(told)s people were told",
        int(told),
    ) % {"kind": Kind(kind).label, "share": share, "told": told}
