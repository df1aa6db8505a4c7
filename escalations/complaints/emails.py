"""Who is told of each step of a complaint: the words stand in `templates/complaints/email/`."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from escalations.complaints import people
from escalations.complaints.models import Complaint, ComplaintEvent, ComplaintPromise
from escalations.emails.sending import of
from portal.outbox.queue import queue_letter

# --- To the customer ----------------------------------------------------------------------------


def received(complaint: Complaint, promise: ComplaintPromise) -> None:
    _tell_customer(complaint, "received", "received", promise=promise)


def stepped(letter: str, complaint: Complaint, event: ComplaintEvent, promise=None, **context) -> None:
    """A letter of one of our verbs, with its words and what is promised next."""
    _tell_customer(complaint, letter, of(event), event=event, promise=promise, **context)


def late(missed: ComplaintPromise) -> None:
    """Honest: what was promised did not happen."""
    occasion = f"{missed.kind}:{missed.number}:late"
    _tell_customer(missed.complaint, "late", occasion, missed=missed)


# --- To the staff -------------------------------------------------------------------------------


def given(complaint: Complaint, event: ComplaintEvent, promise: ComplaintPromise | None) -> None:
    """Whoever has it now hears so at once, unless they did it themselves."""
    told = [person for person in on_duty(complaint) if person != event.by]
    _tell_staff(told, complaint, "given", of(event), event=event, promise=promise)


def added(complaint: Complaint, event: ComplaintEvent) -> None:
    _tell_staff(on_duty(complaint), complaint, "added", of(event), event=event)


def settled(complaint: Complaint, event: ComplaintEvent) -> None:
    told = [person for person in on_duty(complaint) if person != event.by]
    _tell_staff(told, complaint, "settled", of(event), event=event)


def warned(promise: ComplaintPromise, share: int) -> int:
    """Warn before the deadline. Returns how many people were told."""
    occasion = f"{promise.kind}:{promise.number}:{share}"
    duty = on_duty(promise.complaint)
    return _tell_staff(duty, promise.complaint, "warned", occasion, promise=promise, share=share)


def missed(promise: ComplaintPromise) -> int:
    """The alarm: the managers, and whoever has it."""
    told = people.managers()
    told += [person for person in on_duty(promise.complaint) if person not in told]
    occasion = f"{promise.kind}:{promise.number}:missed"
    return _tell_staff(told, promise.complaint, "missed", occasion, missed=promise)


def on_duty(complaint: Complaint) -> list:
    """Whoever has it while they are there; otherwise those of its level, and at last the team's address."""
    holder = complaint.holder
    if holder is not None and holder.is_active and not holder.is_away:
        return [holder]
    return people.who(complaint.level, complaint) or [settings.SUPPORT_EMAIL]


def _tell_customer(complaint: Complaint, letter: str, occasion: str, **context) -> None:
    _send(complaint.requester, complaint, letter, occasion, context)


def _tell_staff(told: Iterable, complaint: Complaint, letter: str, occasion: str, **context) -> int:
    told = list(told)
    for person in told:
        _send(person, complaint, letter, occasion, context)
    return len(told)


def _send(to, complaint: Complaint, letter: str, occasion: str, context: dict) -> None:
    queue_letter(
        f"complaints/email/{letter}",
        to=to,
        key=f"complaint:{complaint.pk}:{occasion}",
        context={"complaint": complaint, "ticket": complaint.ticket, **context},
        about=complaint.reference,
    )
