"""Who is told of each step, under which occasion: the words stand in `templates/escalations/email/`."""

from __future__ import annotations

from escalations.deadlines import HALF, NEARLY, THREE_QUARTERS
from escalations.emails.people import participants_updated
from escalations.emails.sending import (
    next_promise,
    of,
    on_duty,
    people_at_level,
    people_of,
    tell_customer,
    tell_staff,
)
from escalations.models import Escalation, EscalationEvent, Promise
from portal.accounts.roles import Role

# share: who is warned, the letter, and the word in its occasion
_WARNINGS = {
    HALF: (Role.RESOLUTIONS, "warned_half", "half"),
    THREE_QUARTERS: (Role.RESOLUTIONS, "warned_three_quarters", "three_quarters"),
    NEARLY: (Role.LEAD, "warned_nearly", "nearly"),
}


# --- To the customer ----------------------------------------------------------------------------


def received(escalation: Escalation, promise: Promise) -> None:
    tell_customer(escalation, "received", "received", promise=promise)


def acknowledged(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    tell_customer(escalation, "acknowledged", "acknowledged", event=event, promise=promise)


def asked(escalation: Escalation, event: EscalationEvent) -> None:
    tell_customer(escalation, "asked", of(event), event=event)


def called(escalation: Escalation, event: EscalationEvent) -> None:
    tell_customer(escalation, "called", of(event), event=event, promise=next_promise(escalation))


def approved(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    tell_customer(escalation, "approved", of(event), event=event, promise=promise)


def declined(escalation: Escalation, event: EscalationEvent) -> None:
    tell_customer(escalation, "declined", of(event), event=event)


def updated(escalation: Escalation, event: EscalationEvent) -> None:
    tell_customer(escalation, "updated", of(event), event=event, promise=next_promise(escalation))
    participants_updated(escalation, event)


def answer_received(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    tell_customer(escalation, "answer_received", of(event), event=event, promise=promise)


def ended_with_case(escalation: Escalation, event: EscalationEvent) -> None:
    tell_customer(escalation, "ended_with_case", of(event), event=event)


def holding(missed: Promise, following: Promise) -> None:
    """Honest: what was promised did not happen, and here is a new promise."""
    occasion = f"{missed.kind}:{missed.number}:holding"
    tell_customer(missed.escalation, "holding", occasion, missed=missed, promise=following)


# --- To the staff -------------------------------------------------------------------------------


def agent_first(escalation: Escalation, event: EscalationEvent) -> list:
    """The agent of the case is the first to hear of the approval; without one, the team lead."""
    people = [escalation.agent] if escalation.agent else people_of(Role.LEAD)
    tell_staff(people, escalation, "agent_first", of(event), event=event)
    return people


def warned(promise: Promise, share: int) -> int:
    """Warn before the deadline. Returns how many people were told."""
    role, letter, word = _WARNINGS[share]
    people = people_of(role)
    occasion = f"{promise.kind}:{promise.number}:{word}"
    return tell_staff(people, promise.escalation, letter, occasion, promise=promise)


def missed_manager(missed: Promise, following: Promise) -> int:
    occasion = f"{missed.kind}:{missed.number}:missed"
    return tell_staff(
        people_of(Role.MANAGER),
        missed.escalation,
        "missed_manager",
        occasion,
        missed=missed,
        promise=following,
    )


def raised(escalation: Escalation, event: EscalationEvent) -> None:
    """The customer, whoever holds it, and the people of the new level."""
    tell_customer(escalation, "raised", of(event), event=event, promise=next_promise(escalation))
    people = people_at_level(escalation)
    if escalation.holder and escalation.holder not in people:
        people.append(escalation.holder)
    told = [person for person in people if person != event.by]
    tell_staff(told, escalation, "raised_told", of(event), event=event)


def added(escalation: Escalation, event: EscalationEvent) -> None:
    tell_staff(on_duty(escalation), escalation, "added", of(event), event=event)


def answered(escalation: Escalation, event: EscalationEvent) -> None:
    tell_staff(on_duty(escalation), escalation, "answered", of(event), event=event)


def next_level_asked(escalation: Escalation, event: EscalationEvent) -> None:
    people = people_at_level(escalation)
    people += [person for person in on_duty(escalation) if person not in people]
    tell_staff(people, escalation, "next_level_asked", of(event), event=event)
