"""Reads whose statement is put together once: from one asking to the next only the values in it change.

To put a statement together costs Django more than it costs the database to answer it, and a page asks ten.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

# Stand in a statement where a value is given; no row has them.
_LARGEST = 2**63 - 1  # no column holds more
_NUMBER, _WORDS = -2_147_480_000, "\N{SYMBOL FOR SUBSTITUTE FORM TWO}"


def prepared(build: Callable[..., QuerySet]) -> Callable[..., list]:
    """`build(*given, **shape)` says once for each shape what is read; the rows come back as a list.

    given: whole numbers and words that the statement compares with as they were given.
    shape: whatever makes it another statement, by name; so does how many values are given. No clock and no
    row may be looked at.
    """
    kept: dict[tuple, _Prepared] = {}

    @wraps(build)
    def read(*given: int | str, **shape) -> list:
        key = (connections[DEFAULT_DB_ALIAS].vendor, len(given), *shape.items())
        if key not in kept:
            kept[key] = _Prepared(build, given, shape)
        return kept[key].rows(given)

    return read


class _Prepared:
    def __init__(self, build, given: tuple, shape: dict):
        marks = [_mark(value, place) for place, value in enumerate(given)]
        self.queryset = build(*marks, **shape)
        self.compiler = self.queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:  # Django knows without asking
            self.sql = ""
            return
        converters = self.compiler.get_converters([column for column, *_ in self.compiler.select])
        self.compiler.get_converters = lambda columns: converters
        # where in the parameters: which of the given values, as what type of the database's
        self.given = {
            here: (marks.index(param), type(param))
            for here, param in enumerate(self.params)
            if isinstance(param, (int, str)) and param in marks
        }
        rest = " ".join(str(param) for here, param in enumerate(self.params) if here not in self.given)
        if any(str(mark) in f"{self.sql} {rest}" for mark in marks):
            raise ValueError(f"{build.__qualname__} does not compare with a value as it was given.")

    def rows(self, given: tuple) -> list:
        if not self.sql or any(isinstance(value, int) and abs(value) > _LARGEST for value in given):
            return []
        params = list(self.params)
        for here, (place, kind) in self.given.items():
            params[here] = kind(given[place])
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # that of this thread
        compiler.as_sql = lambda: (self.sql, tuple(params))
        found = self.queryset._chain()
        found.query.get_compiler = lambda *args, **kwargs: compiler
        return list(found)


def _mark(value: int | str, place: int) -> int | str:
    return f"{_WORDS}{place}" if isinstance(value, str) else _NUMBER - place
