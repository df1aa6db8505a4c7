"""The public page that says what an hour of ours is."""

from datetime import datetime, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.businesstime import wording
from portal.businesstime.arithmetic import WorkingCalendar
from portal.businesstime.hours import opening_hours
from portal.businesstime.models import Calendar
from portal.businesstime.presenting import Words, preview

WEEKS_AHEAD = 20
HOLIDAYS_SHOWN = 8


@require_safe
def how_we_count(request):
    """C9, S2-6: opening hours, what one working day is, two worked examples, the next days off."""
    calendar = Calendar.objects.default()
    today = timezone.now().astimezone(calendar.working.tz).date()
    examples = [
        preview(calendar, calendar.working.day_minutes, Words(label=label), at=at)
        for label, at in _examples(calendar.working, today)
    ]
    context = {
        "calendar": calendar,
        "hours": opening_hours(calendar),
        "day_minutes": calendar.working.day_minutes,
        "examples": examples,
        "holidays": calendar.holidays.filter(on__gte=today)[:HOLIDAYS_SHOWN],
    }
    return render(request, "businesstime/how_we_count.html", context)


def _examples(working: WorkingCalendar, today) -> list[tuple[str, datetime]]:
    """25 minutes before we close for a few days, and 55 minutes after: Friday 16:50 and 18:10."""
    closing = _closing_before_days_off(working, today)
    if closing is None:
        return []
    moments = (closing - timedelta(minutes=25), closing + timedelta(minutes=55))
    return [
        (_("Received %(moment)s, due by") % {"moment": wording.weekday_and_hour(at, working.tz)}, at)
        for at in moments
    ]


def _closing_before_days_off(working: WorkingCalendar, today) -> datetime | None:
    """The closing of the next ordinary day before an ordinary weekend: no holiday on either side of it."""
    for ahead in range(1, WEEKS_AHEAD * 7):
        day = today + timedelta(days=ahead)
        around = [day + timedelta(days=number) for number in range(8)]
        if any(other in working.holidays for other in around):
            continue
        if working.week[day.weekday()] and not working.week[around[1].weekday()]:
            return working.open_on(day)[-1][1]
    return None
