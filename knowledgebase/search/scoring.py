"""Which texts answer best: BM25F over their words, and how near the title is sign by sign."""

from __future__ import annotations

import heapq
import math

from knowledgebase.analysis import grams
from knowledgebase.search.shelf import Shelf

WEIGHT_OF_NEARNESS = 0.5
# Titles are compared for the best by words; for all of them where hardly any text has the words.
_COMPARED = 20
_HARDLY_ANY = 10
_BARELY_NEAR = 0.1
# A first page is always full; beyond it only texts that come near the best are results.
_FIRST_PAGE = 10
_NEAR_THE_BEST = 0.25


class Nearness:
    """How near a line is to the question by its runs of three signs, rare ones counting more: 0 to 1."""

    def __init__(self, shelf: Shelf, text: str):
        self.shelf = shelf
        self.grams = grams(text)
        self._square = shelf.square(self.grams)

    def to_title(self, slot: int) -> float:
        return self._cosine(grams(self.shelf.titles[slot]), self.shelf.title_square(slot))

    def to(self, line: str) -> float:
        others = grams(line)
        return self._cosine(others, self.shelf.square(others))

    def _cosine(self, others: frozenset[str], square: float) -> float:
        shared = self.shelf.square(self.grams & others)
        return shared / math.sqrt(self._square * square) if shared else 0.0


def rank(
    shelf: Shelf, terms: dict[str, float], near: Nearness, mask: int, *, first: int
) -> tuple[list[int], int]:
    """The slots that answer best, of what this reader may see, and how many results there are in all."""
    by_words = _by_words(shelf, terms, mask)
    best = max(by_words, default=0.0) or 1.0
    close = [slot for slot, score in enumerate(by_words) if score >= best * _NEAR_THE_BEST]
    found = close if len(close) >= _COMPARED else [slot for slot, score in enumerate(by_words) if score]
    compared = heapq.nlargest(_COMPARED, found, key=by_words.__getitem__)
    if len(found) < _HARDLY_ANY:
        compared += [
            slot
            for slot in _sharing_grams(shelf, near, mask)
            if slot not in found and near.to_title(slot) >= _BARELY_NEAR
        ]
    scores = {slot: by_words[slot] / best for slot in close}
    for slot in compared:
        scores[slot] = by_words[slot] / best + WEIGHT_OF_NEARNESS * near.to_title(slot)
    floor = max(scores.values(), default=0.0) * _NEAR_THE_BEST
    total = max(sum(score >= floor for score in scores.values()), min(len(scores), _FIRST_PAGE))
    ranked = heapq.nsmallest(min(first, total), [(-score, slot) for slot, score in scores.items()])
    return [slot for _score, slot in ranked], total


def _by_words(shelf: Shelf, terms: dict[str, float], mask: int) -> list[float]:
    scores = [0.0] * len(shelf.masks)
    for term, weight in terms.items():
        if term in shelf.postings:
            for slot, impact in zip(*shelf.impacts(term), strict=True):
                scores[slot] += weight * impact
    for slot in shelf.hidden_from(mask):
        scores[slot] = 0.0
    return scores


def _sharing_grams(shelf: Shelf, near: Nearness, mask: int) -> list[int]:
    shared: dict[int, float] = {}
    for gram in near.grams:
        if gram in shelf.gram_slots:
            square = shelf.gram_squares[gram]
            for slot in shelf.gram_slots[gram]:
                shared[slot] = shared.get(slot, 0.0) + square
    masks = shelf.masks
    return heapq.nlargest(_COMPARED, (slot for slot in shared if masks[slot] & mask), key=shared.__getitem__)
