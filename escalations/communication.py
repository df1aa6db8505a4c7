"""The communication plan: which one is in force, and when it promises the next update."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from escalations.models import CommunicationPlan, Escalation
from escalations.states import Mode, Rhythm
from portal.businesstime.models import Calendar

# A named time on a day off falls away; after so many days without one the plan says nothing any more.
LOOK_AHEAD_DAYS = 60


def in_force(escalation: Escalation) -> CommunicationPlan | None:
    """The last one the customer agreed to."""
    return escalation.communication_plans.filter(agreed_at__isnull=False).order_by("-agreed_at").first()


def waiting(escalation: Escalation) -> CommunicationPlan | None:
    """The last one proposed, if the customer has not answered it yet."""
    last = escalation.communication_plans.order_by("-pk").first()
    return last if last is not None and last.waits else None


def spoken_updates(escalation: Escalation) -> bool:
    """Whether a call with the customer is the update that was promised."""
    plan = in_force(escalation)
    return plan is not None and plan.mode in (Mode.PHONE, Mode.CONFERENCE)


def next_update(
    plan: CommunicationPlan, calendar: Calendar, at: datetime, after: datetime | None = None
) -> dict | None:
    """How long until the next update, as the arguments of `Promise.promised`: what it starts at, and working
    minutes or working days. None when the plan names no time that we are open at. after: a named time that
    is done already, though its moment is still to come."""
    if plan.rhythm == Rhythm.HOURS:
        return {"at": at, "minutes": plan.every * 60}
    if plan.rhythm == Rhythm.DAYS:
        return {"at": at, "days": plan.every}
    due = next_named_time(plan.times, calendar, max(at, after or at))
    if due is None:
        return None
    # From the whole minute, so that so many whole minutes end exactly at the named time.
    start = at.replace(second=0, microsecond=0)
    return {"at": start, "minutes": calendar.working.minutes_between(start, due)}


def next_named_time(times: list, calendar: Calendar, at: datetime) -> datetime | None:
    """The first of these moments of the week after `at`, on a day and at an hour at which we work."""
    working = calendar.working
    today = at.astimezone(working.tz).date()
    for ahead in range(LOOK_AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        for weekday, minute in sorted(times):
            if weekday == day.weekday():
                moment = _on_the_wall(day, minute, working.tz)
                # Up to the closing moment; the opening moment itself leaves no time to work.
                if moment > at and working.is_open(moment - timedelta(seconds=1)):
                    return moment
    return None


def waits_for_its_time(plan: CommunicationPlan, calendar: Calendar, due_by: datetime, at: datetime) -> bool:
    """Whether an update at `at` is one beside the promised one: a named time of a later day stays promised,
    because people have it in their calendars."""
    there, today = due_by.astimezone(calendar.working.tz), at.astimezone(calendar.working.tz)
    named = [there.weekday(), there.hour * 60 + there.minute] in plan.times
    return plan.rhythm == Rhythm.TIMES and named and today.date() < there.date()


def _on_the_wall(day: date, minute: int, tz) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=tz)
    return midnight.replace(hour=minute // 60, minute=minute % 60)
