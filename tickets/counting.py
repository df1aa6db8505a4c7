"""Counts that cost the same at a hundred thousand: no further than anybody looks."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property

MOST = 200
LAST_PAGE = 500


class CountUpTo(models.Subquery):
    """How many rows a queryset has, at most `most`; several of them fit in one statement."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"

    def __init__(self, queryset: models.QuerySet, most: int = MOST):
        super().__init__(queryset.order_by().values("pk")[:most], output_field=models.IntegerField())


def in_words(count: int, most: int = MOST) -> str:
    return f"{most}+" if count >= most else str(count)


def page_number(typed: str | None) -> int:
    return min(int(typed), LAST_PAGE) if typed and typed.isdecimal() and len(typed) < 9 else 1


class FlatPaginator(Paginator):
    """Looks one row beyond the page that is asked for instead of counting them all.

    known: a count up to MOST that was made already.
    """

    def __init__(self, object_list, per_page, *, page: int = 1, known: int | None = None, **options):
        super().__init__(object_list, per_page, **options)
        self.page_asked, self.known = max(page, 1), known

    @cached_property
    def count(self):
        if self.known is not None and self.known < MOST:
            return self.known
        ahead = self.page_asked * self.per_page + 1
        if self.known is not None and ahead <= MOST:
            return MOST
        return self.object_list.order_by()[:ahead].count()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than `count`."""
        if self.known is not None and self.known < MOST:
            return False
        return self.count >= min(MOST, self.page_asked * self.per_page + 1)

    @property
    def said(self) -> str:
        """The total in words."""
        return f"{self.count}+" if self.is_cut else str(self.count)
