"""Search in the help centre, behind two functions: `search` for the page, `suggest` while somebody writes.

Both rank in memory and read the hits again through `visible_to`, so a page never shows what is hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledgebase.models import Translation
from knowledgebase.querysets import reader_of
from knowledgebase.search.asking import Asked, understand
from knowledgebase.search.hits import COLUMNS, Hit
from knowledgebase.search.library import library, mask_of
from knowledgebase.search.scoring import Nearness, rank

# Suggestions disturb when they miss, so they need some words to go by and a text that comes near.
FEWEST_WORDS = 3
MOST_SUGGESTIONS = 3
NEAR_ENOUGH = 0.28


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
    mask = mask_of(reader)
    with library.lock:
        shelf, languages = library.shelf(language)
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
    mask = mask_of(reader)
    with library.lock:
        shelf, languages = library.shelf(language)
        asked = understand(text, shelf, languages, mask)
        if asked.content_words < FEWEST_WORDS:
            return []
        near = Nearness(shelf, asked.text)
        slots, _total = rank(shelf, asked.terms, near, mask, first=MOST_SUGGESTIONS)
        chosen = [
            shelf.translations[slot]
            for slot in slots
            if max([near.to_title(slot), *map(near.to, shelf.asked[slot])]) >= NEAR_ENOUGH
        ]
    return _read(chosen, reader)


def _read(translations: list[int], reader) -> list[Hit]:
    """The hits from the database, checked there once more."""
    if not translations:
        return []
    rows = Translation.objects.visible_to(reader).filter(pk__in=translations).order_by().values_list(*COLUMNS)
    found = {row[0]: Hit(*row) for row in rows}
    return [found[pk] for pk in translations if pk in found]
