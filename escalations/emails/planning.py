"""The letters of the action plan. A customer's letter is given no internal step, so it cannot tell one."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model

from escalations.emails.sending import next_promise, of, on_duty, tell_customer, tell_staff
from escalations.models import Escalation, EscalationEvent, PlanStep, Promise


def plan_shared(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    steps = list(escalation.steps.shared())
    tell_customer(escalation, "plan_shared", of(event), event=event, promise=promise, steps=steps)


def plan_changed(escalation: Escalation, event: EscalationEvent, promise: Promise, told: dict) -> None:
    """told: `Changes.for_customer`."""
    tell_customer(escalation, "plan_changed", of(event), event=event, promise=promise, told=told)


def steps_given(escalation: Escalation, event: EscalationEvent, owners: Iterable[int]) -> None:
    """To each owner for whom something changed: what is theirs to do now. Who changed it knows already."""
    people = get_user_model().objects.filter(pk__in=owners).exclude(pk=event.by_id).order_by("pk")
    for person in people:
        steps = list(escalation.steps.to_do().filter(person=person))
        tell_staff([person], escalation, "steps_given", of(event), event=event, steps=steps)


def step_done(escalation: Escalation, event: EscalationEvent, step: PlanStep) -> None:
    steps = list(escalation.steps.shared())
    done = sum(step.done_on is not None for step in steps)
    promise = next_promise(escalation)
    tell_customer(
        escalation, "step_done", of(event), event=event, promise=promise, step=step, done=done, all=len(steps)
    )


def step_done_told(escalation: Escalation, event: EscalationEvent, step: PlanStep) -> None:
    """Whoever holds the escalation, unless it was they who did it."""
    people = [person for person in on_duty(escalation) if person != event.by]
    tell_staff(people, escalation, "step_done_told", of(event), event=event, step=step)


def plan_accepted(escalation: Escalation, event: EscalationEvent) -> None:
    tell_staff(on_duty(escalation), escalation, "plan_accepted", of(event), event=event)


def plan_objected(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    tell_staff(on_duty(escalation), escalation, "plan_objected", of(event), event=event, promise=promise)


def new_plan_promised(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    tell_customer(escalation, "new_plan_promised", of(event), event=event, promise=promise)
