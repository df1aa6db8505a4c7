"""Business time the slow way: one minute after the other, by the wall clock. Shares nothing with the code.

It relies on offsets of whole minutes, which every zone has had since 1973.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


class Oracle:
    def __init__(self, zone, week, holidays=()):
        self.tz = ZoneInfo(zone)
        self.week = week
        self.holidays = set(holidays)

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(self.tz)
        if local.date() in self.holidays:
            return False
        minute = local.hour * 60 + local.minute
        return any(opens <= minute < closes for opens, closes in self.week[local.weekday()])

    def add_seconds(self, start: datetime, seconds: int) -> datetime:
        """The earliest moment at which so many seconds of open time have passed; seconds > 0."""
        at = start.astimezone(UTC)
        left = timedelta(seconds=seconds)
        while True:
            next_minute = at.replace(second=0, microsecond=0) + MINUTE
            if self.is_open(at):
                if next_minute - at >= left:
                    return at + left
                left -= next_minute - at
            at = next_minute

    def seconds_between(self, start: datetime, end: datetime) -> int:
        at, end, passed = start.astimezone(UTC), end.astimezone(UTC), timedelta()
        while at < end:
            next_minute = min(at.replace(second=0, microsecond=0) + MINUTE, end)
            if self.is_open(at):
                passed += next_minute - at
            at = next_minute
        return int(passed.total_seconds())

    def next_opening(self, at: datetime) -> datetime:
        at = at.astimezone(UTC)
        while not self.is_open(at):
            at = at.replace(second=0, microsecond=0) + MINUTE
        return at

    def open_minutes(self, day: date) -> list[datetime]:
        """Every open minute of that day of the wall clock, in UTC."""
        at = datetime.combine(day, datetime.min.time(), UTC) - timedelta(hours=26)
        minutes = []
        while at < datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=50):
            if at.astimezone(self.tz).date() == day and self.is_open(at):
                minutes.append(at)
            at += MINUTE
        return minutes


def clock_changes(zone: str, first: int, last: int) -> list[datetime]:
    """The hours of these years after which the zone's clock was changed."""
    tz, at = ZoneInfo(zone), datetime(first, 1, 1, tzinfo=UTC)
    changes = []
    while at.year <= last:
        later = at + timedelta(hours=6)
        if at.astimezone(tz).utcoffset() != later.astimezone(tz).utcoffset():
            changes.append(at)
        at = later
    return changes
