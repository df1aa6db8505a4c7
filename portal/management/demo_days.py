"""The days on which the story of the demonstration happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.utils import timezone

from portal.businesstime.models import Calendar


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is that moment: the same verbs as everywhere, done on the day the story puts them."""
    with mock.patch.object(timezone, "now", lambda: moment):
        yield


class Days:
    """Moments of the last working days, so that the story is never old and its promises lie ahead."""

    def __init__(self):
        self.calendar = Calendar.objects.default().working
        self.now = timezone.now()

    def ago(self, working_days: int, clock: str) -> datetime:
        """That many open days before today, at that time of the office's clock; never in the future."""
        day = self._open_day_before(
            timezone.localdate(self.now, ZoneInfo(self.calendar.zone)) + timedelta(days=1)
        )
        for _step in range(working_days):
            day = self._open_day_before(day)
        moment = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(self.calendar.zone))
        return min(moment, self.now - timedelta(minutes=5))

    def _open_day_before(self, day: date) -> date:
        day -= timedelta(days=1)
        while not self.calendar.open_on(day):
            day -= timedelta(days=1)
        return day

    def minutes_ago(self, minutes: int) -> datetime:
        return self.now - timedelta(minutes=minutes)
