"""What is said about promises and events of a complaint: one sentence each, for customer and staff."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from escalations.complaints.states import How, Kind

# Before the time of a promise that runs.
PROMISED = {
    Kind.ACKNOWLEDGE: gettext_lazy("We will acknowledge your complaint by"),
    Kind.ANSWER: gettext_lazy("The representative will answer you by"),
    Kind.RESPOND: gettext_lazy("The manager will answer you by"),
    Kind.CONTACT: gettext_lazy("The Solutions team will contact you by"),
    Kind.PROPOSE: gettext_lazy("The Solutions team will answer you by"),
    Kind.DISCUSS: gettext_lazy("We will talk with you about further avenues by"),
}
# Before a promise that was kept or missed.
NAMED = {
    Kind.ACKNOWLEDGE: gettext_lazy("Acknowledgement"),
    Kind.ANSWER: gettext_lazy("Answer of the representative"),
    Kind.RESPOND: gettext_lazy("Answer of the manager"),
    Kind.CONTACT: gettext_lazy("Contact by the Solutions team"),
    Kind.PROPOSE: gettext_lazy("Answer of the Solutions team"),
    Kind.DISCUSS: gettext_lazy("Talk about further avenues"),
}
# After it was done.
KEPT = {
    Kind.ACKNOWLEDGE: gettext_lazy("Acknowledged"),
    Kind.ANSWER: gettext_lazy("Answered"),
    Kind.RESPOND: gettext_lazy("Answered"),
    Kind.CONTACT: gettext_lazy("Contacted"),
    Kind.PROPOSE: gettext_lazy("Answered"),
    Kind.DISCUSS: gettext_lazy("Discussed"),
}
# Events whose note is a message of ours to the customer.
TEAM_MESSAGES = frozenset(
    {
        "acknowledge",
        "answer",
        "review",
        "respond",
        "contact",
        "propose",
        "record_call",
        "update",
        "refer_to_manager",
        "refer_to_solutions",
        "tell_avenues",
    }
)
CUSTOMER_MESSAGES = frozenset({"add", "satisfied", "not_satisfied"})

_FOR_CUSTOMER = {
    "submit": gettext_lazy("%(who)s made the complaint"),
    "acknowledge": gettext_lazy("Acknowledged: %(who)s looks into it"),
    "answer": gettext_lazy("Answer of the representative"),
    "refer_to_manager": gettext_lazy("Referred to a manager"),
    "review": gettext_lazy("%(who)s has begun to review it"),
    "respond": gettext_lazy("Answer of the manager"),
    "refer_to_solutions": gettext_lazy("Referred to the Solutions team"),
    "contact": gettext_lazy("The Solutions team spoke with you"),
    "propose": gettext_lazy("Answer of the Solutions team"),
    "tell_avenues": gettext_lazy("Our process has ended: external avenues"),
    "record_call": gettext_lazy("We spoke with you"),
    "update": gettext_lazy("A word from us"),
    "take": gettext_lazy("%(who)s has the complaint now"),
    "add": gettext_lazy("%(who)s added information"),
    "satisfied": gettext_lazy("%(who)s is satisfied with the answer"),
    "not_satisfied": gettext_lazy("%(who)s is not satisfied with the answer"),
}
# Sentences of their own, because other languages decline the verb.
_YOU = {
    "submit": gettext_lazy("You made the complaint"),
    "add": gettext_lazy("You added information"),
    "satisfied": gettext_lazy("You are satisfied with the answer"),
    "not_satisfied": gettext_lazy("You are not satisfied with the answer"),
}
_FOR_STAFF = _FOR_CUSTOMER | {
    "submit": gettext_lazy("Received from %(who)s, given to %(detail)s"),
    "refer_to_manager": gettext_lazy("Referred to the manager: %(detail)s has it"),
    "refer_to_solutions": gettext_lazy("Referred to the Solutions team: %(detail)s has it"),
    "contact": gettext_lazy("Spoke with the customer"),
    "record_call": gettext_lazy("Spoke with the customer"),
    "update": gettext_lazy("A word to the customer"),
    "take": gettext_lazy("Taken by %(who)s"),
    "note": gettext_lazy("Internal note"),
}
_MISSED = {
    Kind.ACKNOWLEDGE: gettext_lazy("We did not acknowledge it in time. The managers were told."),
    Kind.ANSWER: gettext_lazy("We did not answer in time. The managers were told."),
    Kind.RESPOND: gettext_lazy("The manager did not answer in time. The managers were told."),
    Kind.CONTACT: gettext_lazy("The Solutions team did not contact you in time. The managers were told."),
    Kind.PROPOSE: gettext_lazy("The Solutions team did not answer in time. The managers were told."),
    Kind.DISCUSS: gettext_lazy("We did not talk about further avenues in time. The managers were told."),
}


def sentence(event, *, reader=None, staff: bool = False) -> str:
    """One line of the story; the reader is “You”."""
    if event.verb == "miss":
        return str(_MISSED[Kind(event.detail)])
    if event.verb == "warn":
        return _warned(event)
    if event.verb == "record_outcome":
        return _recorded(event, staff=staff)
    if reader is not None and event.by_id == reader.pk and event.verb in _YOU:
        words = _YOU[event.verb]
    else:
        words = (_FOR_STAFF if staff else _FOR_CUSTOMER)[event.verb]
    return str(words) % {"who": event.by or "", "detail": event.detail or _("nobody yet")}


def _recorded(event, *, staff: bool) -> str:
    """An outcome that one of us wrote down, with the way on which it was said."""
    outcome = event.outcome
    how = {"how": How(outcome.how).label}
    if staff:
        return (_("The customer is satisfied: said %(how)s") if outcome.satisfied
                else _("The customer is not satisfied: said %(how)s")) % how  # fmt: skip
    return (_("You told us %(how)s that you are satisfied") if outcome.satisfied
            else _("You told us %(how)s that you are not satisfied")) % how  # fmt: skip


def _warned(event) -> str:
    kind, share, told = event.detail.split(":")
    return ngettext(
        "%(kind)s: %(share)s %% of the time is used, %(told)s person was told",
        "%(kind)s: %(share)s %% of the time is used, %(told)s people were told",
        int(told),
    ) % {"kind": Kind(kind).label, "share": share, "told": told}
