"""What each page of the help centre reads: few statements, the same number for one article or a thousand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, Subquery, TextField, Value, When, Window
from django.db.models.functions import RowNumber

from knowledgebase.models import Article, Category, Section, Translation
from knowledgebase.querysets import Reader, visible
from portal.workflow.prepared import prepared

LATELY = 5
RELATED = 5
IN_A_CATEGORY = 6
A_PAGE = 30

# The columns of a list: never the texts.
_LISTED = ("article_id", "language", "title", "slug", "summary", "minutes", "updated_at")
# What the page of an article shows: of itself, of what holds it, and of its neighbours.
_NEAR = ("article_id", "language", "title", "slug")
_OWN = ("id", *(name for name in _LISTED if name != "article_id"))
_OWN += ("byline", "contents", "terms", "is_outdated")
_ARTICLE = ("id", "key", "audience", "state", "comment_count")
_SECTION = ("id", "slug", "name_en", "name_fr", "audience")
_CATEGORY = ("id", "slug", "name_en", "name_fr")
_READ = (
    "article_id",
    "text",
    "article__author__name",
    *_OWN,
    *(f"article__{name}" for name in _ARTICLE),
    *(f"article__section__{name}" for name in _SECTION),
    *(f"article__section__category__{name}" for name in _CATEGORY),
)


def categories(reader: Reader) -> list[Category]:
    """Those with something to read for this reader; `article_count` says how much."""
    count = Count("sections__articles", filter=visible(reader, "sections__articles__", shelf="sections__"))
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
    # The groups are values of the statement: people in others ask the same one.
    rows = _with_neighbours(number, *sorted(reader.groups), reader=replace(reader, groups=frozenset()))
    own = [row for row in rows if row["article_id"] == number]
    if not own:
        return None
    others = _by_article(row for row in rows if row["article_id"] != number)
    related = [Translation(**_part(_best(rows, language), _NEAR)) for rows in others]
    return Reading(_whole(_best(own, language)), related[:RELATED], sorted(row["language"] for row in own))


@prepared
def _with_neighbours(number: int, *groups: int, reader: Reader):
    reader = replace(reader, groups=frozenset(groups))
    wanted = Q(article_id=number)
    return (
        Translation.objects.visible_to(reader)
        .filter(article__section=Subquery(Article.objects.filter(pk=number).values("section")[:1]))
        .annotate(text=Case(When(wanted, then=F("body_html")), default=Value(""), output_field=TextField()))
        .order_by(Case(When(wanted, then=Value(0)), default=Value(1)), "article__position", "article_id")
        .values(*_READ)[: 2 * (RELATED + 1)]
    )


def _whole(row: dict) -> Translation:
    """The translation with its article, section and category."""
    category = Category(**_part(row, _CATEGORY, "article__section__category__"))
    section = Section(category=category, **_part(row, _SECTION, "article__section__"))
    found = Article(section=section, **_part(row, _ARTICLE, "article__"))
    translation = Translation(article=found, body_html=row["text"], **_part(row, _OWN))
    translation.author_name = row["article__author__name"]
    return translation


def _part(row: dict, names: tuple[str, ...], path: str = "") -> dict:
    return {name: row[path + name] for name in names}


def _best(rows: list[dict], language: str) -> dict:
    return next((row for row in rows if row["language"] == language), rows[0])


def _by_article(rows: Iterable[dict]) -> list[list[dict]]:
    by_article: dict[int, list[dict]] = {}
    for row in rows:
        by_article.setdefault(row["article_id"], []).append(row)
    return list(by_article.values())


def _shelf(path: str) -> list[str]:
    return [f"{path}__{name}" for name in ("slug", "name_en", "name_fr", "position", "category")]
