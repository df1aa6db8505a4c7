"""What two texts differ in, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, REMOVED = "same", "added", "removed"
# Characters that are kept on either side of a change.
_NEAR = 200
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    kind: str  # same, added or removed
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """The pieces in reading order: `same` and `removed` together are `before`, `same` and `added` `after`.

    First by line, then by word within the lines that changed: a long text costs little.
    """
    pieces: list[Piece] = []
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, old, new in _steps(*lines):
        if kind == "replace":
            for inner, gone, come in _steps(_WORD.findall(old), _WORD.findall(new)):
                _put(pieces, inner, gone, come)
        else:
            _put(pieces, kind, old, new)
    return pieces


def shortened(pieces: list[Piece]) -> list[Piece]:
    """For reading: of a long passage that stayed the same, only what stands next to a change."""
    last = len(pieces) - 1
    return [_short(piece, place > 0, place < last) for place, piece in enumerate(pieces)]


def _short(piece: Piece, after_change: bool, before_change: bool) -> Piece:
    if piece.kind != SAME or len(piece.text) <= 3 * _NEAR:
        return piece
    start = piece.text[:_NEAR] if after_change else ""
    end = piece.text[-_NEAR:] if before_change else ""
    return Piece(SAME, f"{start} […] {end}")


def _steps(before: list[str], after: list[str]):
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) > 2_000)
    for kind, a, b, c, d in matcher.get_opcodes():
        yield kind, "".join(before[a:b]), "".join(after[c:d])


def _put(pieces: list[Piece], kind: str, old: str, new: str) -> None:
    if kind == "equal":
        _join(pieces, SAME, old)
        return
    _join(pieces, REMOVED, old)
    _join(pieces, ADDED, new)


def _join(pieces: list[Piece], kind: str, text: str) -> None:
    if not text:
        return
    if pieces and pieces[-1].kind == kind:
        text = pieces.pop().text + text
    pieces.append(Piece(kind, text))
