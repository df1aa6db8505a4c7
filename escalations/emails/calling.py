"""The letters of a call, one to each who is invited, with what a calendar program needs."""

from __future__ import annotations

from escalations import invitations
from escalations.emails.sending import send
from escalations.models import Attendee, Call, EscalationEvent


def call_arranged(call: Call, event: EscalationEvent) -> None:
    _tell_all(call, "call_arranged", event, invites=True)


def call_moved(call: Call, event: EscalationEvent) -> None:
    _tell_all(call, "call_moved", event, invites=True)


def call_cancelled(call: Call, event: EscalationEvent) -> None:
    _tell_all(call, "call_cancelled", event, invites=True)


def call_minutes(call: Call, event: EscalationEvent) -> None:
    _tell_all(call, "call_minutes", event)


def _tell_all(call: Call, letter: str, event: EscalationEvent, *, invites: bool = False) -> None:
    attendees = list(call.attendees.select_related("person"))
    enclosed = [invitations.enclosed(call, attendees)] if invites else []
    for attendee in attendees:
        context = {
            "call": call,
            "event": event,
            "attendees": attendees,
            "minutes": call.minutes,
            "door": _door(call, attendee),
            "zone": "" if attendee.person else call.zone,
        }
        to, occasion = attendee.person or attendee.email, f"call:{call.pk}:{event.pk}"
        language = None if attendee.person else call.escalation.requester.language
        send(to, call.escalation, letter, occasion, context, language=language, enclosed=enclosed)


def _door(call: Call, attendee: Attendee) -> str:
    """Which page the letter leads to: that of the staff, that of the customer, or none for other people."""
    person = attendee.person
    if person is None:
        return ""
    if person.is_staff and person != call.escalation.requester:
        return "staff"
    seen = type(call.escalation).objects.visible_to(person).filter(pk=call.escalation_id)
    return "customer" if seen.exists() else ""
