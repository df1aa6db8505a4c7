"""Shelves and articles to test with."""

from itertools import count

from knowledgebase.models import Article, Category, Section, Translation
from knowledgebase.states import Audience, State

_number = count(1)


def section(category: str = "Invoices and payments", name: str = "Numbering") -> Section:
    shelf, _made = Category.objects.get_or_create(
        name_en=category, defaults={"slug": category.lower().replace(" ", "-"), "name_fr": f"{category} (fr)"}
    )
    found, _made = Section.objects.get_or_create(
        category=shelf, name_en=name, defaults={"slug": f"{shelf.slug}-{name.lower()}"[:80]}
    )
    return found


def article(
    title: str = "An invoice number is missing",
    *,
    language: str = "en",
    audience: str = Audience.PUBLIC,
    state: str = State.PUBLISHED,
    on: Section | None = None,
    key: str = "",
    **texts,
) -> Translation:
    """A published article for everybody, in one language; `translated` adds the other."""
    made = Article.objects.create(
        key=key or f"article-{next(_number)}", section=on or section(), audience=audience, state=state
    )
    return Translation.objects.create(article=made, language=language, title=title, **texts)


def translated(of: Translation, title: str, language: str = "fr", **texts) -> Translation:
    return Translation.objects.create(article=of.article, language=language, title=title, **texts)
