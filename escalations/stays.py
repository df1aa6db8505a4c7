"""How long an escalation is at each level, and from when the next one is suggested."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from escalations.ladder import levels
from escalations.models import Escalation, Stay
from portal.businesstime.arithmetic import WorkingCalendar
from portal.businesstime.models import Calendar
from portal.businesstime.wording import length, working_days, working_length


def begin(escalation: Escalation, calendar: Calendar, at: datetime) -> Stay:
    """It comes to its level now. The top has no next one to suggest."""
    level = escalation.level
    next_from = None
    if level.next_within and level.number < levels(level.ladder)[-1].number:
        next_from = calendar.working.add_minutes(at, level.next_within)
    return Stay.objects.create(escalation=escalation, level=level, came_at=at, next_from=next_from)


def go_on(escalation: Escalation, at: datetime) -> Stay:
    """It leaves the level where it was and comes to the one that it has now."""
    escalation.stays.filter(left_at=None).update(left_at=at)
    return begin(escalation, Calendar.objects.default(), at)


def until(stay: Stay, escalation: Escalation, now: datetime) -> datetime:
    """Until it left; for what has ended, until its end."""
    ended = None if escalation.is_open else escalation.resolved_at or escalation.reviewed_at
    return stay.left_at or ended or now


def in_words(working: WorkingCalendar, start: datetime, end: datetime) -> str:
    """2 working days and 3 h 10; 45 minutes of working time."""
    days, rest = divmod(max(working.minutes_between(start, end), 0), working.day_minutes)
    if not days:
        return working_length(rest)
    if not rest:
        return working_days(days)
    return _("%(days)s and %(length)s") % {"days": working_days(days), "length": length(rest)}
