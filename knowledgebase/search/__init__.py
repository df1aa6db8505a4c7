"""Search in the help centre, behind two functions: `search` for the page, `suggest` while somebody writes.

Both rank in memory and read the hits again through `visible_to`, so a page never shows what is hidden.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from knowledgebase.models import Translation
from knowledgebase.querysets import Reader, reader_of
from knowledgebase.search.asking import Asked, understand
from knowledgebase.search.hits import COLUMNS, Hit
from knowledgebase.search.library import library, mask_of
from knowledgebase.search.scoring import Nearness, coverage, rank
from knowledgebase.search.shelf import Shelf

# Suggestions disturb when they miss, so they need some words to go by and a text that comes near.
FEWEST_WORDS = 3
MOST_SUGGESTIONS = 3
SURE_ENOUGH = 0.26


@dataclass
class Results:
    """The hits of one page, best first, and what was looked for."""

    asked: Asked
    hits: list[Hit] = field(default_factory=list)
    total: int = 0

    def __iter__(self):
        return iter(self.hits)

    def __len__(self):
        return len(self.hits)


def search(
    query: str, user, language: str, limit: int = 10, offset: int = 0, *, spelling: bool = True
) -> Results:
    """What answers the question, of all this user may see. Words are joined by OR; rank does the rest."""
    reader = reader_of(user)
    with library.lock:
        shelf, languages = library.shelf(language)
        mask = mask_of(reader, shelf)
        asked = understand(query, shelf, languages, mask, spelling=spelling)
        if not asked.text:
            return Results(asked)
        near = Nearness(shelf, asked.text)
        slots, total = rank(shelf, asked.terms, near, mask, first=offset + limit)
        chosen = [shelf.translations[slot] for slot in slots[offset:]]
    return Results(asked, _read(chosen, reader), total)


def suggest(text: str, user, language: str) -> list[Hit]:
    """At most three articles that probably answer what somebody is writing; none below the floor."""
    reader = reader_of(user)
    return _read(
        [translation for sure, translation in _sure(text, reader, language) if sure >= SURE_ENOUGH], reader
    )


def sureness(text: str, user, language: str) -> float:
    """How sure we are of the best suggestion, 0 to 1; something is suggested from SURE_ENOUGH on."""
    return max((sure for sure, _translation in _sure(text, reader_of(user), language)), default=0.0)


def _sure(text: str, reader: Reader, language: str) -> list[tuple[float, int]]:
    """The translations that may be suggested, best first, and how sure we are of each."""
    with library.lock:
        shelf, languages = library.shelf(language)
        mask = mask_of(reader, shelf)
        asked = understand(text, shelf, languages, mask)
        if asked.content_words < FEWEST_WORDS:
            return []
        near = Nearness(shelf, asked.text)
        slots, _total = rank(shelf, asked.terms, near, mask, first=MOST_SUGGESTIONS)
        return [(_answers(shelf, asked, near, slot), shelf.translations[slot]) for slot in slots]


def _answers(shelf: Shelf, asked: Asked, near: Nearness, slot: int) -> float:
    """How sure we are, 0 to 1: the text has the words, and its title or a wording reads like the question."""
    nearest = max([near.to_title(slot), *map(near.to, shelf.asked[slot])])
    return math.sqrt(nearest * coverage(shelf, asked.wanted, slot))


def _read(translations: list[int], reader) -> list[Hit]:
    """The hits from the database, checked there once more."""
    if not translations:
        return []
    rows = Translation.objects.visible_to(reader).filter(pk__in=translations).order_by().values_list(*COLUMNS)
    found = {row[0]: Hit(*row) for row in rows}
    return [found[pk] for pk in translations if pk in found]
