"""What customers can count on: the published averages and the support hours."""

from __future__ import annotations

import time

from django.utils.translation import get_language

from portal.businesstime.hours import opening_hours_sentence
from portal.businesstime.models import Calendar
from portal.env import integer

# The published averages: the first reply in support hours, and the solution.
FIRST_REPLY_MINUTES = integer("FIRST_REPLY_MINUTES", 30)
SOLVED_HOURS = integer("SOLVED_HOURS", 50)

_KEPT_SECONDS = 60
_kept: dict[str, tuple[float, str]] = {}


def support_hours() -> str:
    """Monday to Friday, 08:45 to 17:15, London time. Read once a minute in each process."""
    language = get_language()
    read_at, words = _kept.get(language, (float("-inf"), ""))
    if time.monotonic() - read_at >= _KEPT_SECONDS:
        calendar = Calendar.objects.filter(is_default=True).first()
        words = opening_hours_sentence(calendar) if calendar else ""
        _kept[language] = (time.monotonic(), words)
    return words


def published() -> dict:
    return {"first_reply": FIRST_REPLY_MINUTES, "solved": SOLVED_HOURS, "support_hours": support_hours()}
