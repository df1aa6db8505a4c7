"""The words that were found, marked in a line of plain text."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from knowledgebase.analysis import WORD, plain, stem


def mark(text: str, terms: Collection[str], language: str) -> SafeString:
    """The text, escaped, with every found word in <mark>; words side by side share one."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", words) if found else words,)
            for words, found in _pieces(text, terms, language)
        ),
    )


def _pieces(text: str, terms: Collection[str], language: str) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in WORD.finditer(text):
        if stem(plain(match.group(), language), language) not in terms:
            continue
        between = text[at : match.start()]
        if between == " " and pieces:
            pieces[-1] = (f"{pieces[-1][0]} {match.group()}", True)
        else:
            pieces += [(between, False), (match.group(), True)]
        at = match.end()
    return [*pieces, (text[at:], False)]
