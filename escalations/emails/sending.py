"""How a letter about an escalation goes out: to whom, and under which occasion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.contrib.auth import get_user_model

from escalations.models import Escalation, EscalationEvent, Level, Promise
from escalations.posts import posts_of
from portal.accounts.roles import Role
from portal.outbox.enclosing import Enclosure
from portal.outbox.queue import queue_letter


def of(event: EscalationEvent) -> str:
    """An occasion that may come again: each time is its own."""
    return f"{event.verb}:{event.pk}"


def next_promise(escalation: Escalation) -> Promise | None:
    """What the customer may expect next; nothing while the clock stands still."""
    if escalation.is_paused:
        return None
    return escalation.promises.open().filter(missed_at__isnull=True).select_related("calendar").first()


def on_duty(escalation: Escalation) -> list:
    holder = escalation.holder
    return [holder] if holder and holder.is_active else people_of(Role.RESOLUTIONS)


def people_of(role: Role) -> list:
    """The people of a role. Where nobody holds it, the managers, and at last the team's own address."""
    people = get_user_model().objects
    return list(people.in_role(role)) or list(people.in_role(Role.MANAGER)) or [settings.SUPPORT_EMAIL]


def people_at_level(escalation: Escalation) -> list:
    """Who holds the post of its level for the region; without a post, everybody of the level's role."""
    return _people_at(escalation, escalation.level)


def people_above(escalation: Escalation) -> list:
    """Those of the next level; at the top, those of the top."""
    return _people_at(escalation, Level.objects.after(escalation.level) or escalation.level)


def _people_at(escalation: Escalation, level: Level) -> list:
    holder = posts_of(escalation).holder_at(level)
    return [holder] if holder else people_of(Role(level.role) if level.role else Role.MANAGER)


def tell_customer(escalation: Escalation, letter: str, occasion: str, **context) -> None:
    send(escalation.requester, escalation, letter, occasion, context)


def tell(person, escalation: Escalation, letter: str, occasion: str, **context) -> None:
    send(person, escalation, letter, occasion, context)


def tell_staff(people: Iterable, escalation: Escalation, letter: str, occasion: str, **context) -> int:
    people = list(people)
    for person in people:
        send(person, escalation, letter, occasion, context)
    return len(people)


def tell_others(addresses: Iterable[str], escalation: Escalation, letter: str, occasion: str, **ctx) -> None:
    """People without an account, in the language of the customer who agreed that they are told."""
    for address in addresses:
        send(address, escalation, letter, occasion, ctx, language=escalation.requester.language)


def send(
    to,
    escalation: Escalation,
    letter: str,
    occasion: str,
    context: dict,
    *,
    language: str | None = None,
    enclosed: Sequence[Enclosure] = (),
) -> None:
    """To a user in their own language, or to an address in the one that is given."""
    queue_letter(
        f"escalations/email/{letter}",
        to=to,
        key=f"escalation:{escalation.pk}:{occasion}",
        context={"escalation": escalation, "ticket": escalation.ticket, **context},
        about=escalation.reference,
        language=language,
        enclosed=enclosed,
    )
