"""What each page of the help centre reads: few statements, the same number for one article or a thousand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, Subquery, TextField, Value, When, Window
from django.db.models.functions import RowNumber

from knowledgebase.models import Article, Category, Translation
from knowledgebase.querysets import Reader, visible

LATELY = 5
RELATED = 5
IN_A_CATEGORY = 6
A_PAGE = 30

# The columns of a list: never the texts.
_LISTED = ("article_id", "language", "title", "slug", "summary", "minutes", "updated_at")


def categories(reader: Reader) -> list[Category]:
    """Those with something to read for this reader; `article_count` says how much."""
    count = Count("sections__articles", filter=visible(reader, "sections__articles__"))
    found = Category.objects.annotate(article_count=count).filter(article_count__gt=0)
    return list(found.order_by("position", "name_en"))


def lately(reader: Reader, language: str) -> list[Translation]:
    """What was written or changed last."""
    found = Translation.objects.visible_to(reader).filter(language=language).order_by("-updated_at", "pk")
    return list(found.only(*_LISTED, "asked")[:LATELY])


def sections_of(category: Category, reader: Reader, language: str) -> list[list[Translation]]:
    """The first articles of each section; every article knows how many there are (`in_all`)."""
    of_section = {"partition_by": F("article__section")}
    order = ["article__position", "article_id"]
    found = (
        Translation.objects.visible_to(reader)
        .best_for(language)
        .filter(article__section__category=category)
        .annotate(
            place=Window(RowNumber(), order_by=order, **of_section), in_all=Window(Count("pk"), **of_section)
        )
        .filter(place__lte=IN_A_CATEGORY)
        .select_related("article__section")
        .only(*_LISTED, "article__state", *_shelf("article__section"))
        .order_by("article__section__position", "article__section__name_en", *order)
    )
    by_section: dict[int, list[Translation]] = {}
    for translation in found:
        by_section.setdefault(translation.article.section_id, []).append(translation)
    return list(by_section.values())


def articles_of(section, reader: Reader, language: str, number: int) -> Page:
    """One page of a section. A page beyond the end is empty."""
    found = (
        Translation.objects.visible_to(reader)
        .best_for(language)
        .filter(article__section=section)
        .annotate(in_all=Window(Count("pk")))
        .select_related("article")
        .only(*_LISTED, "article__state")
        .order_by("article__position", "article_id")
    )
    start = (number - 1) * A_PAGE
    rows = list(found[start : start + A_PAGE])
    return counted_page(rows, number, rows[0].in_all if rows else 0, A_PAGE)


def counted_page(rows: list, number: int, total: int, size: int) -> Page:
    """A page of the pager whose total is known already."""
    pages = Paginator(rows, size)
    pages.count = total
    return Page(rows, number, pages)


@dataclass
class Reading:
    """An article as one reader gets it."""

    translation: Translation
    related: list[Translation]
    languages: list[str]

    @property
    def article(self) -> Article:
        return self.translation.article


def article(number: int, reader: Reader, language: str) -> Reading | None:
    """The article in this language or the other, with its neighbours, in one statement; None: not theirs."""
    wanted = Q(article_id=number)
    found = list(
        Translation.objects.visible_to(reader)
        .filter(article__section=Subquery(Article.objects.filter(pk=number).values("section")[:1]))
        .annotate(
            beside=Case(When(wanted, then=Value(0)), default=Value(1)),
            text=Case(When(wanted, then=F("body_html")), default=Value(""), output_field=TextField()),
            author_name=F("article__author__name"),
        )
        .select_related("article__section__category")
        .defer("body", "body_html", "asked")
        .order_by("beside", "article__position", "article_id")[: 2 * (RELATED + 1)]
    )
    own = [translation for translation in found if not translation.beside]
    if not own:
        return None
    chosen = _best(own, language)
    chosen.body_html = chosen.text
    others = _by_article(translation for translation in found if translation.beside)
    related = [_best(neighbours, language) for neighbours in others][:RELATED]
    return Reading(chosen, related, sorted(translation.language for translation in own))


def _best(translations: list[Translation], language: str) -> Translation:
    return next((each for each in translations if each.language == language), translations[0])


def _by_article(translations: Iterable[Translation]) -> list[list[Translation]]:
    by_article: dict[int, list[Translation]] = {}
    for translation in translations:
        by_article.setdefault(translation.article_id, []).append(translation)
    return list(by_article.values())


def _shelf(path: str) -> list[str]:
    return [f"{path}__{name}" for name in ("slug", "name_en", "name_fr", "position", "category")]
