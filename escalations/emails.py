"""Who is told what, under which occasion. The words stand in `templates/escalations/email/`."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import get_user_model

from escalations.deadlines import HALF, NEARLY, THREE_QUARTERS
from escalations.models import Escalation, EscalationEvent, Promise
from portal.accounts.roles import Role
from portal.outbox.queue import queue_letter

# share: who is warned, the letter, and the word in its occasion
_WARNINGS = {
    HALF: (Role.RESOLUTIONS, "warned_half", "half"),
    THREE_QUARTERS: (Role.RESOLUTIONS, "warned_three_quarters", "three_quarters"),
    NEARLY: (Role.LEAD, "warned_nearly", "nearly"),
}


# --- To the customer ----------------------------------------------------------------------------


def received(escalation: Escalation, promise: Promise) -> None:
    _customer(escalation, "received", "received", promise=promise)


def acknowledged(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    _customer(escalation, "acknowledged", "acknowledged", event=event, promise=promise)


def asked(escalation: Escalation, event: EscalationEvent) -> None:
    _customer(escalation, "asked", _of(event), event=event)


def called(escalation: Escalation, event: EscalationEvent) -> None:
    _customer(escalation, "called", _of(event), event=event, promise=_next(escalation))


def approved(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    _customer(escalation, "approved", _of(event), event=event, promise=promise)


def declined(escalation: Escalation, event: EscalationEvent) -> None:
    _customer(escalation, "declined", _of(event), event=event)


def plan_shared(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    steps = list(escalation.steps.all())
    _customer(escalation, "plan_shared", _of(event), event=event, promise=promise, steps=steps)


def updated(escalation: Escalation, event: EscalationEvent) -> None:
    _customer(escalation, "updated", _of(event), event=event, promise=_next(escalation))


def resolved(escalation: Escalation, event: EscalationEvent) -> None:
    _customer(escalation, "resolved", _of(event), event=event)


def answer_received(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    _customer(escalation, "answer_received", _of(event), event=event, promise=promise)


def ended_with_case(escalation: Escalation, event: EscalationEvent) -> None:
    _customer(escalation, "ended_with_case", _of(event), event=event)


def holding(missed: Promise, following: Promise) -> None:
    """Honest: what was promised did not happen, and here is a new promise."""
    occasion = f"{missed.kind}:{missed.number}:holding"
    _customer(missed.escalation, "holding", occasion, missed=missed, promise=following)


# --- To the staff -------------------------------------------------------------------------------


def agent_first(escalation: Escalation, event: EscalationEvent) -> list:
    """The agent of the case is the first to hear of the approval; without one, the team lead."""
    people = [escalation.agent] if escalation.agent else _people(Role.LEAD)
    _staff(people, escalation, "agent_first", _of(event), event=event)
    return people


def warned(promise: Promise, share: int) -> int:
    """Warn before the deadline. Returns how many people were told."""
    role, letter, word = _WARNINGS[share]
    people = _people(role)
    occasion = f"{promise.kind}:{promise.number}:{word}"
    return _staff(people, promise.escalation, letter, occasion, promise=promise)


def missed_manager(missed: Promise, following: Promise) -> int:
    occasion = f"{missed.kind}:{missed.number}:missed"
    return _staff(
        _people(Role.MANAGER), missed.escalation, "missed_manager", occasion, missed=missed, promise=following
    )


def raised(escalation: Escalation, event: EscalationEvent) -> None:
    """The customer, whoever holds it, and the people of the new level."""
    _customer(escalation, "raised", _of(event), event=event, promise=_next(escalation))
    people = _people(Role(escalation.level.role)) if escalation.level.role else _people(Role.MANAGER)
    if escalation.holder and escalation.holder not in people:
        people.append(escalation.holder)
    told = [person for person in people if person != event.by]
    _staff(told, escalation, "raised_told", _of(event), event=event)


def added(escalation: Escalation, event: EscalationEvent) -> None:
    _staff(_on_duty(escalation), escalation, "added", _of(event), event=event)


def answered(escalation: Escalation, event: EscalationEvent) -> None:
    _staff(_on_duty(escalation), escalation, "answered", _of(event), event=event)


def next_level_asked(escalation: Escalation, event: EscalationEvent) -> None:
    people = _people(Role(escalation.level.role)) if escalation.level.role else _people(Role.MANAGER)
    people += [person for person in _on_duty(escalation) if person not in people]
    _staff(people, escalation, "next_level_asked", _of(event), event=event)


# --- How ----------------------------------------------------------------------------------------


def _of(event: EscalationEvent) -> str:
    """An occasion that may come again: each time is its own."""
    return f"{event.verb}:{event.pk}"


def _next(escalation: Escalation) -> Promise | None:
    """What the customer may expect next; nothing while the clock stands still."""
    if escalation.is_paused:
        return None
    return escalation.promises.open().filter(missed_at__isnull=True).select_related("calendar").first()


def _on_duty(escalation: Escalation) -> list:
    holder = escalation.holder
    return [holder] if holder and holder.is_active else _people(Role.RESOLUTIONS)


def _people(role: Role) -> list:
    """The people of a role. Where nobody holds it, the managers, and at last the team's own address."""
    people = get_user_model().objects
    return list(people.in_role(role)) or list(people.in_role(Role.MANAGER)) or [settings.SUPPORT_EMAIL]


def _customer(escalation: Escalation, letter: str, occasion: str, **context) -> None:
    _send(escalation.requester, escalation, letter, occasion, context)


def _staff(people: Iterable, escalation: Escalation, letter: str, occasion: str, **context) -> int:
    people = list(people)
    for person in people:
        _send(person, escalation, letter, occasion, context)
    return len(people)


def _send(to, escalation: Escalation, letter: str, occasion: str, context: dict) -> None:
    queue_letter(
        f"escalations/email/{letter}",
        to=to,
        key=f"escalation:{escalation.pk}:{occasion}",
        context={"escalation": escalation, "ticket": escalation.ticket, **context},
        about=escalation.reference,
    )
