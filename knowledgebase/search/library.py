"""The shelves of this process, brought up to date from the database when the version has moved."""

from __future__ import annotations

import threading
from typing import NamedTuple

from django.conf import settings

from knowledgebase.models import Article, IndexRow, Section, Synonym, Version
from knowledgebase.packing import unpack
from knowledgebase.querysets import Reader
from knowledgebase.search.shelf import WEIGHT_OF_ANOTHER_LANGUAGE, Shelf
from knowledgebase.search.synonyms import Synonyms
from knowledgebase.states import Audience, State

_AT_ONCE = 500
_NONE: frozenset[int] = frozenset()


class Door(NamedTuple):
    """What stands between a text and its readers. Most texts share one of a handful."""

    state: str
    audience: str
    groups: frozenset[int]
    section_audience: str
    section_groups: frozenset[int]

    def opens_to(self, reader: Reader) -> bool:
        return (
            (reader.drafts or self.state == State.PUBLISHED)
            and reader.passes(self.audience, self.groups)
            and reader.passes(self.section_audience, self.section_groups)
        )


class Row(NamedTuple):
    translation: int
    digest: str
    language: str
    article: int
    door: Door


def mask_of(reader: Reader, shelf: Shelf) -> int:
    """The bits of the doors that this reader passes."""
    return sum(bit for door, bit in shelf.doors.items() if door.opens_to(reader))


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
        shelf.doors = {}  # every text that stays gets its bit anew
        new = [pk for pk, row in wanted.items() if pk not in held or held[pk].digest != row.digest]
        for translation in wanted.keys() - set(new):
            shelf.show_to(translation, shelf.bit_of(wanted[translation].door))
        for translation, packed in _packed(new):
            row = wanted[translation]
            weight = 1.0 if row.language == language else WEIGHT_OF_ANOTHER_LANGUAGE
            shelf.put(translation, shelf.bit_of(row.door), unpack(packed), weight)
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
    door = "state", "audience", "section_id", "section__audience"
    columns = "translation_id", "digest", "translation__language", "translation__article_id"
    found = list(IndexRow.objects.values_list(*columns, *(f"translation__article__{name}" for name in door)))
    # Hardly any installation names groups: where none does, nothing is asked about them.
    of_article = _groups_named(Article) if any(row[5] == Audience.GROUPS for row in found) else {}
    of_section = _groups_named(Section) if any(row[7] == Audience.GROUPS for row in found) else {}
    return [
        Row(
            pk,
            digest,
            language,
            article,
            Door(state, own, of_article.get(article, _NONE), shelf, of_section.get(section, _NONE)),
        )
        for pk, digest, language, article, state, own, section, shelf in found
    ]


def _groups_named(model) -> dict[int, frozenset[int]]:
    """Which groups each of them names, where it is for groups."""
    name = model._meta.model_name
    named = model.groups.through.objects.filter(**{f"{name}__audience": Audience.GROUPS})
    found: dict[int, frozenset[int]] = {}
    for pk, group in named.values_list(f"{name}_id", "readergroup_id"):
        found[pk] = found.get(pk, _NONE) | {group}
    return found


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
