"""The work on an escalation: order, ladder, plan, updates, what we learn, and the end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import deadlines, emails
from escalations.actions.moving import move
from escalations.models import Escalation, Level, PlanStep
from escalations.states import LAST_LEVEL, Status
from portal.workflow.moves import IllegalMove, lock
from tickets.actions import supplement


class EditedMeanwhile(IllegalMove):
    """Somebody else saved the plan after this person had opened it."""


@transaction.atomic
def take(escalation: Escalation, *, by) -> Escalation:
    """This person holds it from now on."""
    escalation, _event = move(escalation, "take", by=by, holder=by)
    return escalation


@transaction.atomic
def prioritise(escalation: Escalation, *, by, ground: str, note: str) -> Escalation:
    """Put it before the others: only on one of the two grounds, and recorded with who said so."""
    now = timezone.now()
    escalation, event = move(
        escalation,
        "prioritise",
        by=by,
        at=now,
        note=note,
        public=False,
        ground=ground,
        prioritised_by=by,
        prioritised_at=now,
    )
    event.detail = ground
    event.save(update_fields=["detail"])
    deadlines.refresh(escalation)
    return escalation


@transaction.atomic
def raise_level(escalation: Escalation, *, by, note: str) -> Escalation:
    """One step up the ladder, with what has changed."""
    escalation, event = move(escalation, "raise_level", by=by, note=note)
    if escalation.level_id >= LAST_LEVEL:
        raise IllegalMove(_("It is at the highest level already."))
    escalation.level = Level.objects.get(number=escalation.level_id + 1)
    escalation.save(update_fields=["level"])
    event.detail = str(escalation.level_id)
    event.save(update_fields=["detail"])
    emails.raised(escalation, event)
    return escalation


@transaction.atomic
def share_plan(
    escalation: Escalation, *, by, steps: Iterable[dict], version: int, note: str = ""
) -> Escalation:
    """Agree the plan, or change it: the steps replace those that were there."""
    escalation, event = move(escalation, "share_plan", by=by, note=note, waiting_since=None)
    if escalation.version != version:
        raise EditedMeanwhile(_("Somebody changed the plan while you wrote. Nothing of yours was saved."))
    escalation.steps.all().delete()
    PlanStep.objects.bulk_create(
        PlanStep(escalation=escalation, position=position, **step) for position, step in enumerate(steps)
    )
    escalation.version += 1
    escalation.planned_at = escalation.planned_at or event.at
    escalation.save(update_fields=["version", "planned_at"])
    promise = deadlines.move_on(escalation, "share_plan", event.at)
    emails.plan_shared(escalation, event, promise)
    return escalation


@transaction.atomic
def update(escalation: Escalation, *, by, note: str) -> Escalation:
    """Tell the customer how it goes. Where an update was promised, this is it, and the next is promised."""
    lock(escalation.ticket)  # case first, then escalation: the order of all who lock both
    escalation, event = move(escalation, "update", by=by, note=note)
    supplement(escalation.ticket, by=by, text=note)
    if escalation.status == Status.PLANNED and not escalation.is_paused:
        deadlines.move_on(escalation, "update", event.at)
    emails.updated(escalation, event)
    return escalation


@transaction.atomic
def note(escalation: Escalation, *, by, note: str) -> Escalation:
    """Words for the team alone."""
    escalation, _event = move(escalation, "note", by=by, note=note, public=False)
    return escalation


@transaction.atomic
def improve(escalation: Escalation, *, by, what: str, owner: str, due_on: date | None = None) -> Escalation:
    """Note what we change in how we work, so that it does not arise again."""
    escalation, event = move(escalation, "improve", by=by, note=what, public=False)
    escalation.improvements.create(what=what, owner=owner, due_on=due_on, noted_by=by, noted_at=event.at)
    return escalation


@transaction.atomic
def resolve(escalation: Escalation, *, by, note: str) -> Escalation:
    """Back on track: what was done stands in the summary. Nothing is owed any more."""
    escalation, event = move(escalation, "resolve", by=by, note=note, waiting_since=None)
    escalation.resolved_at = event.at
    escalation.save(update_fields=["resolved_at"])
    deadlines.move_on(escalation, "resolve", event.at)
    emails.resolved(escalation, event)
    return escalation
