"""What the representative, the manager and the Solutions team do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from escalations.complaints import emails
from escalations.complaints.actions.moving import hear, move, step
from escalations.complaints.models import Avenue, Complaint
from escalations.complaints.states import How

# --- The representative -------------------------------------------------------------------------


@transaction.atomic
def acknowledge(complaint: Complaint, *, by, note: str = "") -> Complaint:
    """A person has read it and says so. This stops the first clock."""
    complaint, event, promise = step(complaint, "acknowledge", by=by, note=note, holder=by)
    emails.stepped("acknowledged", complaint, event, promise)
    return complaint


@transaction.atomic
def answer(complaint: Complaint, *, by, note: str) -> Complaint:
    """The representative's decision, with its reasons. The customer says whether it settles it."""
    return _answer(complaint, "answer", by=by, note=note)


@transaction.atomic
def refer_to_manager(complaint: Complaint, *, by, note: str) -> Complaint:
    """The representative cannot settle it: a manager reviews it, or whoever stands in for them."""
    return _refer(complaint, "refer_to_manager", by=by, note=note)


# --- The manager --------------------------------------------------------------------------------


@transaction.atomic
def review(complaint: Complaint, *, by, note: str = "") -> Complaint:
    """The manager has begun to review the dispute; the promised answer stays as it is."""
    complaint, event, promise = step(complaint, "review", by=by, note=note, holder=by)
    emails.stepped("acknowledged", complaint, event, promise)
    return complaint


@transaction.atomic
def respond(complaint: Complaint, *, by, note: str) -> Complaint:
    """The manager's answer."""
    return _answer(complaint, "respond", by=by, note=note)


@transaction.atomic
def refer_to_solutions(complaint: Complaint, *, by, note: str) -> Complaint:
    """The manager cannot settle it either: the Solutions team contacts the customer."""
    return _refer(complaint, "refer_to_solutions", by=by, note=note)


# --- The Solutions team -------------------------------------------------------------------------


@transaction.atomic
def contact(complaint: Complaint, *, by, note: str, how: str) -> Complaint:
    """They have spoken with the customer. This stops the clock of the referral."""
    complaint, event, promise = step(complaint, "contact", by=by, note=note, holder=by)
    event.detail = how
    event.save(update_fields=["detail"])
    emails.stepped("contacted", complaint, event, promise, how=How(how))
    return complaint


@transaction.atomic
def propose(complaint: Complaint, *, by, note: str) -> Complaint:
    """The answer of the Solutions team."""
    return _answer(complaint, "propose", by=by, note=note)


@transaction.atomic
def tell_avenues(complaint: Complaint, *, by, note: str, avenues: Iterable[Avenue] = ()) -> Complaint:
    """We cannot settle it. Our process ends with where else the customer can go."""
    told = list(avenues)
    complaint, event, _promise = step(complaint, "tell_avenues", by=by, note=note)
    complaint.avenues.set(told)
    emails.stepped("avenues", complaint, event, avenues=told)
    return complaint


# --- Whoever has it -----------------------------------------------------------------------------


@transaction.atomic
def record_outcome(
    complaint: Complaint, *, by, satisfied: bool, how: str, said_at: datetime, note: str = ""
) -> Complaint:
    """What the customer said to our answer on another way than on the page."""
    return hear(complaint, "record_outcome", by=by, note=note, satisfied=satisfied, how=how, said_at=said_at)


@transaction.atomic
def record_call(complaint: Complaint, *, by, note: str) -> Complaint:
    """We spoke with the customer. What was said is kept, and they get it in writing."""
    complaint, event = move(complaint, "record_call", by=by, note=note)
    emails.stepped("called", complaint, event, _running(complaint))
    return complaint


@transaction.atomic
def update(complaint: Complaint, *, by, note: str) -> Complaint:
    """A word to the customer in between."""
    complaint, event = move(complaint, "update", by=by, note=note)
    emails.stepped("updated", complaint, event, _running(complaint))
    return complaint


@transaction.atomic
def take(complaint: Complaint, *, by) -> Complaint:
    """This person has it from now on."""
    complaint, _event = move(complaint, "take", by=by, holder=by)
    return complaint


@transaction.atomic
def note(complaint: Complaint, *, by, note: str) -> Complaint:
    """Between ourselves."""
    complaint, _event = move(complaint, "note", by=by, note=note, public=False)
    return complaint


def _answer(complaint: Complaint, verb: str, *, by, note: str) -> Complaint:
    complaint, event, _promise = step(complaint, verb, by=by, note=note, holder=by)
    emails.stepped("answered", complaint, event)
    return complaint


def _refer(complaint: Complaint, verb: str, *, by, note: str) -> Complaint:
    complaint, event, promise = step(complaint, verb, by=by, note=note)
    emails.stepped("referred", complaint, event, promise)
    emails.given(complaint, event, promise)
    return complaint


def _running(complaint: Complaint):
    """What the customer may count on; not what was missed."""
    return complaint.promises.open().filter(missed_at=None).select_related("calendar").first()
