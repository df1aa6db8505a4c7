"""The pieces a ribbon is drawn with: cells from left to right, shapes, labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from portal.businesstime.explaining import Stretch


@dataclass(frozen=True)
class Size:
    """A drawing's width, its letters, and how much of it a closed day takes."""

    width: int
    font: float
    closed_day: int
    closed_most: int
    hours_from: int  # a track of at least this width says when it opens and closes


WIDE = Size(width=560, font=12, closed_day=52, closed_most=104, hours_from=100)
PHONE = Size(width=326, font=11.5, closed_day=30, closed_most=52, hours_from=88)


@dataclass
class Cell:
    """One piece of the drawing, from left to right.

    kind: "track" (an open day), "group" (several), "closed", "paused".
    """

    kind: str
    first: date
    last: date
    days: int = 1
    open: list[Stretch] = field(default_factory=list)
    counted: list[Stretch] = field(default_factory=list)
    left: float = 0
    width: float = 0

    @property
    def right(self) -> float:
        return self.left + self.width

    def x(self, at: datetime) -> float:
        """Where a moment is drawn: by its share of the day's opening, or of the days of a run."""
        if self.open:
            begins, ends = self.open[0][0], self.open[-1][1]
        else:
            midnight = datetime.min.time()
            begins = datetime.combine(self.first, midnight, at.tzinfo)
            ends = datetime.combine(self.last + timedelta(days=1), midnight, at.tzinfo)
        share = (at - begins) / (ends - begins)
        return self.left + self.width * min(max(share, 0), 1)


@dataclass(frozen=True)
class Shape:
    """A rectangle or a line of the drawing; its kind is its CSS class."""

    kind: str
    x: str
    width: str
    x2: str = ""


@dataclass(frozen=True)
class Label:
    """A text of the drawing."""

    text: str
    x: str
    y: str
    anchor: str
    strong: bool = False


@dataclass
class Ribbon:
    """Everything the template draws."""

    width: int
    height: int
    shapes: list[Shape]
    closed: list[Shape]
    labels: list[Label]
    now: str
    due: str
    words: str
