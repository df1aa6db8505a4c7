"""Corrections for words that the help centre does not have; the words it has are never touched."""

from __future__ import annotations

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledgebase.analysis import stem
from knowledgebase.search.shelf import Shelf

_SHORTEST = 4
_TWO_SLIPS_FROM = 8
_SHORTEST_HALF = 3


def correct(word: str, shelf: Shelf, languages: tuple[str, ...], mask: int) -> str:
    """The nearest word in what this reader may see, or "": one slip, in long words two, or a space left out.

    Only words the reader could find are offered, so a correction never tells what stands in a hidden text.
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return ""
    kept = shelf.corrections.get((word, mask))
    if kept is None:
        if len(shelf.corrections) > 5_000:
            shelf.corrections.clear()
        kept = shelf.corrections[word, mask] = _nearest(word, shelf, languages, mask)
    return kept


def _nearest(word: str, shelf: Shelf, languages: tuple[str, ...], mask: int) -> str:
    slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    near = [
        (distance, candidate[0] != word[0], -shelf.vocabulary[candidate], candidate)
        for candidate, distance, _ in extract(
            word, shelf.words_like(word, slips), scorer=OSA.distance, score_cutoff=slips, limit=None
        )
    ]
    for *_, candidate in sorted(near):
        if _is_found(candidate, shelf, languages, mask):
            return candidate
    return _in_two(word, shelf, languages, mask)


def _in_two(word: str, shelf: Shelf, languages: tuple[str, ...], mask: int) -> str:
    """Two words typed as one; of several ways the one whose rarer word is the more frequent."""
    counts = shelf.vocabulary
    ways = [
        (-min(counts[word[:at]], counts[word[at:]]), f"{word[:at]} {word[at:]}")
        for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
        if word[:at] in counts and word[at:] in counts
    ]
    for _count, both in sorted(ways):
        if all(_is_found(half, shelf, languages, mask) for half in both.split()):
            return both
    return ""


def _is_found(word: str, shelf: Shelf, languages: tuple[str, ...], mask: int) -> bool:
    return any(shelf.has(stem(word, language), mask) for language in languages)
