"""The action plan: shared, changed, done step by step, accepted or objected to."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import deadlines, emails, planning
from escalations.actions.moving import move
from escalations.models import Escalation, EscalationEvent, PlanStep
from escalations.states import Status
from portal.workflow.moves import IllegalMove, lock


class EditedMeanwhile(IllegalMove):
    """Somebody else saved the plan after this person had opened it."""


@transaction.atomic
def share_plan(
    escalation: Escalation, *, by, steps: Iterable[dict], version: int, note: str = ""
) -> Escalation:
    """Agree the plan, or change it. The customer is told what they see of it, owners what is theirs.

    A change of internal steps alone is no news for the customer and keeps no promise.
    """
    is_first = lock(escalation).status != Status.PLANNED
    escalation, event = move(escalation, "share_plan", by=by, note=note)
    if escalation.version != version:
        raise EditedMeanwhile(_("Somebody changed the plan while you wrote. Nothing of yours was saved."))
    changes = planning.lay(escalation, steps)
    told = changes.for_customer()
    if not is_first and not changes.any and not note:
        raise IllegalMove(_("Nothing was changed in the plan."))
    escalation.version += 1
    escalation.planned_at = escalation.planned_at or event.at
    escalation.save(update_fields=["version", "planned_at"])
    if is_first or told or note:
        _tell_customer(escalation, event, told, whole=is_first)
    else:
        event.public = False
        event.save(update_fields=["public"])
    emails.steps_given(escalation, event, changes.owners())
    return escalation


def _tell_customer(escalation: Escalation, event: EscalationEvent, told: dict, *, whole: bool) -> None:
    escalation.waiting_since = None
    if told or whole:
        escalation.plan_accepted_at = None
    escalation.save(update_fields=["waiting_since", "plan_accepted_at"])
    promise = deadlines.move_on(escalation, "share_plan", event.at)
    if whole:
        emails.plan_shared(escalation, event, promise)
    else:
        emails.plan_changed(escalation, event, promise, told)


@transaction.atomic
def finish_step(escalation: Escalation, *, by, step: int) -> Escalation:
    """This step of the plan is done today. step: its key."""
    escalation, event = move(escalation, "finish_step", by=by)
    found = PlanStep.objects.filter(escalation=escalation, pk=step).first()
    if found is None:
        raise IllegalMove(_("This step is no longer in the plan."))
    if found.done_on is not None:
        raise IllegalMove(_("This step is done already."))
    found.done_on = timezone.localdate(event.at)
    found.save(update_fields=["done_on"])
    event.detail, event.public = found.what[:100], not found.internal
    event.save(update_fields=["detail", "public"])
    # Whoever has the whole plan open at this moment must not undo it unseen.
    escalation.version += 1
    escalation.save(update_fields=["version"])
    if not found.internal:
        emails.step_done(escalation, event, found)
    emails.step_done_told(escalation, event, found)
    return escalation


@transaction.atomic
def accept_plan(escalation: Escalation, *, by, seen: str) -> Escalation:
    """The customer agrees to the plan they have seen. seen: its `planning.digest`."""
    escalation, event = move(escalation, "accept_plan", by=by)
    _same_plan(escalation, seen)
    if escalation.plan_accepted_at is not None:
        raise IllegalMove(_("This plan is accepted already."))
    escalation.plan_accepted_at = event.at
    escalation.save(update_fields=["plan_accepted_at"])
    emails.plan_accepted(escalation, event)
    return escalation


@transaction.atomic
def object_to_plan(escalation: Escalation, *, by, note: str, seen: str) -> Escalation:
    """The customer says why this plan will not do, and is promised another one."""
    escalation, event = move(escalation, "object_to_plan", by=by, note=note, plan_accepted_at=None)
    _same_plan(escalation, seen)
    promise = deadlines.owe_plan(escalation, event.at)
    emails.new_plan_promised(escalation, event, promise)
    emails.plan_objected(escalation, event, promise)
    return escalation


def _same_plan(escalation: Escalation, seen: str) -> None:
    if planning.digest(escalation.shared_steps) != seen:
        raise IllegalMove(_("The plan was changed while you read it. Look at it again below."))
