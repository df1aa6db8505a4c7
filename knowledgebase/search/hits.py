"""One hit as a page shows it: a few columns instead of four whole rows."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language

from knowledgebase.states import State

# With fewer answers a share says nothing.
FEWEST_ANSWERS = 5


class Hit(NamedTuple):
    translation: int
    number: int
    language: str
    title: str
    slug: str
    summary: str
    minutes: int
    updated_at: datetime
    key: str
    state: str
    helped: int
    unhelped: int
    section_en: str
    section_fr: str
    category_en: str
    category_fr: str

    @property
    def section(self) -> str:
        return (self.section_fr if get_language() == "fr" else "") or self.section_en

    @property
    def category(self) -> str:
        return (self.category_fr if get_language() == "fr" else "") or self.category_en

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def useful(self) -> int | None:
        """Of a hundred who answered; None while too few have."""
        answers = self.helped + self.unhelped
        return round(100 * self.helped / answers) if answers >= FEWEST_ANSWERS else None

    def get_absolute_url(self) -> str:
        return reverse("knowledgebase:article", args=[self.number, self.slug])


_PATHS = {
    "translation": "pk",
    "number": "article_id",
    "key": "article__key",
    "state": "article__state",
    "helped": "article__helped",
    "unhelped": "article__unhelped",
    "section_en": "article__section__name_en",
    "section_fr": "article__section__name_fr",
    "category_en": "article__section__category__name_en",
    "category_fr": "article__section__category__name_fr",
}
COLUMNS = [_PATHS.get(name, name) for name in Hit._fields]
