"""What a figure is, the months it is about, and the list of all figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

MOST_MONTHS = 24


@dataclass(frozen=True)
class Span:
    """Whole months of the reader's zone, the first and the last included."""

    first: date
    last: date

    @cached_property
    def months(self) -> list[date]:
        number = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return [_later(self.first, ahead) for ahead in range(number)]

    @property
    def starts_at(self) -> datetime:
        return _midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first moment after it."""
        return _midnight(_later(self.last, 1))

    def within(self, field: str) -> dict:
        """The condition that a moment lies in it, as an index can answer it."""
        return {f"{field}__gte": self.starts_at, f"{field}__lt": self.ends_at}


def _later(month: date, months: int) -> date:
    years, place = divmod(month.month - 1 + months, 12)
    return date(month.year + years, place + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


@dataclass(frozen=True)
class Figure:
    """A table of months, and what of it is drawn: one value a row, with its words."""

    title: str
    explanation: str
    head: list[str]
    rows: list[list[str]]
    bars: list[tuple[str, float, str]]


FIGURES: list[Callable[[Span], Figure]] = []


def figure(read: Callable[[Span], Figure]) -> Callable[[Span], Figure]:
    """Puts it on the page and into the file. It may ask the database once, within the months."""
    FIGURES.append(read)
    return read


def by_month(rows: QuerySet, field: str, **columns) -> dict[date, dict]:
    """Aggregates of each month in which there was anything, in one statement."""
    found = rows.annotate(month=TruncMonth(field)).values("month").annotate(**columns).order_by("month")
    return {timezone.localdate(row["month"]): row for row in found}


def name_of(month: date) -> str:
    """November 2026."""
    return date_format(month, "F Y")


def share(part: int, whole: int) -> str:
    """87 %; a dash where there was nothing."""
    return _("%(share)d %%") % {"share": 100 * part // whole} if whole else "–"


def shares(months: list[tuple[date, int, int]]) -> list[tuple[str, float, str]]:
    """Bars of shares: the month, how much of the whole, the words. A month without anything has none."""
    return [
        (name_of(month), 100 * part / whole if whole else 0.0, share(part, whole))
        for month, part, whole in months
    ]
