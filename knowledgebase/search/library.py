"""The shelves of this process, brought up to date from the database when the version has moved."""

from __future__ import annotations

import threading
from typing import NamedTuple

from django.conf import settings

from knowledgebase.models import IndexRow, Synonym, Version
from knowledgebase.packing import unpack
from knowledgebase.querysets import Reader
from knowledgebase.search.shelf import WEIGHT_OF_ANOTHER_LANGUAGE, Shelf
from knowledgebase.search.synonyms import Synonyms
from knowledgebase.states import Audience, State

_BITS = {audience: 1 << place for place, audience in enumerate(Audience.values)}
_DRAFT = 1 << len(_BITS)
_AT_ONCE = 500


class Row(NamedTuple):
    translation: int
    digest: str
    language: str
    article: int
    audience: str
    state: str

    @property
    def mask(self) -> int:
        return _BITS[self.audience] if self.state == State.PUBLISHED else _DRAFT


def mask_of(reader: Reader) -> int:
    """The bits of what a reader sees."""
    return sum(_BITS[audience] for audience in reader.audiences) | (_DRAFT if reader.drafts else 0)


class Library:
    """One shelf a language. Hold `lock` while reading from a shelf: another thread may be filling it."""

    def __init__(self):
        self.lock = threading.RLock()
        self._shelves: dict[str, Shelf] = {}
        self._held: dict[str, dict[int, Row]] = {}
        self._languages: dict[str, tuple[str, ...]] = {}
        self._stamps: dict[str, str] = {}

    def shelf(self, language: str) -> tuple[Shelf, tuple[str, ...]]:
        """The shelf of a language as of now, and the languages of its texts, that one first."""
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        stamp = Version.now()
        if stamp != self._stamps.get(language):
            self._arrange(language, _best_for(language, _rows()))
            groups = Synonym.objects.filter(language=language).order_by("pk").values_list("words", flat=True)
            self._shelves[language].synonyms = Synonyms(language, groups)
            self._stamps[language] = stamp
        return self._shelves[language], self._languages[language]

    def _arrange(self, language: str, wanted: dict[int, Row]) -> None:
        shelf = self._shelves.setdefault(language, Shelf())
        held = self._held.setdefault(language, {})
        for translation in held.keys() - wanted.keys():
            shelf.hide(translation)
        new = [pk for pk, row in wanted.items() if pk not in held or held[pk].digest != row.digest]
        for translation in wanted.keys() - set(new):
            shelf.show_to(translation, wanted[translation].mask)
        for translation, packed in _packed(new):
            row = wanted[translation]
            weight = 1.0 if row.language == language else WEIGHT_OF_ANOTHER_LANGUAGE
            shelf.put(translation, row.mask, unpack(packed), weight)
        self._held[language] = wanted
        self._languages[language] = (
            language,
            *sorted({row.language for row in wanted.values()} - {language}),
        )
        shelf.forget_derived()
        if shelf.is_worn:
            self._shelves[language], self._held[language] = Shelf(), {}
            self._arrange(language, wanted)


def _rows() -> list[Row]:
    """What every text is now, without the packed words."""
    about = "translation__article__audience", "translation__article__state"
    columns = "translation_id", "digest", "translation__language", "translation__article_id", *about
    return [Row(*values) for values in IndexRow.objects.values_list(*columns)]


def _best_for(language: str, rows: list[Row]) -> dict[int, Row]:
    """One text an article: the one in this language, or the other where there is none."""
    best: dict[int, Row] = {}
    for row in rows:
        held = best.get(row.article)
        if held is None or (row.language == language and held.language != language):
            best[row.article] = row
    return {row.translation: row for row in best.values()}


def _packed(translations: list[int]):
    for start in range(0, len(translations), _AT_ONCE):
        chosen = translations[start : start + _AT_ONCE]
        yield from IndexRow.objects.filter(pk__in=chosen).values_list("translation_id", "packed").iterator()


library = Library()
