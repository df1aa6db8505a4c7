"""The articles of one language as packed arrays in memory: which word stands where, and who may see it."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable
from sys import intern

from knowledgebase.analysis import grams
from knowledgebase.packing import Packed
from knowledgebase.search.synonyms import Synonyms

# BM25F: how much a word in each field counts (title, summary, asked, body), and its two constants.
WEIGHTS = (5, 2, 3, 1)
K1 = 2.0
B = 0.6
# A text that stands here for want of a translation, beside those in the reader's own language.
WEIGHT_OF_ANOTHER_LANGUAGE = 0.5

# A posting is one number of four bytes: the slot, of which there are a million at most, and in the lowest
# bits how much the word counts there.
_COUNT_BITS = 12
_MOST = (1 << _COUNT_BITS) - 1


class _Squares(dict):
    """The square of how rare a run of three signs is in titles, counted when first asked for."""

    def __init__(self, shelf: Shelf):
        super().__init__()
        self._shelf = shelf

    def __missing__(self, gram: str) -> float:
        # Flatter than the rarity of words: what all titles share still makes two of them near.
        masks = self._shelf.masks
        found = sum(masks[slot] > 0 for slot in self._shelf.gram_slots.get(gram, ())) or 1
        square = self[gram] = math.log(1 + max(len(self._shelf.slot_of), found) / found) ** 2
        return square


class Shelf:
    """Slots are never reused: a text that changed gets a new one, and the old one is hidden from everybody.

    `masks[slot]` is the bit of the door it stands behind; 0 is nobody's.
    """

    def __init__(self):
        self.slot_of: dict[int, int] = {}  # translation -> slot
        self.translations = array("q")
        self.masks: list[int] = []
        self.doors: dict[Hashable, int] = {}
        self.lengths = array("f")
        self.weights = array("f")
        self.titles: list[str] = []
        self.asked: list[tuple[str, ...]] = []
        self.postings: defaultdict[str, array] = defaultdict(lambda: array("I"))
        self.gram_slots: dict[str, array] = {}
        self.vocabulary: Counter[str] = Counter()
        # The words by their first and by their last two signs, for the speller and for half-typed words.
        self._beginning: dict[str, list[str]] = {}
        self._ending: dict[str, list[str]] = {}
        self.synonyms = Synonyms()
        self.accented: dict[str, str] = {}
        self._length = 0.0  # of all texts together
        self.forget_derived()

    def forget_derived(self) -> None:
        """What was computed from the arrays is computed again when it is next asked for."""
        self._impacts: dict[str, tuple[array, array]] = {}
        self.gram_squares = _Squares(self)
        self._title_squares: dict[int, float] = {}
        self._hidden: dict[int, array] = {}
        self.corrections: dict[tuple[str, int], str] = {}

    # --- filling --------------------------------------------------------------------------------------

    def put(self, translation: int, mask: int, packed: Packed, weight: float = 1.0) -> None:
        """`weight`: how much the text counts beside others."""
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
        gram_slots = self.gram_slots
        for gram in grams(packed.title):
            if gram not in gram_slots:
                gram_slots[intern(gram)] = array("I")
            gram_slots[gram].append(slot)
        self._learn(packed.words)
        self.accented.update(packed.accented)
        self.titles.append(packed.title)
        self.asked.append(tuple(packed.asked))
        self.lengths.append(sum(counts))
        self.weights.append(weight)
        self.translations.append(translation)
        self.masks.append(mask)
        self.slot_of[translation] = slot
        self._length += self.lengths[slot]

    def _learn(self, words: list[str]) -> None:
        for word in words:
            if word not in self.vocabulary:
                self._beginning.setdefault(word[:2], []).append(word)
                self._ending.setdefault(word[-2:], []).append(word)
        self.vocabulary.update(words)

    def hide(self, translation: int) -> None:
        slot = self.slot_of.pop(translation, None)
        if slot is not None:
            self.masks[slot] = 0
            self._length -= self.lengths[slot]

    def bit_of(self, door: Hashable) -> int:
        return self.doors.setdefault(door, 1 << len(self.doors))

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
            lengths, weights, masks = self.lengths, self.weights, self.masks
            # Without the slots of former texts, so that it counts as in a process that never saw those.
            postings = [posting for posting in self.postings[term] if masks[posting >> _COUNT_BITS]]
            rarity = self.rarity(len(postings)) * (K1 + 1)
            fixed = K1 * (1 - B)
            growing = K1 * B / (self._length / max(len(self.slot_of), 1) or 1.0)
            slots = array("I", [posting >> _COUNT_BITS for posting in postings])
            added = [
                weights[posting >> _COUNT_BITS]
                * rarity
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

    def stands_in(self, term: str, slot: int) -> bool:
        slots = self.impacts(term)[0] if term in self.postings else ()
        place = bisect_left(slots, slot)
        return place < len(slots) and slots[place] == slot

    def words_beginning(self, prefix: str, limit: int) -> list[str]:
        """The most frequent words that begin so; at least two signs."""
        found = (word for word in self._beginning.get(prefix[:2], ()) if word.startswith(prefix))
        return sorted(found, key=lambda word: (-self.vocabulary[word], word))[:limit]

    def words_like(self, word: str, slips: int) -> set[str]:
        """Those that may be within so many slips: they begin alike, end alike, or have two signs swapped."""
        about = range(len(word) - slips, len(word) + slips + 1)
        alike = (*self._beginning.get(word[:2], ()), *self._ending.get(word[-2:], ()))
        swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
        return {other for other in alike if len(other) in about} | (swapped & self.vocabulary.keys())
