"""What stands beside each open escalation: a plan, how we keep in touch, a call with two people."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from escalations.models import Attendee, Call, CommunicationPlan, Escalation, PlanStep
from escalations.states import Mode, Rhythm

BATCH = 5_000
STEPS = 4


def agree(rows: list[Escalation], held_by) -> None:
    now = timezone.now()
    today = timezone.localdate()
    PlanStep.objects.bulk_create(
        (
            PlanStep(
                escalation=row,
                what=f"Step {n}",
                owner="Somebody",
                internal=n == STEPS - 1,
                due_on=today + timedelta(days=n - 1),
                position=n,
            )
            for row in rows
            for n in range(STEPS)
        ),
        batch_size=BATCH,
    )
    CommunicationPlan.objects.bulk_create(
        [
            CommunicationPlan(
                escalation=row,
                mode=Mode.EMAIL,
                rhythm=Rhythm.DAYS,
                every=1,
                proposed_by=held_by,
                agreed_at=now,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    _calls(rows, held_by, now)


def _calls(rows: list[Escalation], held_by, now) -> None:
    calls = Call.objects.bulk_create(
        [
            Call(
                escalation=row,
                purpose="Go through the plan",
                starts_at=now + timedelta(days=1),
                zone="Europe/London",
                lasts_minutes=30,
                how_to_join="+44 20 7946 0131",
                led_by=held_by,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    Attendee.objects.bulk_create(
        [
            Attendee(call=call, person_id=person, email=f"{person}@client.example")
            for call in calls
            for person in {call.escalation.requester_id, held_by.pk}
        ],
        batch_size=BATCH,
    )
