"""Invented words, spread as the words of a language are: a few often, most rarely."""

from __future__ import annotations

import random
from itertools import accumulate

_SYLLABLES = [
    a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "ou", "al", "es")
]


class Words:
    def __init__(self, seed: int, count: int = 8_000):
        self.dice = random.Random(seed)
        found = {}
        while len(found) < count:
            found["".join(self.dice.choices(_SYLLABLES, k=self.dice.randint(2, 4)))] = None
        self.words = list(found)
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(count)))

    def text(self, size: int) -> str:
        return " ".join(self.dice.choices(self.words, cum_weights=self._weights, k=size))

    def line(self, size: int) -> str:
        return self.text(size).capitalize()

    def article(self) -> str:
        """Markdown as our articles are: parts, a list, a note; about 350 words."""
        parts = [f"{self.line(60)}."]
        for _part in range(3):
            steps = "\n".join(f"{step}. {self.line(12)}." for step in range(1, 5))
            parts += [f"## {self.line(4)}", f"{self.line(50)}.", steps]
        return "\n\n".join([*parts, f"::: note {self.line(3)}\n{self.line(20)}.\n:::"])
