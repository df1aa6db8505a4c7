"""Opening hours in words: "Monday to Friday", "08:45 to 17:15"."""

from __future__ import annotations

import logging
import time
from itertools import groupby

from django.db import DatabaseError
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.businesstime import wording
from portal.businesstime.arithmetic import Interval, WorkingCalendar
from portal.businesstime.models import Calendar

logger = logging.getLogger(__name__)

_KEPT_SECONDS = 60
# Language -> when it was read (monotonic seconds), and the sentence.
kept: dict[str, tuple[float, str]] = {}


def opening_hours(calendar: Calendar) -> list[tuple[str, str]]:
    """Days that have the same hours share a line; the hours of closed days are empty."""
    return week_in_words(calendar.working)


def week_in_words(working: WorkingCalendar) -> list[tuple[str, str]]:
    return [
        (_days([weekday for weekday, _day in run]), _hours(openings))
        for openings, run in groupby(enumerate(working.week), key=lambda day: day[1])
    ]


def opening_hours_sentence(calendar: Calendar) -> str:
    """Monday to Friday, 08:45 to 17:15, London time."""
    lines = [f"{days}, {hours}" for days, hours in opening_hours(calendar) if hours]
    return f"{'; '.join(lines)}, {wording.zone_name(calendar.zone)}"


def support_hours() -> str:
    """The same of the calendar that clocks go by; read once a minute in each process."""
    language = get_language() or ""
    read_at, words = kept.get(language, (float("-inf"), ""))
    if time.monotonic() - read_at < _KEPT_SECONDS:
        return words
    try:
        calendar = Calendar.objects.filter(is_default=True).first()
        words = opening_hours_sentence(calendar) if calendar else ""
    except DatabaseError:  # the page that says what is wrong is drawn all the same
        logger.exception("The support hours could not be read.")
        return words
    kept[language] = (time.monotonic(), words)
    return words


def _days(weekdays: list[int]) -> str:
    first, last = (wording.weekday_name(day) for day in (weekdays[0], weekdays[-1]))
    if len(weekdays) == 1:
        said = first
    elif len(weekdays) == 2:
        said = _("%(first)s and %(last)s") % {"first": first, "last": last}
    else:
        said = pgettext("days of the week", "%(first)s to %(last)s") % {"first": first, "last": last}
    return said[0].upper() + said[1:]


def _hours(openings: tuple[Interval, ...]) -> str:
    return _(" and ").join(
        _("%(opens)s to %(closes)s") % {"opens": wording.hour_of(opens), "closes": wording.hour_of(closes)}
        for opens, closes in openings
    )
