"""Pages of long lists by key and not by number: the hundredth page costs what the first one costs.

A link to the next page carries the moment and the number of the last row. What nobody of us has written
there is not looked at: the list begins at its beginning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

_KEY = re.compile(r"([0-9]{1,17})-([0-9]{1,10})\Z", re.ASCII)
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LAST = datetime(9999, 1, 1, tzinfo=UTC)

Order = tuple[str, str]
Key = tuple[datetime, int]


@dataclass(frozen=True)
class KeyPage:
    """The rows, and the keys of its neighbours; an empty key where there is no neighbour."""

    rows: list
    previous: str
    next: str

    @property
    def is_first(self) -> bool:
        return not self.previous

    @property
    def has_neighbours(self) -> bool:
        return bool(self.previous or self.next)


def write_key(row, order: Order) -> str:
    moment = getattr(row, order[0].lstrip("-"))
    return f"{(moment - _START) // _MICROSECOND}-{row.pk}"


def read_key(typed: str | None) -> Key | None:
    match = _KEY.match(typed or "")
    if match is None:
        return None
    after, number = (int(digits) for digits in match.groups())
    if after >= (_LAST - _START) // _MICROSECOND or number > 2**31 - 1:
        return None
    return _START + after * _MICROSECOND, number


def merged(parts: list[QuerySet], order: Order, most: int) -> QuerySet:
    """The first rows of several lists as one: each is read by its own index and cut, then they are joined."""
    if len(parts) == 1:
        return parts[0].order_by(*order)
    rows = parts[0].model._default_manager.all()
    # Each cut list stands inside a list of its own: not every database cuts the parts of a union.
    first, *others = (
        rows.filter(pk__in=part.order_by(*order).values("pk")[:most]).order_by().values("pk")
        for part in parts
    )
    return rows.filter(pk__in=first.union(*others)).order_by(*order)


def page_by_key(parts, order: Order, *, after: Key | None, before: Key | None, size: int, shown) -> KeyPage:
    """The page after a key, or before one. `shown(queryset)` says which columns are read."""
    backwards = after is None and before is not None
    if backwards:
        order = _turned(order)
    if key := (before if backwards else after):
        parts = [part.filter(beyond(key, order)) for part in parts]
    rows = list(shown(merged(parts, order, size + 1))[: size + 1])
    return page_of(rows, order, size=size, backwards=backwards, follows=after is not None)


def page_of(
    rows: list, order: Order, *, size: int, backwards: bool = False, follows: bool = False
) -> KeyPage:
    """Of the rows of a page and, where there are more, one row beyond it."""
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_previous, has_next = (more, True) if backwards else (follows, more)
    return KeyPage(
        rows,
        previous=write_key(rows[0], order) if rows and has_previous else "",
        next=write_key(rows[-1], order) if rows and has_next else "",
    )


def _turned(order: Order) -> Order:
    moment, number = (name[1:] if name.startswith("-") else f"-{name}" for name in order)
    return moment, number


def beyond(key: Key, order: Order) -> Q:
    """The rows that stand behind a key. The first condition bounds the index, the second parts equals."""
    moment, number = key
    column, way = order[0].lstrip("-"), "lt" if order[0].startswith("-") else "gt"
    behind = Q(**{f"{column}__{way}": moment}) | Q(**{f"pk__{way}": number})
    return Q(**{f"{column}__{way}e": moment}) & behind
