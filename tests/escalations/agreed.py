"""Plans, communication plans and calls to test with."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from escalations import actions, planning
from escalations.models import Call, CommunicationPlan, Escalation, Participant, PlanStep
from escalations.states import Mode, Rhythm
from tests.escalations import make

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
INTERNAL = "Between us: the index was dropped in May"


def steps(*more: dict) -> list[dict]:
    """The two shared ones, and others."""
    return [*make.STEPS, *more]


def internal_step(**fields) -> dict:
    return {
        "what": INTERNAL,
        "owner": "Jonas",
        "due_on": datetime(2026, 11, 24).date(),
        "internal": True,
        **fields,
    }


def seen(escalation: Escalation) -> str:
    return planning.digest(Escalation.objects.get(pk=escalation.pk).shared_steps)


def proposed(escalation, *, by=None, **said) -> CommunicationPlan:
    said = {"mode": Mode.EMAIL, "rhythm": Rhythm.HOURS, "every": 4, **said}
    actions.propose_communication(escalation, by=by or make.resolutions(), **said)
    return escalation.communication_plans.first()


def agreed(escalation, **said) -> CommunicationPlan:
    plan = proposed(escalation, **said)
    actions.agree_communication(escalation, by=escalation.requester, plan=plan.pk)
    plan.refresh_from_db()
    return plan


def arranged(escalation, *, by=None, attendees=None, **said) -> Call:
    by = by or make.resolutions()
    said = {
        "purpose": "Go through the plan",
        "starts_at": timezone.now() + timedelta(hours=3),
        "zone": "Europe/London",
        "lasts_minutes": 30,
        "how_to_join": "https://meet.client.example/abc",
        **said,
    }
    seats = [{"person": escalation.requester}, {"person": by}] if attendees is None else attendees
    actions.arrange_call(escalation, by=by, attendees=seats, **said)
    return escalation.calls.order_by("-pk").first()


# --- Rows by themselves, for verbs that are tried from every status ---------------------------------


def bare_step(escalation) -> PlanStep:
    return escalation.steps.create(position=9, **make.STEPS[0])


def bare_proposal(escalation) -> CommunicationPlan:
    return escalation.communication_plans.create(
        mode=Mode.EMAIL, rhythm=Rhythm.DAYS, every=1, proposed_by=make.resolutions()
    )


def bare_participant(escalation) -> Participant:
    return escalation.participants.create(name="Sam Hill", side="third", added_by=make.resolutions())


def bare_call(escalation, starts_in=timedelta(hours=1)) -> Call:
    return escalation.calls.create(
        purpose="Go through the plan",
        starts_at=timezone.now() + starts_in,
        zone="Europe/London",
        lasts_minutes=30,
        how_to_join="+44 20 7946 0130",
        led_by=make.resolutions(),
    )
