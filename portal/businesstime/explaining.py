"""How a deadline was counted, day by day: kept with the promise, in no language. Pure; knows no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from portal.businesstime.arithmetic import DAY_MINUTES, WorkingCalendar

Stretch = tuple[datetime, datetime]

# A ledger lists every open day up to here; beyond it, days in the middle that were whole share a line.
DAYS_IN_FULL = 4
LINES_IN_FULL = 14


@dataclass(frozen=True)
class Line:
    """One line of the ledger: a day of the calendar's zone, or a run of days that went alike.

    kind: "counted", "over" (an open day on which nothing was left to count), "days" (whole open days),
    "closed", "holiday" (`names` says which, language by language). open: when we were open. changed: the
    clock was changed on this day.
    """

    kind: str
    first: date
    last: date
    seconds: int = 0
    days: int = 1
    open: tuple[Stretch, ...] = ()
    names: tuple[str, ...] = ()
    changed: bool = False


@dataclass(frozen=True)
class Part:
    """One stretch of a clock that runs: from a start or a resumption to the deadline or a pause.

    began: "received", "promised" or "resumed". ended: "due", or the reason of the pause. seconds: the
    working time there was to count; less of it was counted when a pause came first.
    """

    began: str
    start: datetime
    end: datetime
    ended: str
    seconds: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Explanation:
    """The whole count. `hours` is the opening of the full days when they are all alike, else empty."""

    zone: str
    minutes: int
    day_minutes: int
    parts: tuple[Part, ...]
    hours: tuple[int, int] | tuple[()] = field(default=())

    @property
    def start(self) -> datetime:
        return self.parts[0].start

    @property
    def due(self) -> datetime:
        return self.parts[-1].end

    @property
    def seconds(self) -> int:
        """What the lines add up to."""
        return sum(line.seconds for part in self.parts for line in part.lines)

    @property
    def round_the_clock(self) -> bool:
        """Every hour counted, so that nothing of it is a matter of working time."""
        closed = any(line.kind in ("closed", "holiday") for part in self.parts for line in part.lines)
        return self.day_minutes == DAY_MINUTES and not closed

    @property
    def days(self) -> int | None:
        """How many whole working days were promised, or None."""
        days, rest = divmod(self.minutes, self.day_minutes)
        return days if days and not rest else None

    def as_json(self) -> dict:
        return {
            "zone": self.zone,
            "minutes": self.minutes,
            "day_minutes": self.day_minutes,
            "hours": list(self.hours),
            "parts": [
                {
                    "began": part.began,
                    "start": part.start.isoformat(),
                    "end": part.end.isoformat(),
                    "ended": part.ended,
                    "seconds": part.seconds,
                    "lines": [_line_as_json(line) for line in part.lines],
                }
                for part in self.parts
            ],
        }

    @classmethod
    def from_json(cls, data: dict) -> Explanation:
        return cls(
            zone=data["zone"],
            minutes=data["minutes"],
            day_minutes=data["day_minutes"],
            hours=tuple(data["hours"]),
            parts=tuple(
                Part(
                    began=part["began"],
                    start=datetime.fromisoformat(part["start"]),
                    end=datetime.fromisoformat(part["end"]),
                    ended=part["ended"],
                    seconds=part["seconds"],
                    lines=tuple(_line_from_json(line) for line in part["lines"]),
                )
                for part in data["parts"]
            ),
        )


def explain(
    calendar: WorkingCalendar, start: datetime, minutes: int, *, began: str = "received"
) -> Explanation:
    """How `calendar.add_minutes(start, minutes)` came about."""
    part = _to_the_deadline(calendar, start, minutes * 60, began)
    return Explanation(calendar.zone, minutes, calendar.day_minutes, (part,), _hours(calendar))


def explain_pause(
    explanation: Explanation, calendar: WorkingCalendar, at: datetime, reason: str
) -> Explanation:
    """The count up to a pause: what was to come after it is taken off."""
    running = explanation.parts[-1]
    cut = _part(calendar, running.start, max(at, running.start), running.began, reason, running.seconds)
    return replace(explanation, parts=(*explanation.parts[:-1], cut))


def explain_resumption(
    explanation: Explanation, calendar: WorkingCalendar, at: datetime, seconds: int
) -> Explanation:
    """The count goes on with what was left."""
    return replace(
        explanation,
        parts=(*explanation.parts, _to_the_deadline(calendar, at, seconds, "resumed")),
    )


def explain_again(explanation: Explanation, calendar: WorkingCalendar) -> Explanation:
    """The stretch that runs, counted once more by the calendar as it is now."""
    running = explanation.parts[-1]
    again = _to_the_deadline(calendar, running.start, running.seconds, running.began)
    return replace(explanation, parts=(*explanation.parts[:-1], again))


def _to_the_deadline(calendar: WorkingCalendar, start: datetime, seconds: int, began: str) -> Part:
    return _part(calendar, start, calendar.add_seconds(start, seconds), began, "due", seconds)


def _part(
    calendar: WorkingCalendar, start: datetime, end: datetime, began: str, ended: str, seconds: int
) -> Part:
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    days = list(_days(calendar, start, end))
    while len(days) > 1 and not days[-1].seconds:
        days.pop()
    return Part(began, start, end, ended, seconds, tuple(_shortened(_runs_of_closed_days(days))))


def _days(calendar: WorkingCalendar, start: datetime, end: datetime) -> Iterator[Line]:
    """Every day from start to end, one line each."""
    day, last = start.astimezone(calendar.tz).date(), end.astimezone(calendar.tz).date()
    while day <= last:
        nominal = sum(closes - opens for opens, closes in calendar.week[day.weekday()])
        if nominal and day in calendar.holidays:
            yield Line("holiday", day, day, names=tuple(calendar.holidays[day] or ()))
        elif not (stretches := tuple(calendar.open_on(day))):
            yield Line("closed", day, day)
        else:
            counted = sum(
                (max(min(closes, end) - max(opens, start), timedelta()) for opens, closes in stretches),
                timedelta(),
            )
            length = sum((closes - opens for opens, closes in stretches), timedelta())
            yield Line(
                "counted" if counted else "over",
                day,
                day,
                int(counted.total_seconds()),
                open=stretches,
                changed=length != timedelta(minutes=nominal),
            )
        day += timedelta(days=1)


def _runs_of_closed_days(days: list[Line]) -> list[Line]:
    lines: list[Line] = []
    for line in days:
        if line.kind == "closed" and lines and lines[-1].kind == "closed":
            lines[-1] = replace(lines[-1], last=line.last, days=lines[-1].days + 1)
        else:
            lines.append(line)
    return lines


def _shortened(lines: list[Line]) -> list[Line]:
    """First day, last day, and whole days between them in runs; a very long middle in one line."""
    counted = [place for place, line in enumerate(lines) if line.kind == "counted"]
    if len(counted) <= DAYS_IN_FULL:
        return lines
    first, last = counted[0], counted[-1]
    middle: list[Line] = []
    for alike, run in groupby(lines[first + 1 : last], key=lambda line: _alike(line)):
        days = list(run)
        middle += [_whole_days(days)] if alike and len(days) > 1 else days
    if len(middle) > LINES_IN_FULL:
        middle = [_whole_days([line for line in lines[first + 1 : last] if line.kind == "counted"])]
    return [*lines[: first + 1], *middle, *lines[last:]]


def _alike(line: Line) -> int | None:
    return line.seconds if line.kind == "counted" and not line.changed else None


def _whole_days(days: list[Line]) -> Line:
    return Line("days", days[0].first, days[-1].last, sum(day.seconds for day in days), len(days))


def _hours(calendar: WorkingCalendar) -> tuple[int, int] | tuple[()]:
    """The one opening of the days that have the full length, when it is the same on all of them."""
    full = {
        day
        for day in calendar.week
        if sum(closes - opens for opens, closes in day) == calendar.day_minutes <= DAY_MINUTES
    }
    only = full.pop()
    return () if full or len(only) > 1 else only[0]


def _line_as_json(line: Line) -> dict:
    data = {"kind": line.kind, "first": line.first.isoformat()}
    if line.last != line.first:
        data["last"] = line.last.isoformat()
    if line.seconds:
        data["seconds"] = line.seconds
    if line.days != 1:
        data["days"] = line.days
    if line.open:
        data["open"] = [[opens.isoformat(), closes.isoformat()] for opens, closes in line.open]
    if line.names:
        data["names"] = list(line.names)
    if line.changed:
        data["changed"] = True
    return data


def _line_from_json(data: dict) -> Line:
    first = date.fromisoformat(data["first"])
    return Line(
        kind=data["kind"],
        first=first,
        last=date.fromisoformat(data["last"]) if "last" in data else first,
        seconds=data.get("seconds", 0),
        days=data.get("days", 1),
        open=tuple(
            (datetime.fromisoformat(opens), datetime.fromisoformat(closes))
            for opens, closes in data.get("open", ())
        ),
        names=tuple(data.get("names", ())),
        changed=data.get("changed", False),
    )
