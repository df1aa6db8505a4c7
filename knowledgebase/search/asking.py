"""What was typed, as terms to look for: corrected where needed, the last word perhaps half typed."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledgebase.analysis import WORD, is_stop, plain, stem
from knowledgebase.search.shelf import Shelf
from knowledgebase.search.speller import correct

LONGEST_QUERY = 1_000
MOST_WORDS = 64
_SHORTEST_PREFIX = 3
_MOST_ENDINGS = 10
_WEIGHT_OF_AN_ENDING = 0.5
_WEIGHT_OF_A_SYNONYM = 0.5


@dataclass
class Asked:
    """The question as it is looked for."""

    text: str
    # term -> how much it counts
    terms: dict[str, float] = field(default_factory=dict)
    # for every word that was typed the terms any of which answers it; none where nobody wrote the word
    wanted: dict[str, list[str]] = field(default_factory=dict)
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
    own = languages[0]
    found = [
        (match, word)
        for match in list(WORD.finditer(text))[:MOST_WORDS]
        if (word := plain(match.group(), own))
    ]
    content = [(match, word) for match, word in found if not is_stop(word, own)]
    asked.content_words = len({word for _match, word in content})
    content = content or found
    same = _synonyms([word for _match, word in found], shelf, languages, mask)
    at = 0
    for match, word in content:
        last = match.end() == len(text)
        # A word that means the same is no slip of the finger.
        better = _look_for(
            asked, word, shelf, languages, mask, spelling=spelling and word not in same, last=last
        )
        if better:
            asked.pieces += [(text[at : match.start()], False), (shelf.accented.get(better, better), True)]
            at = match.end()
    asked.pieces.append((text[at:], False))
    for word, terms in same.items():
        asked.wanted.setdefault(word, []).extend(terms)
        for term in terms:
            asked.terms.setdefault(term, _WEIGHT_OF_A_SYNONYM)
    return asked


def _look_for(asked: Asked, word: str, shelf, languages, mask, *, spelling: bool, last: bool) -> str:
    """Add the terms of a word; returns what it was corrected to, or ""."""
    known = [term for language in languages if shelf.has(term := stem(word, language), mask)]
    if known:
        _add(asked, word, known, 1.0)
        return ""
    if last and len(word) >= _SHORTEST_PREFIX:
        endings = shelf.words_beginning(word, _MOST_ENDINGS)
        terms = [stem(ending, language) for ending in endings for language in languages]
        if terms := [term for term in terms if shelf.has(term, mask)]:
            _add(asked, word, terms, _WEIGHT_OF_AN_ENDING)
            return ""
    better = correct(word, shelf, languages, mask) if spelling else ""
    _add(asked, word, [stem(part, language) for part in better.split() for language in languages], 1.0)
    return better


def _add(asked: Asked, word: str, terms: list[str], weight: float) -> None:
    asked.wanted.setdefault(word, []).extend(terms)
    for term in dict.fromkeys(terms):
        asked.terms[term] = asked.terms.get(term, 0.0) + weight


def _synonyms(typed: list[str], shelf: Shelf, languages: tuple[str, ...], mask: int) -> dict[str, list[str]]:
    """Typed word -> the terms of what means the same; of a phrase under its first telling word."""
    found: dict[str, list[str]] = {}
    for places, others in shelf.synonyms.of(typed):
        terms = [stem(other, language) for other in others for language in languages]
        if terms := [term for term in dict.fromkeys(terms) if shelf.has(term, mask)]:
            telling = [typed[place] for place in places if not is_stop(typed[place], languages[0])]
            found.setdefault((telling or [typed[places.start]])[0], []).extend(terms)
    return found
