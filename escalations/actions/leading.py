"""The people of an escalation: its next level, its engineer, its evaluation, who takes part."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from escalations import emails, engineers
from escalations.actions.moving import climb, move
from escalations.models import Escalation, EscalationEvent, Measure, Participant
from portal.accounts.models import User
from portal.workflow.moves import IllegalMove


@transaction.atomic
def call_next_level(escalation: Escalation, *, by, note: str) -> Escalation:
    """The customer takes an open escalation one step up, at any time, and says what has changed."""
    escalation, event = move(escalation, "call_next_level", by=by, note=note)
    climb(escalation, event)
    emails.next_level_called(escalation, event)
    return escalation


@transaction.atomic
def evaluate(
    escalation: Escalation,
    *,
    by,
    note: str = "",
    resources: Iterable[str] = (),
    corrections: Iterable[str] = (),
) -> Escalation:
    """The manager decides which resources work on it and what is corrected in how we work."""
    escalation, event = move(escalation, "evaluate", by=by, note=note, public=False)
    assign_resources(escalation, event, resources)
    _measure(escalation, event, Measure.Kind.CORRECTION, corrections)
    return escalation


@transaction.atomic
def assign_engineer(escalation: Escalation, *, by, engineer: User) -> Escalation:
    """This engineer is the customer's first contact from now on. Both are told."""
    if escalation.engineer_id == engineer.pk:
        raise IllegalMove(_("%(name)s is the engineer already.") % {"name": engineer})
    escalation, event = move(escalation, "assign_engineer", by=by, engineer=engineer)
    _name(event, engineer)
    emails.engineer_assigned(escalation, event)
    emails.contact_told(escalation, event)
    return escalation


def propose_engineer(escalation: Escalation, *, at) -> EscalationEvent | None:
    """On approval, without anybody's hand: who knows the situation and has the fewest. The letter of the
    approval names them to the customer."""
    if escalation.engineer_id or (engineer := engineers.propose(escalation)) is None:
        return None
    escalation.engineer = engineer
    escalation.save(update_fields=["engineer"])
    event = escalation.events.create(verb="assign_engineer", by=None, at=at, detail=str(engineer)[:100])
    emails.engineer_assigned(escalation, event)
    return event


@transaction.atomic
def add_participant(
    escalation: Escalation,
    *,
    by,
    side: str,
    name: str = "",
    address: str = "",
    role: str = "",
    person: User | None = None,
) -> Escalation:
    """Somebody more takes part. Colleagues are told at once; the customer's people with each update."""
    escalation, event = move(escalation, "add_participant", by=by)
    person = person or (address and User.objects.active().filter(email=address.lower()).first()) or None
    name, address = name or str(person), (address or (person.email if person else "")).lower()
    if address and escalation.participants.filter(address=address).exists():
        raise IllegalMove(_("%(name)s takes part already.") % {"name": name})
    participant = Participant.objects.create(
        escalation=escalation,
        person=person,
        name=name,
        address=address,
        role=role or (person.job if person else ""),
        side=side,
        added_by=by,
        added_at=event.at,
    )
    _name(event, name)
    emails.participant_added(escalation, event, participant)
    return escalation


@transaction.atomic
def remove_participant(escalation: Escalation, *, by, participant: int) -> Escalation:
    """By its key. From this moment they hear nothing more; that they took part stays in the history."""
    escalation, event = move(escalation, "remove_participant", by=by)
    row = escalation.participants.filter(pk=participant).first()
    if row is None:
        raise IllegalMove(_("They do not take part any more."))
    _name(event, row.name)
    row.delete()
    return escalation


def assign_resources(escalation: Escalation, event: EscalationEvent, resources, concern=None) -> None:
    _measure(escalation, event, Measure.Kind.RESOURCE, resources, concern)


def _measure(escalation: Escalation, event: EscalationEvent, kind: str, whats, concern=None) -> None:
    Measure.objects.bulk_create(
        Measure(escalation=escalation, kind=kind, what=what, concern=concern, by=event.by, at=event.at)
        for what in whats
    )


def _name(event: EscalationEvent, who) -> None:
    event.detail = str(who)[:100]
    event.save(update_fields=["detail"])
