"""Moments, lengths and time zones in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from portal.businesstime.arithmetic import WorkingCalendar

SPACE = "\N{NO-BREAK SPACE}"

# Places whose names people know in their own language. Written out so that they can be translated whole.
_KNOWN_ZONES = {
    "UTC": lambda: _("universal time (UTC)"),
    "Europe/London": lambda: _("London time"),
    "Europe/Paris": lambda: _("Paris time"),
    "Europe/Brussels": lambda: _("Brussels time"),
    "Europe/Dublin": lambda: _("Dublin time"),
    "Europe/Lisbon": lambda: _("Lisbon time"),
    "Europe/Berlin": lambda: _("Berlin time"),
    "Europe/Madrid": lambda: _("Madrid time"),
    "Europe/Rome": lambda: _("Rome time"),
    "Europe/Zurich": lambda: _("Zurich time"),
    "America/New_York": lambda: _("New York time"),
    "America/Toronto": lambda: _("Toronto time"),
}


@dataclass(frozen=True)
class _Dates:
    """How a language writes days and hours. Names of days and months are not sentences to translate."""

    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    before_hour: str

    def hour(self, minutes: int) -> str:
        return f"{minutes // 60:02}:{minutes % 60:02}"

    def number(self, day: int) -> str:
        return str(day)

    def at(self, day: str, local: datetime) -> str:
        return f"{day}{self.before_hour}{self.hour(local.hour * 60 + local.minute)}"

    def day(self, on: date, this_year: int) -> str:
        return self._written(self.weekdays, on, self.months, this_year)

    def compact_day(self, on: date, this_year: int) -> str:
        return self._written(self.short_weekdays, on, self.months, this_year)

    def short_day(self, on: date, this_year: int) -> str:
        return self._written(self.short_weekdays, on, self.short_months, this_year)

    def _written(self, weekdays, on: date, months, this_year: int) -> str:
        year = "" if on.year == this_year else f"{SPACE}{on.year}"
        return f"{weekdays[on.weekday()]} {self.number(on.day)}{SPACE}{months[on.month - 1]}{year}"


class _French(_Dates):
    def hour(self, minutes: int) -> str:
        hours, rest = divmod(minutes, 60)
        return f"{hours}{SPACE}h{SPACE}{rest:02}" if rest else f"{hours}{SPACE}h"

    def number(self, day: int) -> str:
        return "1er" if day == 1 else str(day)


_ENGLISH_DATES = _Dates(
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    f",{SPACE}",
)
_FRENCH_DATES = _French(
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    (
        *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
        *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
    ),
    f"{SPACE}à{SPACE}",
)
_DATES = {"fr": _FRENCH_DATES}


def _dates() -> _Dates:
    return _DATES.get((get_language() or "en")[:2], _ENGLISH_DATES)


def there(moment: datetime, zone: str | tzinfo | None = None) -> datetime:
    """The same moment on the wall clock of a zone; by default of the active one."""
    tz = ZoneInfo(zone) if isinstance(zone, str) else zone or timezone.get_current_timezone()
    return moment.astimezone(tz)


# --- Moments ----------------------------------------------------------------------------------------


def long_moment(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """Monday 23 November, 16:50; the year when it is not this one."""
    local, dates = there(moment, zone), _dates()
    return dates.at(dates.day(local, _today(local).year), local)


def compact_moment(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """Mon 23 November, 16:50, where there is little room; "Today, 11:20" today."""
    local, dates = there(moment, zone), _dates()
    today = _today(local)
    is_today = local.date() == today
    return dates.at(_("Today") if is_today else dates.compact_day(local, today.year), local)


def short_moment(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """Mon 23 Nov, 16:50; "Today, 11:20" today."""
    local, dates = there(moment, zone), _dates()
    today = _today(local)
    is_today = local.date() == today
    return dates.at(_("Today") if is_today else dates.short_day(local, today.year), local)


def dated_moment(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """Mon 23 Nov, 16:50, also today: for what is kept and read later."""
    local, dates = there(moment, zone), _dates()
    return dates.at(dates.short_day(local, _today(local).year), local)


def weekday_and_hour(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """Friday 16:50: a moment of these days, inside a sentence."""
    local = there(moment, zone)
    return pgettext("a moment of these days", "%(weekday)s %(time)s") % {
        "weekday": weekday_name(local.weekday()),
        "time": hour(local),
    }


def hour(local: datetime) -> str:
    """16:50, of a local moment."""
    return _dates().hour(local.hour * 60 + local.minute)


def closing_hour(local: datetime, opened: datetime) -> str:
    """17:15; 24:00 when the day is open until midnight."""
    if local.date() > opened.date() and not (local.hour or local.minute):
        return _dates().hour(24 * 60)
    return hour(local)


def hour_of(minutes: int) -> str:
    """The wall clock so many minutes after midnight; 1440 is 24:00."""
    return _dates().hour(minutes)


def day(on: date) -> str:
    """Monday 23 November; the year when it is not this one."""
    return _dates().day(on, _today(on).year)


def short_day(on: date) -> str:
    """Mon 23 Nov."""
    return _dates().short_day(on, _today(on).year)


def day_range(first: date, last: date) -> str:
    """Sat 21, Sun 22 Nov for two days; Sat 21 to Tue 24 Nov for more."""
    if first == last:
        return short_day(first)
    dates, end = _dates(), short_day(last)
    start = f"{dates.short_weekdays[first.weekday()]} {dates.number(first.day)}"
    if (first.year, first.month) != (last.year, last.month):
        start = short_day(first)
    if (last - first).days == 1:
        return _("%(first)s, %(last)s") % {"first": start, "last": end}
    return _("%(first)s to %(last)s") % {"first": start, "last": end}


def _today(on: date) -> date:
    """Today on the wall clock of a local moment; of a plain day, on that of the active zone."""
    return timezone.now().astimezone(getattr(on, "tzinfo", None) or timezone.get_current_timezone()).date()


def weekday_name(weekday: int) -> str:
    """Monday is 0."""
    return _dates().weekdays[weekday]


def short_weekday(on: date) -> str:
    return _dates().short_weekdays[on.weekday()]


# --- Lengths ----------------------------------------------------------------------------------------


def length(minutes: int) -> str:
    """7 h 10; 30 minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    return f"{hours}{SPACE}h{SPACE}{rest:02}" if rest else f"{hours}{SPACE}h"


