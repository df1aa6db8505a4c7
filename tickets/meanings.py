"""What each status means, for customers to read: a public page drawn from the tables alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from tickets.states import Chip, Meaning, Status


@dataclass(frozen=True)
class Row:
    """One of the statuses behind a label."""

    anchor: str
    meaning: Meaning

    @property
    def stage(self) -> str:
        return str(self.meaning.stage.label) if self.meaning.stage else "–"

    @property
    def clock(self) -> str:
        return capfirst(str(self.meaning.clock.label))


@dataclass(frozen=True)
class Label:
    """A word that customers read, and what can stand behind it."""

    chip: Chip
    rows: list[Row]


def labels() -> list[Label]:
    """S3-33 to S3-42: the ten labels, each with its statuses in the order of the work (S2-107 to S2-124)."""
    behind: dict[Chip, list[Row]] = {}
    for status in Status:
        behind.setdefault(status.meaning.chip, []).append(Row(status.value, status.meaning))
    return [Label(chip, rows) for chip, rows in behind.items()]


@require_safe
def statuses(request):
    return render(request, "tickets/statuses.html", {"labels": labels()})
