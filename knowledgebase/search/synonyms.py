"""Words that mean the same, as staff wrote them down; looked up while a question is understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from knowledgebase.analysis import content_words, stem, words


class Synonyms:
    """Of one language. Found by stems, so `invoices` has the synonyms of `invoice`."""

    def __init__(self, language: str = "en", groups: Iterable[str] = ()):
        """`groups`: words or phrases with commas between, one group a text."""
        self._others: dict[tuple[str, ...], list[str]] = {}
        for group in groups:
            same = {_key(words(member, language), language): member for member in group.split(",")}
            same.pop((), None)
            for key in same:
                others = (
                    word
                    for other, member in same.items()
                    if other != key
                    for word, _typed in content_words(member, language)
                )
                self._others.setdefault(key, []).extend(others)
        self._longest = max(map(len, self._others), default=0)
        self._language = language

    def of(self, typed: Sequence[str]) -> Iterator[tuple[range, list[str]]]:
        """Where something with synonyms stands among the plain words of a question, and their words."""
        stems = [stem(word, self._language) for word in typed] if self._others else []
        for start in range(len(stems)):
            for end in range(start + 1, min(start + self._longest, len(stems)) + 1):
                if others := self._others.get(tuple(stems[start:end])):
                    yield range(start, end), others


def _key(pairs: list[tuple[str, str]], language: str) -> tuple[str, ...]:
    return tuple(stem(word, language) for word, _typed in pairs)
