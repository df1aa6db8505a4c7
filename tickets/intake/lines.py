"""Lists that staff write as lines, with their columns between upright strokes: “value | English | French”."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MOST = 100
_VALUE = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}\Z")


class Choice(NamedTuple):
    """One answer to choose: what is stored when it is sent, and its words."""

    value: str
    english: str
    french: str = ""

    def __str__(self):
        return (self.french if get_language() == "fr" else "") or self.english


class Heading(NamedTuple):
    """A numbered heading over several fields."""

    number: str
    english: str
    french: str = ""
    hint_english: str = ""
    hint_french: str = ""

    def __str__(self):
        return (self.french if get_language() == "fr" else "") or self.english

    @property
    def hint(self) -> str:
        return (self.hint_french if get_language() == "fr" else "") or self.hint_english


def choices(text: str) -> list[Choice]:
    """What cannot be read is left out: what was saved was checked before."""
    return [Choice(*row) for row in _rows(text, 3) if len(row) > 1 and row[1] and _VALUE.match(row[0])]


def headings(text: str) -> dict[int, Heading]:
    found = [Heading(*row) for row in _rows(text, 5) if len(row) > 1 and row[1] and _is_number(row[0])]
    return {int(heading.number): heading for heading in found}


def check_choices(text: str) -> None:
    """A ValidationError that names the line."""
    rows = list(_rows(text, 4))
    for row in rows:
        if not 2 <= len(row) <= 3 or not all(row) or not _VALUE.match(row[0]):
            raise ValidationError(
                _("“%(line)s” is not read. Write: value | English | French, the value in small letters.")
                % {"line": " | ".join(row)[:80]}
            )
    _check_number(rows)


def check_headings(text: str) -> None:
    rows = list(_rows(text, 6))
    for row in rows:
        if not 2 <= len(row) <= 5 or not row[1] or not _is_number(row[0]):
            raise ValidationError(
                _("“%(line)s” is not read. Write: number | English | French | hint | hint in French.")
                % {"line": " | ".join(row)[:80]}
            )
    _check_number(rows)


def _rows(text: str, most: int):
    for line in text.splitlines():
        if line.strip():
            yield [part.strip() for part in line.split("|", most - 1)]


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and 0 < int(word[:4]) < 100


def _check_number(rows: list) -> None:
    if len(rows) > MOST:
        raise ValidationError(_("At most %(most)d lines.") % {"most": MOST})
    if len({row[0] for row in rows}) < len(rows):
        raise ValidationError(_("Each line needs a value of its own."))
