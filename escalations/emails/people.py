"""Letters about who looks after an escalation, and the daily one to the regional managers."""

from __future__ import annotations

from datetime import datetime

from escalations.digest import SHOWN, Daily
from escalations.emails.sending import (
    next_promise,
    of,
    on_duty,
    people_at_level,
    tell,
    tell_customer,
    tell_staff,
)
from escalations.models import Digest, Escalation, EscalationEvent, Participant, Post
from portal.outbox.queue import queue_letter


def next_level_called(escalation: Escalation, event: EscalationEvent) -> None:
    """The customer called it: their receipt says who was told."""
    people = people_at_level(escalation)
    names = ", ".join(str(person) for person in people)
    promise = next_promise(escalation)
    tell_customer(escalation, "next_level_called", of(event), event=event, promise=promise, told=names)
    people += [person for person in on_duty(escalation) if person not in people]
    tell_staff(people, escalation, "raised_told", of(event), event=event)


def engineer_assigned(escalation: Escalation, event: EscalationEvent) -> None:
    tell_staff([escalation.engineer], escalation, "engineer_assigned", of(event), event=event)


def contact_told(escalation: Escalation, event: EscalationEvent) -> None:
    promise = next_promise(escalation)
    tell_customer(escalation, "contact_told", of(event), event=event, promise=promise)


def participant_added(escalation: Escalation, event: EscalationEvent, participant: Participant) -> None:
    """Colleagues hear of it at once. The customer's people get the updates from now on."""
    if participant.person and participant.person.is_staff:
        tell_staff(
            [participant.person],
            escalation,
            "participant_added",
            of(event),
            event=event,
            participant=participant,
        )


def participants_updated(escalation: Escalation, event: EscalationEvent) -> None:
    """Those of the customer's own organisation who take part, beside who escalated."""
    people = escalation.participants.filter(
        person__is_active=True,
        person__is_staff=False,
        person__memberships__organisation=escalation.ticket.organisation_id,
    ).exclude(person=escalation.requester_id)
    for participant in people.select_related("person").distinct():
        person = participant.person
        sees = Escalation.objects.visible_to(person).filter(pk=escalation.pk).exists()
        promise = next_promise(escalation)
        tell(person, escalation, "participant_updated", of(event), event=event, promise=promise, sees=sees)


def handed_over(person, successor, what: list[str], *, by, at: datetime) -> None:
    queue_letter(
        "escalations/email/people/handed_over",
        to=successor,
        key=f"user:{person.pk}:handed_over:{at.isoformat()}",
        context={"person": person, "what": what, "by": by},
    )


def daily(row: Digest, post: Post, told: Daily) -> None:
    """To who is there today; nobody where person and deputies are all away."""
    if (holder := post.holder) is None:
        return
    queue_letter(
        "escalations/email/people/daily",
        to=holder,
        key=f"digest:{row.post_id}:{row.on.isoformat()}",
        context={"post": post, "on": row.on, "daily": told, "shown": SHOWN},
    )
