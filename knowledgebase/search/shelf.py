"""The articles of one language as packed arrays in memory: which word stands where, and who may see it."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import islice

from knowledgebase.analysis import grams
from knowledgebase.packing import Packed

# BM25F: how much a word in each field counts (title, summary, asked, body), and its two constants.
WEIGHTS = (5, 2, 3, 1)
K1 = 2.0
B = 0.6

# A posting is one number: the slot, and in the lowest bits how much the word counts there.
_COUNT_BITS = 12
_MOST = (1 << _COUNT_BITS) - 1


class _Squares(dict):
    """The square of how rare a run of three signs is in titles, counted when first asked for."""

    def __init__(self, shelf: Shelf):
        super().__init__()
        self._shelf = shelf

    def __missing__(self, gram: str) -> float:
        # Flatter than the rarity of words: what all titles share still makes two of them near.
        found = len(self._shelf.gram_slots.get(gram, ())) or 1
        square = self[gram] = math.log(1 + max(len(self._shelf.slot_of), found) / found) ** 2
        return square


class Shelf:
    """Slots are never reused: a text that changed gets a new one, and the old one is hidden from everybody.

    `masks[slot]` says who sees it, as bits; 0 is nobody.
    """

    def __init__(self):
        self.slot_of: dict[int, int] = {}  # translation -> slot
        self.translations = array("q")
        self.masks = bytearray()
        self.lengths = array("f")
        self.titles: list[str] = []
        self.asked: list[tuple[str, ...]] = []
        self.postings: defaultdict[str, array] = defaultdict(lambda: array("Q"))
        self.gram_slots: dict[str, array] = {}
        self.vocabulary: Counter[str] = Counter()
        self.accented: dict[str, str] = {}
        self._length = 0.0  # of all texts together
        self.forget_derived()

    def forget_derived(self) -> None:
        """What was computed from the arrays is computed again when it is next asked for."""
        self._impacts: dict[str, tuple[array, array]] = {}
        self.gram_squares = _Squares(self)
        self._title_squares: dict[int, float] = {}
        self._hidden: dict[int, array] = {}
        self._sorted_words: list[str] | None = None
        self._words_of_length: dict[int, list[str]] | None = None
        self.corrections: dict[tuple[str, int], str] = {}

    # --- filling --------------------------------------------------------------------------------------

    def put(self, translation: int, mask: int, packed: Packed) -> None:
        self.hide(translation)
        slot = len(self.masks)
        in_title, in_summary, in_asked, in_body = WEIGHTS
        counts = [
            in_title * title + in_summary * summary + in_asked * asked + in_body * body
            for title, summary, asked, body in zip(*packed.counts, strict=True)
        ]
        postings = self.postings
        for term, posting in zip(packed.terms, map((slot << _COUNT_BITS).__or__, counts), strict=True):
            postings[term].append(posting)
        for gram in grams(packed.title):
            self.gram_slots.setdefault(gram, array("I")).append(slot)
        self.vocabulary.update(packed.words)
        self.accented.update(packed.accented)
        self.titles.append(packed.title)
        self.asked.append(tuple(packed.asked))
        self.lengths.append(sum(counts))
        self.translations.append(translation)
        self.masks.append(mask)
        self.slot_of[translation] = slot
        self._length += self.lengths[slot]

    def hide(self, translation: int) -> None:
        slot = self.slot_of.pop(translation, None)
        if slot is not None:
            self.masks[slot] = 0
            self._length -= self.lengths[slot]

    def show_to(self, translation: int, mask: int) -> None:
        self.masks[self.slot_of[translation]] = mask

    @property
    def is_worn(self) -> bool:
        """So many slots are empty that filling anew is cheaper than carrying them along."""
        return len(self.masks) - len(self.slot_of) > 50 + len(self.slot_of) // 4

    # --- reading --------------------------------------------------------------------------------------

    def rarity(self, found: int) -> float:
        return math.log(1 + (max(len(self.slot_of) - found, 0) + 0.5) / (found + 0.5))

    def square(self, some: frozenset[str]) -> float:
        return sum(map(self.gram_squares.__getitem__, some))

    def title_square(self, slot: int) -> float:
        if slot not in self._title_squares:
            self._title_squares[slot] = self.square(grams(self.titles[slot]))
        return self._title_squares[slot]

    def impacts(self, term: str) -> tuple[array, array]:
        """The slots of a term and what it adds to the score of each; counted once and kept."""
        if term not in self._impacts:
            postings, lengths = self.postings[term], self.lengths
            rarity = self.rarity(len(postings)) * (K1 + 1)
            fixed = K1 * (1 - B)
            growing = K1 * B / (self._length / max(len(self.slot_of), 1) or 1.0)
            slots = array("I", [posting >> _COUNT_BITS for posting in postings])
            added = [
                rarity
                * (count := posting & _MOST)
                / (count + fixed + growing * lengths[posting >> _COUNT_BITS])
                for posting in postings
            ]
            self._impacts[term] = slots, array("f", added)
        return self._impacts[term]

    def hidden_from(self, mask: int) -> array:
        """The slots a reader may not see."""
        if mask not in self._hidden:
            self._hidden[mask] = array("I", [slot for slot, own in enumerate(self.masks) if not own & mask])
        return self._hidden[mask]

    def has(self, term: str, mask: int) -> bool:
        """Is the term in anything this reader may see?"""
        masks = self.masks
        return term in self.postings and any(
            masks[posting >> _COUNT_BITS] & mask for posting in self.postings[term]
        )

    def words_beginning(self, prefix: str, limit: int) -> list[str]:
        if self._sorted_words is None:
            self._sorted_words = sorted(self.vocabulary)
        start = bisect_left(self._sorted_words, prefix)
        found = [word for word in islice(self._sorted_words, start, start + 200) if word.startswith(prefix)]
        return sorted(found, key=lambda word: -self.vocabulary[word])[:limit]

    def words_of_length(self, length: int) -> list[str]:
        if self._words_of_length is None:
            self._words_of_length = {}
            for word in self.vocabulary:
                self._words_of_length.setdefault(len(word), []).append(word)
        return self._words_of_length.get(length, [])
