"""What was typed, as terms to look for: corrected where needed, the last word perhaps half typed."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledgebase.analysis import WORD, is_stop, plain, stem
from knowledgebase.search.shelf import Shelf
from knowledgebase.search.speller import correct

LONGEST_QUERY = 400
MOST_WORDS = 32
_SHORTEST_PREFIX = 3
_MOST_ENDINGS = 10
_WEIGHT_OF_AN_ENDING = 0.5


@dataclass
class Asked:
    """The question as it is looked for."""

    text: str
    # term -> how much it counts
    terms: dict[str, float] = field(default_factory=dict)
    # the text in pieces, with the corrected words in place of the typed ones: (words, was it corrected)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    content_words: int = 0

    @property
    def corrected(self) -> bool:
        return any(changed for _words, changed in self.pieces)

    @property
    def corrected_text(self) -> str:
        return "".join(words for words, _changed in self.pieces)


def understand(
    text: str, shelf: Shelf, languages: tuple[str, ...], mask: int, *, spelling: bool = True
) -> Asked:
    """`languages`: of the reader first, then those of texts that stand here for want of a translation."""
    text = " ".join(text[:LONGEST_QUERY].split())
    asked = Asked(text)
    found = list(WORD.finditer(text))[:MOST_WORDS]
    own = languages[0]
    content = [match for match in found if not is_stop(plain(match.group(), own), own)]
    asked.content_words = len({plain(match.group(), own) for match in content})
    content = content or found
    at = 0
    for match in content:
        word = plain(match.group(), own)
        if not word:
            continue
        last = match.end() == len(text)
        better = _look_for(asked, word, shelf, languages, mask, spelling=spelling, last=last)
        if better:
            asked.pieces += [(text[at : match.start()], False), (shelf.accented.get(better, better), True)]
            at = match.end()
    asked.pieces.append((text[at:], False))
    return asked


def _look_for(asked: Asked, word: str, shelf, languages, mask, *, spelling: bool, last: bool) -> str:
    """Add the terms of a word; returns what it was corrected to, or ""."""
    known = [term for language in languages if shelf.has(term := stem(word, language), mask)]
    if known:
        _add(asked, known, 1.0)
        return ""
    if last and len(word) >= _SHORTEST_PREFIX:
        endings = shelf.words_beginning(word, _MOST_ENDINGS)
        terms = [stem(ending, language) for ending in endings for language in languages]
        if terms := [term for term in terms if shelf.has(term, mask)]:
            _add(asked, terms, _WEIGHT_OF_AN_ENDING)
            return ""
    better = correct(word, shelf, languages, mask) if spelling else ""
    if better:
        _add(asked, [stem(better, language) for language in languages], 1.0)
    return better


def _add(asked: Asked, terms: list[str], weight: float) -> None:
    for term in dict.fromkeys(terms):
        asked.terms[term] = asked.terms.get(term, 0.0) + weight
