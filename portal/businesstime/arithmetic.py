"""What an hour of ours is: working time added, measured and looked up. Pure; knows no Django.

An instant counts when its wall clock stands inside an opening interval of a day that is no holiday.
That one sentence decides the changes of the clock too: an hour the clock skips never happens, an hour
it repeats counts twice.

Time is whole microseconds since Monday 5 January 1970. The wall clock is a ladder of weeks, so working
time up to any wall moment is one division, a prefix sum of the week, and the holidays before it. The
zone is a list of stretches with one offset each; a constant per stretch carries the sum across them.
Every question is therefore a few bisections, for one minute and for ten thousand hours alike.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Interval = tuple[int, int]
Week = tuple[tuple[Interval, ...], ...]

_ORIGIN = datetime(1970, 1, 5, tzinfo=UTC)  # a Monday
_ORIGIN_DAY = _ORIGIN.date().toordinal()
_HORIZON = datetime(2150, 1, 5, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_DAY = 24 * 60 * _MINUTE
_WEEK = 7 * _DAY
DAY_MINUTES = 24 * 60


class CalendarError(ValueError):
    """Opening hours that cannot be counted with."""


class NeverOpen(CalendarError):
    """Not one opening in the week: no promise could ever be due."""


class Overlap(CalendarError):
    """Two openings of one day share time, which would count twice."""


class TooFar(ValueError):
    """The moment lies before 1970 or after 2149."""


class WorkingCalendar:
    """Opening hours of a week, the days off, and the zone whose wall clock they hang on.

    week: seven days from Monday, each its openings as minutes from midnight, up to 1440 (24:00).
    holidays: days that are closed; a mapping also gives the names of each.
    """

    def __init__(self, zone: str, week: Week, holidays: Iterable[date] | Mapping[date, tuple[str, ...]] = ()):
        self.zone = zone
        self.tz = ZoneInfo(zone)
        self.week: Week = tuple(_checked(day) for day in week)
        if len(self.week) != 7:
            raise CalendarError("A week has seven days.")
        lengths = [sum(end - start for start, end in day) for day in self.week]
        # One working day is the longest day of the week, so that on an uneven week it never promises
        # less working time than the team has on a full day.
        self.day_minutes: int = max(lengths)
        if not self.day_minutes:
            raise NeverOpen("A calendar needs at least one opening.")
        self.holidays: dict[date, tuple[str, ...]] = (
            dict(holidays) if isinstance(holidays, Mapping) else dict.fromkeys(holidays, ())
        )
        self.never_closes: bool = min(lengths) == DAY_MINUTES and not self.holidays
        self._lay_out_the_week()
        self._take_out_the_holidays(lengths)
        self._carry_across_clock_changes()

    # --- Questions --------------------------------------------------------------------------------

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """The earliest moment (UTC) by which `minutes` of working time have passed since `start`.

        Received outside the opening hours counts from the next opening. It may be the closing moment.
        """
        return self.add_seconds(start, minutes * 60)

    def add_seconds(self, start: datetime, seconds: int) -> datetime:
        if seconds <= 0:
            if seconds < 0:
                raise ValueError("Working time cannot be taken back.")
            return self.next_opening(start)
        worked = self._worked((start - _ORIGIN) // _TICK)
        return _ORIGIN + self._earliest(worked + seconds * _SECOND) * _TICK

    def add_days(self, start: datetime, days: int) -> datetime:
        """Working days of the full length: from Friday 16:50, one day is due on Monday at 16:50."""
        return self.add_seconds(start, days * self.day_minutes * 60)

    @staticmethod
    def add_wall(start: datetime, minutes: int) -> datetime:
        """A target by the wall clock: nights, weekends and holidays count."""
        if minutes < 0:
            raise ValueError("Time cannot be taken back.")
        return start.astimezone(UTC) + timedelta(minutes=minutes)

    def seconds_between(self, start: datetime, end: datetime) -> int:
        """Whole seconds of working time from `start` to `end`; negative when `end` is the earlier."""
        ticks = self._worked((end - _ORIGIN) // _TICK) - self._worked((start - _ORIGIN) // _TICK)
        return ticks // _SECOND if ticks >= 0 else -(-ticks // _SECOND)

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole minutes of working time from `start` to `end`; negative when `end` is the earlier."""
        seconds = self.seconds_between(start, end)
        return seconds // 60 if seconds >= 0 else -(-seconds // 60)

    def is_open(self, at: datetime) -> bool:
        """The opening moment is open, the closing moment no longer."""
        ticks = (at - _ORIGIN) // _TICK
        return self._worked(ticks + 1) > self._worked(ticks)

    def next_opening(self, at: datetime) -> datetime:
        """`at` itself when we are open then, in UTC."""
        worked = self._worked((at - _ORIGIN) // _TICK)
        return _ORIGIN + (self._earliest(worked + 1) - 1) * _TICK

    def open_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """When we are really open on that day of the wall clock, as stretches in UTC, in their order."""
        if day in self.holidays:
            return []
        midnight = (day.toordinal() - _ORIGIN_DAY) * _DAY
        first = max(bisect_right(self._changes, midnight - 2 * _DAY) - 1, 0)
        last = bisect_right(self._changes, midnight + 3 * _DAY)
        found: list[Interval] = []
        for index in range(first, min(last, len(self._offsets))):
            offset = self._offsets[index]
            for start, end in self.week[day.weekday()]:
                begins = max(midnight + start * _MINUTE - offset, self._changes[index])
                ends = min(midnight + end * _MINUTE - offset, self._changes[index + 1])
                if begins < ends:
                    found.append((begins, ends))
        return [(_ORIGIN + begins * _TICK, _ORIGIN + ends * _TICK) for begins, ends in _joined(found)]

    # --- Working time up to a moment, and back ------------------------------------------------------

    def _worked(self, ticks: int) -> int:
        """All working time from the origin to this moment."""
        if not 0 <= ticks <= self._changes[-1]:
            raise TooFar("This moment is too far away to be counted.")
        stretch = bisect_right(self._changes, ticks, hi=len(self._offsets)) - 1
        return self._worked_by_wall(ticks + self._offsets[stretch]) + self._carried[stretch]

    def _earliest(self, worked: int) -> int:
        """The first moment at which that much working time has passed. The opposite of `_worked`."""
        stretch = bisect_left(self._worked_at_change, worked) - 1
        if stretch == len(self._offsets):
            raise TooFar("This moment is too far away to be counted.")
        wall = worked - self._carried[stretch]
        due = wall + self._removed[bisect_left(self._worked_at_holiday, wall)]
        week, rest = divmod(due - 1, self._week_length)
        place = bisect_right(self._done, rest) - 1
        return week * _WEEK + self._starts[place] + rest + 1 - self._done[place] - self._offsets[stretch]

    def _worked_by_wall(self, wall: int) -> int:
        """Working time up to a moment of a wall clock that never changes."""
        passed = bisect_right(self._holiday_starts, wall)
        if passed and wall < self._holiday_starts[passed - 1] + _DAY:
            return self._worked_at_holiday[passed - 1]
        week, rest = divmod(wall, _WEEK)
        place = bisect_right(self._starts, rest) - 1
        worked = week * self._week_length - self._removed[passed]
        if place < 0:
            return worked
        within = self._done[place] + rest - self._starts[place]
        return worked + (within if within < self._done[place + 1] else self._done[place + 1])

    # --- Preparation ------------------------------------------------------------------------------

    def _lay_out_the_week(self) -> None:
        """Where each opening starts within the week, and how much is done before it."""
        self._starts: list[int] = []
        self._done: list[int] = [0]
        for number, day in enumerate(self.week):
            for start, end in day:
                self._starts.append(number * _DAY + start * _MINUTE)
                self._done.append(self._done[-1] + (end - start) * _MINUTE)
        self._week_length = self._done[-1]

    def _take_out_the_holidays(self, lengths: list[int]) -> None:
        """The working time each holiday takes away, summed up; those on closed days take nothing."""
        self._holiday_starts: list[int] = []
        self._worked_at_holiday: list[int] = []
        self._removed: list[int] = [0]
        for day in sorted(self.holidays):
            if not lengths[day.weekday()]:
                continue
            start = (day.toordinal() - _ORIGIN_DAY) * _DAY
            worked = self._worked_by_wall(start)
            self._holiday_starts.append(start)
            self._worked_at_holiday.append(worked)
            self._removed.append(self._removed[-1] + lengths[day.weekday()] * _MINUTE)

    def _carry_across_clock_changes(self) -> None:
        """For each stretch of one offset, what to add to its wall clock's working time."""
        self._changes, self._offsets = _stretches(self.zone)
        self._carried: list[int] = []
        self._worked_at_change: list[int] = []
        worked = self._worked_by_wall(self._offsets[0])
        for index, offset in enumerate(self._offsets):
            self._worked_at_change.append(worked)
            carried = worked - self._worked_by_wall(self._changes[index] + offset)
            self._carried.append(carried)
            worked = carried + self._worked_by_wall(self._changes[index + 1] + offset)
        self._worked_at_change.append(worked)


def _checked(day: Iterable[Interval]) -> tuple[Interval, ...]:
    """One day's openings in order; those that touch become one."""
    openings = sorted((start, end) for start, end in day)
    for start, end in openings:
        if not 0 <= start < end <= DAY_MINUTES:
            raise CalendarError("An opening lies within one day and ends after it starts.")
    for (_, end), (start, _end) in zip(openings, openings[1:], strict=False):
        if start < end:
            raise Overlap("Two openings of one day overlap.")
    return tuple(_joined(openings))


def _joined(stretches: Iterable[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for start, end in sorted(stretches):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


@lru_cache(maxsize=64)
def _stretches(zone: str) -> tuple[list[int], list[int]]:
    """When the zone's offset changes, with both ends of what we count; and the offset of each stretch.

    Python keeps the list of changes to itself, so we ask day by day and then close in on the second.
    """
    tz = ZoneInfo(zone)
    day, second = timedelta(days=1), timedelta(seconds=1)
    # With one tzinfo on both sides the difference is that of the two wall clocks: the offset.
    moment, end = _ORIGIN.replace(tzinfo=tz), _HORIZON.replace(tzinfo=tz)
    changes, offsets = [moment], [tz.fromutc(moment) - moment]
    while moment < end:
        before, moment = moment, moment + day
        if (offset := tz.fromutc(moment) - moment) == offsets[-1]:
            continue
        after = moment
        while after - before > second:
            middle = before + (after - before) // (2 * second) * second
            if tz.fromutc(middle) - middle == offsets[-1]:
                before = middle
            else:
                after = middle
        changes.append(after)
        offsets.append(offset)
    return (
        [(change.replace(tzinfo=UTC) - _ORIGIN) // _TICK for change in [*changes, end]],
        [offset // _TICK for offset in offsets],
    )
