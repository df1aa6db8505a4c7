"""What Nadia and Mireille agreed: how they keep in touch, a call that was held and one to come."""

from __future__ import annotations

from datetime import timedelta

from escalations import actions, planning
from escalations.models import Escalation
from escalations.states import Mode, Rhythm


def tell(warehouse: Escalation, people: dict, days, at) -> None:
    """days, at: the calendar of the story, and how to be at one of its moments."""
    nadia, mireille = people["customer@client.example"], people["resolutions@support.example"]
    jonas = people["agent@support.example"]
    with at(days.ago(1, "14:40")):
        actions.propose_communication(
            warehouse,
            by=mireille,
            mode=Mode.EMAIL,
            rhythm=Rhythm.DAYS,
            every=1,
            attendees=[{"name": "Sam Bell", "email": "warehouse@client.example"}],
            note="A letter every working day, and a call each time something is decided.",
        )
        plan = warehouse.communication_plans.first()
    with at(days.ago(1, "14:55")):
        actions.agree_communication(warehouse, by=nadia, plan=plan.pk)
        actions.accept_plan(warehouse, by=nadia, seen=planning.digest(warehouse.steps.shared()))
    team = [{"person": nadia}, {"person": mireille}, {"person": jonas, "required": False}]
    join = {"zone": "Europe/London", "lasts_minutes": 30, "how_to_join": "+44 20 7946 0131, code 4711"}
    with at(days.ago(1, "14:57")):
        held_at = days.ago(1, "16:00")
        actions.arrange_call(
            warehouse, by=mireille, purpose="Go through the plan", starts_at=held_at, attendees=team, **join
        )
        held = warehouse.calls.get()
    with at(max(days.ago(1, "16:35"), held_at + timedelta(minutes=1))):
        actions.keep_minutes(
            warehouse,
            by=mireille,
            call=held.pk,
            minutes="The weekly report moves to 05:00 tonight. Nadia tells the warehouse. "
            "We measure the next count together.",
            internal_minutes="Database team wants to know who dropped the index.",
        )
        coming = days.calendar.add_days(days.now, 2).replace(second=0, microsecond=0)
        actions.arrange_call(
            warehouse, by=mireille, purpose="What we measured", starts_at=coming, attendees=team, **join
        )
