"""Who is on duty now and how they are reached, and the opening hours that nobody covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from escalations.models import DutyLine, Shift
from portal.accounts.absence import present
from portal.accounts.models import Region
from portal.businesstime.models import Calendar
from portal.workflow.kept import kept

COVER_DAYS = 14
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class OnDuty:
    """The duty manager, if somebody is; their line, if one is written down."""

    person: object | None
    until: datetime | None
    line: DutyLine | None


def on_duty(region: Region | None, now: datetime | None = None) -> OnDuty:
    """Whoever has a shift in the region, else everywhere; their deputy while they are away."""
    now = now or timezone.now()
    return _first_there(Shift.objects.at(now).with_people(), region)


def shown_on_duty(region: Region | None) -> OnDuty:
    """The same for a page, from what was read within the last half minute: it costs no statement."""
    now = timezone.now()
    return _first_there([shift for shift in _near_shifts() if shift.starts_at <= now < shift.ends_at], region)


@kept
def _near_shifts() -> list[Shift]:
    now = timezone.now()
    return list(Shift.objects.not_over(now).filter(starts_at__lt=now + timedelta(days=1)).with_people())


@kept
def _lines() -> list[DutyLine]:
    return list(DutyLine.objects.order_by("pk"))


def _first_there(shifts: Iterable[Shift], region: Region | None) -> OnDuty:
    for shift in _own_first(shifts, region):
        if (person := present(shift.person)) is not None:
            return OnDuty(person, shift.ends_at, _line(region))
    return OnDuty(None, None, _line(region))


def _line(region: Region | None) -> DutyLine | None:
    return next(iter(_own_first(_lines(), region)), None)


def _own_first(rows, region: Region | None) -> list:
    mine = [row for row in rows if row.region_id is None or (region and row.region_id == region.pk)]
    return sorted(mine, key=lambda row: row.region_id is None)


@dataclass(frozen=True)
class Gaps:
    """A region, or everything outside the regions, with the opening hours that no shift covers."""

    region: Region | None
    calendar: Calendar
    stretches: list[Stretch]


def gaps(now: datetime, days: int = COVER_DAYS) -> list[Gaps]:
    """Of the next days, today included from now on. A number of statements that does not grow with shifts."""
    everywhere = Calendar.objects.default()
    regions = list(Region.objects.select_related("calendar"))
    shifts = list(Shift.objects.not_over(now).filter(starts_at__lt=now + timedelta(days=days + 1)))
    return [
        Gaps(region, calendar, _uncovered(calendar, _own_first(shifts, region), now, days))
        for region, calendar in [(None, everywhere), *((row, row.calendar or everywhere) for row in regions)]
    ]


def _uncovered(calendar: Calendar, shifts: list[Shift], now: datetime, days: int) -> list[Stretch]:
    today = now.astimezone(calendar.working.tz).date()
    covered = sorted((shift.starts_at, shift.ends_at) for shift in shifts)
    return [
        gap
        for day in _days(today, days)
        for start, end in calendar.working.open_on(day)
        if end > now
        for gap in _without((max(start, now), end), covered)
    ]


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def _without(stretch: Stretch, covered: list[Stretch]) -> list[Stretch]:
    """What is left of a stretch; `covered` in the order of its starts."""
    start, end = stretch
    left = []
    for begins, ends in covered:
        if ends <= start or begins >= end:
            continue
        if begins > start:
            left.append((start, begins))
        start = max(start, ends)
    return [*left, (start, end)] if start < end else left
