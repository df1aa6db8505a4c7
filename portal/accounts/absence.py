"""Who is away, and who stands in for them. Days are those of the office, both ends included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def today() -> date:
    return timezone.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def is_away(person, on: date | None = None) -> bool:
    """Without a last day they are away until they say otherwise."""
    on = on or today()
    if person.away_from is None or person.away_from > on:
        return False
    return person.away_until is None or on <= person.away_until


def present(person, *, deputy=None, may: Callable = lambda person: True):
    """The person; their deputy while they are away, and so on; None when nobody is there who may.

    deputy: who stands in for them here, asked before the deputy of their profile.
    """
    seen = set()
    while person is not None and person.pk not in seen:
        seen.add(person.pk)
        if person.is_active and not is_away(person) and may(person):
            return person
        if deputy is not None and (found := present(deputy, may=may)) is not None:
            return found
        person, deputy = person.deputy, None
    return None
