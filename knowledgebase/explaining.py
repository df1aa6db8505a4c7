"""The first use of a term in a text, explained in place: a button that opens its explanation, without script.

Pure: from HTML that the sanitiser let pass to the same with buttons in it, and back. The explanations stand
beside the text, so the words of the article stay its own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

# The serialiser puts every attribute in double quotes; a `>` inside one is no end.
_TAG = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
_NAME = re.compile(r"</?([a-z0-9]+)")
# Where a word is a link, code or a title, it stays as it is.
_LEFT_ALONE = {"a", "code", "pre", "h2", "h3", "h4", "th", "summary"}
_OPEN = '<button type="button" class="term" popovertarget="term-{}">'
_BUTTON = re.compile(_OPEN.format("[a-zA-Z0-9_-]+") + "(.*?)</button>", re.S)
_BRACKETS = re.compile(r"(.+?)\s*\((.+)\)")


class Explained(NamedTuple):
    """As it is kept with a text: which term, its title and what it means."""

    slug: str
    title: str
    meaning: str


class _Place:
    """Where in the text one is, tag by tag."""

    def __init__(self):
        self._inside = 0
        self._row_begins = self._first_cell = False

    @property
    def is_prose(self) -> bool:
        return not self._inside and not self._first_cell

    def step(self, tag: str) -> None:
        name = found[1] if (found := _NAME.match(tag)) else ""
        closing = tag.startswith("</")
        if name in _LEFT_ALONE:
            self._inside += -1 if closing else 1
        elif name == "tr":
            self._row_begins = not closing
        elif name == "td":
            # The first cell names what its row is about, like a heading.
            self._first_cell = self._row_begins and not closing
            self._row_begins = False


def wordings(title: str, variants: str) -> list[str]:
    """How a term may stand in a text. `Severity (Sev)` is Severity and Sev."""
    found = _BRACKETS.fullmatch(title.strip())
    own = [found[1], *found[2].split(",")] if found else [title]
    return [word for each in (*own, *variants.split(",")) if (word := " ".join(each.split()))]


def plain(markup: str) -> str:
    """Without the buttons, as the sanitiser left it."""
    return _BUTTON.sub(r"\1", markup)


class Vocabulary:
    """The terms of one language, ready to be looked for."""

    def __init__(self, terms: Iterable[tuple[Explained, list[str]]]):
        self._of: dict[str, Explained] = {}
        patterns: dict[str, str] = {}
        for term, words in terms:
            for word in words:
                self._of.setdefault(word.casefold(), term)
                patterns.setdefault(word.casefold(), _pattern(word))
        longest_first = sorted(patterns, key=len, reverse=True)
        alternatives = "|".join(patterns[word] for word in longest_first)
        self._words = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])") if patterns else None

    def explain(self, markup: str) -> tuple[str, list[list[str]]]:
        """The text with a button at the first use of each term, and what these open."""
        if self._words is None:
            return markup, []
        met: dict[str, Explained] = {}
        pieces = _TAG.split(markup)
        place = _Place()
        for number, piece in enumerate(pieces):
            if number % 2:
                place.step(piece)
            elif piece.strip() and place.is_prose:
                pieces[number] = self._marked(piece, met)
        return "".join(pieces), [list(term) for term in met.values()]

    def _marked(self, piece: str, met: dict[str, Explained]) -> str:
        words = html.unescape(piece)
        done, at = [], 0
        for found in self._words.finditer(words):
            term = self._of[" ".join(found[0].split()).casefold()]
            if term.slug not in met:
                met[term.slug] = term
                done += [_text(words[at : found.start()]), _button(term.slug, found[0])]
                at = found.end()
        return "".join(done) + _text(words[at:]) if done else piece


def _pattern(word: str) -> str:
    """A word in capitals alone is an abbreviation, and only counts as one: SR, SLA."""
    words = r"\s+".join(map(re.escape, word.split()))
    return words if word.isupper() else f"(?i:{words})"


def _text(words: str) -> str:
    return html.escape(words, quote=False)


def _button(slug: str, words: str) -> str:
    return f"{_OPEN.format(slug)}{_text(words)}</button>"
