"""Whether a text holds several questions, and where one ends: a guess that is offered, never done.

Numbered points count when they are named as questions (“Three problems:”) or two of them ask something,
because steps to repeat a fault are numbered too. Without numbers, paragraphs count that ask something. What
stands before the first belongs to the first, what stands between two to the one that follows, and the rest to
the last: not a word is lost.
"""

from __future__ import annotations

import re

MOST = 6
_ADDRESS = re.compile(r"https?://\S+")
_NUMBERED = re.compile(r"^[ \t]*(\d{1,2})[ \t]?(?:[.)°:/-]|\N{EN DASH})[ \t]+(?=\S)", re.MULTILINE)
_NAMED = re.compile(
    r"\b(questions?|problems?|issues?|requests?|topics?|probl[eè]mes?|demandes?|sujets?|anomalies)\b",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def questions(text: str) -> list[str]:
    """The questions of a text, English or French, in its order; one alone is the whole text."""
    text = text.replace("\r\n", "\n").strip()
    found = _numbered(text) or _asked(text)
    if len(found) > MOST:
        found = [*found[: MOST - 1], "\n\n".join(found[MOST - 1 :])]
    return found or [text]


def _asks(text: str) -> bool:
    return "?" in _ADDRESS.sub("", text)


def _numbered(text: str) -> list[str]:
    """1. … 2. … 3. …, each point with all that stands under it."""
    starts = []
    for match in _NUMBERED.finditer(text):
        if int(match[1]) == len(starts) + 1:
            starts.append(match)
    if len(starts) < 2:
        return []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    points = [text[match.end() : end].strip() for match, end in zip(starts, ends, strict=True)]
    before = text[: starts[0].start()].strip()
    if not _NAMED.search(before) and sum(map(_asks, points)) < 2:
        return []
    return [f"{before}\n\n{points[0]}" if before else points[0], *points[1:]]


def _asked(text: str) -> list[str]:
    """Paragraphs, cut after each that asks something."""
    pieces: list[list[str]] = [[]]
    for paragraph in _PARAGRAPHS.split(text):
        pieces[-1].append(paragraph)
        if _asks(paragraph):
            pieces.append([])
    rest = pieces.pop()
    if len(pieces) < 2:
        return []
    pieces[-1] += rest
    return ["\n\n".join(piece) for piece in pieces]
