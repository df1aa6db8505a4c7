"""Corrections for words that the help centre does not have; the words it has are never touched."""

from __future__ import annotations

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledgebase.analysis import stem
from knowledgebase.search.shelf import Shelf

_SHORTEST = 4
_TWO_SLIPS_FROM = 8


def correct(word: str, shelf: Shelf, languages: tuple[str, ...], mask: int) -> str:
    """The nearest word in what this reader may see, or "": one slip, in long words two.

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
        for length in range(len(word) - slips, len(word) + slips + 1)
        for candidate, distance, _ in extract(
            word, shelf.words_of_length(length), scorer=OSA.distance, score_cutoff=slips, limit=None
        )
    ]
    for *_, candidate in sorted(near):
        if any(shelf.has(stem(candidate, language), mask) for language in languages):
            return candidate
    return ""
