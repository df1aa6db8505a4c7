"""Calendars and clocks to test with."""

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.businesstime.models import Calendar, Clock, OpeningHours

LONDON = ZoneInfo("Europe/London")
OFFICE = ((525, 1035),)
LUNCH = ((540, 750), (810, 1050))
ROUND_THE_CLOCK = ((0, 1440),)

OFFICE_WEEK = (OFFICE,) * 5 + ((), ())
LUNCH_WEEK = (LUNCH,) * 5 + ((), ())
WHOLE_WEEK = (ROUND_THE_CLOCK,) * 7


class Promised(Clock):
    """A clock as the rooms above have them."""

    class Meta(Clock.Meta):
        abstract = False
        app_label = "businesstime_tests"

    def __str__(self):
        return f"promise {self.pk}"


def london(text: str) -> datetime:
    """`london("2026-11-20 16:50")`, with or without seconds."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def calendar(week=OFFICE_WEEK, zone: str = "Europe/London", **fields) -> Calendar:
    made = Calendar.objects.create(**{"name_en": "Ours", "name_fr": "Le nôtre", "zone": zone, **fields})
    OpeningHours.objects.bulk_create(
        OpeningHours(calendar=made, weekday=weekday, opens=opens, closes=closes)
        for weekday, day in enumerate(week)
        for opens, closes in day
    )
    made.refresh_from_db()
    return made
