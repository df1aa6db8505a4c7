"""A list as a CSV file for a spreadsheet: written while it is read, and safe to open."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.businesstime.wording import there, zone_name

MOST_ROWS = 10_000
CHUNK = 1_000
# A cell that begins like this is run as a formula by the program that opens the file; so is what stands
# behind a semicolon, where that is the sign between two cells.
_FORMULA = re.compile(r"""(?:\A|(?<=;))(?=["\s]*[=+@＝＋－＠-]|[\t\r\n])""")
# Where the comma parts a number's decimals, spreadsheets part cells by a semicolon.
_DELIMITERS = {"fr": ";"}
_BOM = "\ufeff"


class _Echo:
    def write(self, line: str) -> str:
        return line


def cell(value) -> str:
    """As text; what a spreadsheet would run gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return _FORMULA.sub("'", text)


def moment(value: datetime | None) -> str:
    """2026-11-23 16:50 in the reader's zone, which the head of the column names."""
    return there(value).strftime("%Y-%m-%d %H:%M") if value else ""


def in_zone(words: str) -> str:
    """Received (London time)."""
    return _("%(column)s (%(zone)s)") % {"column": words, "zone": zone_name()}


def csv_response(head: list[str], rows: QuerySet, cells: Callable) -> StreamingHttpResponse:
    """`cells(row)` gives the cells of a row. Read in one statement, a chunk at a time."""
    lines = _lines(head, rows, cells, translation.get_language(), timezone.get_current_timezone())
    name = slugify(_("requests"))
    today = timezone.localdate().isoformat()
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-{today}.csv"'},
    )


def _lines(head, rows, cells, language, zone) -> Iterator[str]:
    """The page is long answered while this runs, so the reader's language and zone are taken along."""
    writer = csv.writer(_Echo(), delimiter=_DELIMITERS.get(language, ","))
    with translation.override(language), timezone.override(zone):
        yield _BOM + writer.writerow([cell(words) for words in head])
        for row in _cut(rows[: MOST_ROWS + 1].iterator(chunk_size=CHUNK)):
            if row is None:
                words = _("Only the first %(count)d rows are here. Choose filters to get the others.")
                yield writer.writerow([words % {"count": MOST_ROWS}])
            else:
                yield writer.writerow([cell(value) for value in cells(row)])


def _cut(rows: Iterable) -> Iterator:
    """The rows up to the limit, and None when there are more."""
    for place, row in enumerate(rows):
        if place == MOST_ROWS:
            yield None
            return
        yield row
