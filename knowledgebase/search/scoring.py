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
    best, telling = _telling(shelf, terms, by_words)
    close = [slot for slot in telling if by_words[slot] >= best * _NEAR_THE_BEST]
    found = close if len(close) >= _COMPARED else [slot for slot, score in enumerate(by_words) if score]
    # Of two that score alike the older text comes first, in every process and on every database.
    age = shelf.translations
    compared = heapq.nsmallest(_COMPARED, found, key=lambda slot: (-by_words[slot], age[slot]))
    if len(found) < _HARDLY_ANY:
        compared += [
            slot
            for slot in _sharing_grams(shelf, near, mask)
            if slot not in found and shelf.weights[slot] * near.to_title(slot) >= _BARELY_NEAR
        ]
    scores = {slot: by_words[slot] / best for slot in close}
    for slot in compared:
        nearness = WEIGHT_OF_NEARNESS * shelf.weights[slot] * near.to_title(slot)
        scores[slot] = by_words[slot] / best + nearness
    floor = max(scores.values(), default=0.0) * _NEAR_THE_BEST
    total = max(sum(score >= floor for score in scores.values()), min(len(scores), _FIRST_PAGE))
    ranked = heapq.nsmallest(min(first, total), scores, key=lambda slot: (-scores[slot], age[slot]))
    return ranked, total


def coverage(shelf: Shelf, wanted: dict[str, list[str]], slot: int) -> float:
    """How much of what was asked stands in one text, rare words counting more: 0 to 1."""
    there = asked = 0.0
    for terms in wanted.values():
        known = (len(shelf.impacts(term)[0]) for term in terms if term in shelf.postings)
        rarity = shelf.rarity(max(known, default=0))
        asked += rarity
        there += rarity * any(shelf.stands_in(term, slot) for term in terms)
    return there / asked if asked else 0.0


def _by_words(shelf: Shelf, terms: dict[str, float], mask: int) -> list[float]:
    scores = [0.0] * len(shelf.masks)
    for term, weight in terms.items():
        if term in shelf.postings:
            for slot, impact in zip(*shelf.impacts(term), strict=True):
                scores[slot] += weight * impact
    for slot in shelf.hidden_from(mask):
        scores[slot] = 0.0
    return scores


def _telling(shelf: Shelf, terms: dict[str, float], by_words: list[float]) -> tuple[float, set[int]]:
    """The best score, and every slot that may come near it.

    Words that stand nearly everywhere add little: a text that has none but those never comes near the best,
    so their long lists need not be looked through.
    """
    best = max(by_words, default=0.0) or 1.0
    most = {
        term: weight * max(shelf.impacts(term)[1], default=0.0)
        for term, weight in terms.items()
        if term in shelf.postings
    }
    telling: set[int] = set()
    left = sum(most.values())
    for term in sorted(most, key=most.__getitem__, reverse=True):
        if left < best * _NEAR_THE_BEST:
            break
        telling.update(shelf.impacts(term)[0])
        left -= most[term]
    return best, telling


def _sharing_grams(shelf: Shelf, near: Nearness, mask: int) -> list[int]:
    shared: dict[int, float] = {}
    for gram in near.grams:
        if gram in shelf.gram_slots:
            square = shelf.gram_squares[gram]
            for slot in shelf.gram_slots[gram]:
                shared[slot] = shared.get(slot, 0.0) + square
    masks, age = shelf.masks, shelf.translations
    seen = (slot for slot in shared if masks[slot] & mask)
    return heapq.nsmallest(_COMPARED, seen, key=lambda slot: (-shared[slot], age[slot]))
