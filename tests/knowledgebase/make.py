"""Shelves and articles to test with."""

from itertools import count

from knowledgebase.models import Article, Category, Manuscript, Section, Translation
from knowledgebase.states import Audience, State
from knowledgebase.writing import actions
from knowledgebase.writing.showing import keep

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


def written(
    title: str = "An invoice number is missing", *, by=None, on=None, audience=Audience.PUBLIC, **texts
):
    """A manuscript with its first revision, in English: a draft."""
    made = Article.objects.create(key=f"article-{next(_number)}", section=on or section(), audience=audience)
    keep(made)
    manuscript = made.manuscripts.get(language="en")
    write(manuscript, by=by, title=title, **texts)
    return again(manuscript)


def write(manuscript, *, by=None, comment: str = "", source=None, **texts):
    """One more revision: what is not said stays."""
    manuscript = again(manuscript)
    former = manuscript.newest.texts if manuscript.newest else {"title": "Sans titre"}
    actions.write(
        manuscript, by=by, texts=former | texts, seen=manuscript.version, comment=comment, source=source
    )
    return again(manuscript)


def published(manuscript, **kwargs):
    actions.publish(again(manuscript), by=None, **kwargs)
    return again(manuscript)


def in_french(manuscript, **texts):
    """Its French text, tied to the English one as it is."""
    french = manuscript.article.manuscripts.get(language="fr")
    return write(french, source=again(manuscript).newest, **texts)


def again(manuscript) -> Manuscript:
    return Manuscript.objects.with_texts().get(pk=manuscript.pk)
