"""Days off filled in from the public holidays of a country, as often as one likes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from portal.businesstime.models import Calendar, Holiday

FIRST_YEAR = 2025
YEARS_BACK, YEARS_AHEAD = 1, 5

# The library knows the holidays of Great Britain in English only.
_FRENCH = {
    "New Year's Day": "Jour de l’an",
    "Good Friday": "Vendredi saint",
    "Easter Monday": "Lundi de Pâques",
    "May Day": "Fête du Travail",
    "Spring Bank Holiday": "Jour férié de printemps",
    "Late Summer Bank Holiday": "Jour férié de fin d’été",
    "Christmas Day": "Noël",
    "Boxing Day": "Lendemain de Noël",
    "Coronation of Charles III": "Couronnement de Charles III",
}
_OBSERVED = " (observed)"


@dataclass(frozen=True)
class Filled:
    """What one filling did: days added, days that stood there already, and those we work on after all."""

    added: list[Holiday]
    known: int
    worked: int


def known_country(country: str, subdivision: str = "") -> bool:
    """Does the library know the public holidays of this place?"""
    supported = _library().list_supported_countries(include_aliases=True)
    return country in supported and (not subdivision or subdivision in supported[country])


def years_around(today: date) -> range:
    """From last year to five years ahead, and never less than since our first year."""
    return range(min(today.year - YEARS_BACK, FIRST_YEAR), today.year + YEARS_AHEAD + 1)


def public_holidays(country: str, subdivision: str, years: Iterable[int]) -> dict[date, tuple[str, str]]:
    """The names of each holiday in English and in French."""
    library, years = _library(), list(years)
    place = {"country": country, "subdiv": subdivision or None, "years": years}
    speaks = library.country_holidays(**place).supported_languages or ()
    english = next((tag for tag in ("en_GB", "en_US") if tag in speaks), None)
    in_english = library.country_holidays(**place, language=english)
    in_french = library.country_holidays(**place, language="fr") if "fr" in speaks else {}
    return {on: (name, in_french.get(on) or _in_french(name)) for on, name in sorted(in_english.items())}


@transaction.atomic
def fill(calendar: Calendar, years: Iterable[int], *, by=None) -> Filled:
    """Add the country's holidays that are missing. What staff took off the list stays off."""
    if not calendar.country:
        return Filled([], 0, 0)
    there = set(calendar.holidays.values_list("on", flat=True))
    worked = set(calendar.worked_holidays.values_list("on", flat=True))
    named = public_holidays(calendar.country, calendar.subdivision, years)
    missing = [
        Holiday(
            calendar=calendar,
            on=on,
            name_en=english[:100],
            name_fr=french[:100],
            source=Holiday.Source.COUNTRY,
            added_by=by,
        )
        for on, (english, french) in named.items()
        if on not in there and on not in worked
    ]
    if missing:
        Holiday.objects.bulk_create(missing)
        calendar.refresh_from_db(fields=["version"])
    return Filled(missing, len(there & set(named)), len(worked & set(named)))


def _library():
    """Loaded by whoever fills in holidays: it costs a process that does not time and memory."""
    import holidays  # noqa: PLC0415

    return holidays


def _in_french(name: str) -> str:
    if name.endswith(_OBSERVED):
        return f"{_in_french(name.removesuffix(_OBSERVED))} (reporté)"
    return _FRENCH.get(name, name)
