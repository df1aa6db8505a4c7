"""Counts that cost the same at a hundred thousand: no further than anybody looks."""

from __future__ import annotations

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property

MOST = 200
LAST_PAGE = 500


_COUNTED = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"


def _cut(queryset: models.QuerySet, most: int) -> models.QuerySet:
    """No column is asked for, so that an index may be enough."""
    return queryset.values(one=models.Value(1))[: most or MOST]


class CountUpTo(models.Expression):
    """How many rows a queryset has, at most `most` or MOST; several of them fit in one statement.

    An order is kept: it tells the database which index to read until it has enough. The queryset knows
    nothing of the rows around it; so it is put together alone, which is much quicker than as a subquery.
    """

    output_field = models.IntegerField()

    def __init__(self, queryset: models.QuerySet, most: int = 0):
        super().__init__()
        self.query = _cut(queryset, most).query

    def as_sql(self, compiler, connection):
        try:
            subquery, params = self.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return "0", ()
        return _COUNTED % {"subquery": subquery}, params


class CountUpToOfEach(models.Subquery):
    """The same for each row around it, which the queryset names by `OuterRef`."""

    template = _COUNTED
    empty_result_set_value = 0

    def __init__(self, queryset: models.QuerySet, most: int = 0):
        super().__init__(_cut(queryset, most), output_field=models.IntegerField())


def in_words(count: int) -> str:
    return f"{MOST}+" if count >= MOST else str(count)


def page_number(typed: str | None) -> int:
    return min(int(typed), LAST_PAGE) if typed and typed.isdecimal() and len(typed) < 9 else 1


class CountedPaginator(Paginator):
    """Of rows that were counted already."""

    count = 0

    def __init__(self, object_list, per_page, *, count: int, **options):
        super().__init__(object_list, per_page, **options)
        self.count = count


class PeekingPaginator(Paginator):
    """Reads the page that is asked for and one row beyond it, instead of counting them all."""

    def __init__(self, object_list, per_page, *, page: int, **options):
        super().__init__(object_list, per_page, **options)
        self.before = (max(page, 1) - 1) * per_page

    @cached_property
    def rows(self) -> list:
        return list(self.object_list[self.before : self.before + self.per_page + 1])

    @cached_property
    def count(self):
        if self.rows or not self.before:
            return self.before + len(self.rows)
        return self.object_list.order_by()[: self.before].count()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than `count`."""
        return len(self.rows) > self.per_page

    @property
    def said(self) -> str:
        """The total in words."""
        return f"{self.count}+" if self.is_cut else str(self.count)


class PeekingMixin:
    """A list of the back office that reads the page it shows and one row more, and never counts them all."""

    def shown(self, queryset):
        """The rows with what a line shows."""
        return queryset

    def get_paginator(self, request, queryset, per_page, **options):
        if queryset.model is not self.model:  # the history of a case
            return super().get_paginator(request, queryset, per_page, **options)
        page = page_number(request.GET.get("p"))
        return PeekingPaginator(self.shown(queryset), per_page, page=page, **options)

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        paginator = changelist.paginator
        # Read by the paginator, and not a second time.
        changelist.result_list = paginator.rows[: paginator.per_page]
        last, here = paginator.num_pages, changelist.page_num
        changelist.pages = [page for page in range(1, last + 1) if page == 1 or abs(page - here) < 3]
        return changelist