def short_length(minutes: int) -> str:
    """8 h 05; 25 min."""
    return length(minutes) if minutes >= 60 else f"{minutes}{SPACE}min"


def working_length(minutes: int) -> str:
    """6 working hours; 9 h 40 of working time."""
    hours, rest = divmod(minutes, 60)
    if hours and not rest:
        return ngettext("%(count)d working hour", "%(count)d working hours", hours) % {"count": hours}
    return _("%(length)s of working time") % {"length": length(minutes)}


def promised_length(minutes: int, working: WorkingCalendar) -> str:
    """2 working days; 6 working hours; round the clock, where every hour counts, just 24 h."""
    if working.never_closes:
        return length(minutes)
    days, rest = divmod(minutes, working.day_minutes)
    return working_length(minutes) if rest else working_days(days)


def working_days(days: int) -> str:
    """one working day; 2 working days."""
    if days == 1:
        return _("one working day")
    return ngettext("%(count)d working day", "%(count)d working days", days) % {"count": days}


# --- Zones ------------------------------------------------------------------------------------------


def zone_name(zone: str | tzinfo | None = None) -> str:
    """London time; by default that of the active zone."""
    if not isinstance(zone, str):
        zone = str(zone or timezone.get_current_timezone())
    if (known := _KNOWN_ZONES.get(zone)) is not None:
        return known()
    return _("%(city)s time") % {"city": zone.rpartition("/")[2].replace("_", " ")}
