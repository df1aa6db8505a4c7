"""One hit as a page shows it: a few columns instead of four whole rows."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.urls import reverse

from knowledgebase.states import State
from portal.workflow.words import words

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

    section = words("section")
    category = words("category")

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
