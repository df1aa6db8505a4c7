"""What feeds and the sitemap read: what a visitor may read, and nothing else, whoever asks."""

from __future__ import annotations

from django.db.models import F, IntegerField
from django.db.models.functions import Cast

from knowledgebase.models import Article, Category, Comment, Section, Translation
from knowledgebase.querysets import VISITOR

ENTRIES = 30
# Numbers of articles in one sitemap: with two languages well under the 50,000 addresses that one may have.
A_SITEMAP = 5_000
_LARGEST = 2**63 - 1  # no column holds more
_LISTED = ("article_id", "language", "title", "slug", "summary", "updated_at")


def lately(language: str, section: Section | None = None) -> list[Translation]:
    """What was written or changed last in this language; a feed is in one."""
    found = Translation.objects.visible_to(VISITOR).filter(language=language)
    if section:
        found = found.filter(article__section=section)
    return list(found.order_by("-updated_at", "pk").only(*_LISTED)[:ENTRIES])


def comments_of(article: int) -> list[Comment]:
    found = Comment.objects.visible_to(VISITOR).filter(article=article).select_related("author")
    return list(found.order_by("-at", "-pk")[:ENTRIES])


def is_open(section: Section) -> bool:
    return Article.objects.visible_to(VISITOR).filter(section=section).exists()


def open_text(number: int, language: str) -> Translation | None:
    if number > _LARGEST:
        return None
    found = Translation.objects.visible_to(VISITOR).best_for(language).filter(article_id=number)
    return found.only(*_LISTED).first()


def sitemap_numbers() -> list[int]:
    """Which sitemaps have something in them."""
    bucket = Cast(F("pk") / A_SITEMAP, IntegerField())
    found = Article.objects.visible_to(VISITOR).filter(translations__isnull=False).order_by()
    return sorted(found.annotate(bucket=bucket).values_list("bucket", flat=True).distinct())


def of_sitemap(number: int) -> dict[int, list[Translation]]:
    """The texts of its articles, by article."""
    if (number + 1) * A_SITEMAP > _LARGEST:
        return {}
    found = Translation.objects.visible_to(VISITOR).filter(
        article_id__gte=number * A_SITEMAP, article_id__lt=(number + 1) * A_SITEMAP
    )
    by_article: dict[int, list[Translation]] = {}
    for text in found.order_by("article_id", "language").only(*_LISTED):
        by_article.setdefault(text.article_id, []).append(text)
    return by_article


def shelves() -> list[Category | Section]:
    """Categories and sections in which a visitor finds something."""
    seen = Article.objects.visible_to(VISITOR).filter(translations__isnull=False).order_by()
    sections = Section.objects.filter(pk__in=seen.values("section"))
    categories = Category.objects.filter(pk__in=sections.order_by().values("category"))
    return [*categories.order_by("pk"), *sections.order_by("pk")]
