"""From what was written to what readers see, and back. Called by the verbs, inside their transaction."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from knowledgebase.learning.known import asked_as
from knowledgebase.models import Article, Manuscript, Revision, Translation
from knowledgebase.states import State
from knowledgebase.writing import standing
from knowledgebase.writing.models import SOURCE, TEXTS
from knowledgebase.writing.states import Status

# Another text on the page is news to its readers; another byline or wording for search is not.
_NEWS = ("title", "summary", "body")


def keep(article: Article) -> list[Manuscript]:
    """A manuscript for every language; a text that has none yet becomes its revision 1."""
    held = {row.language: row for row in article.manuscripts.all()}
    missing = sorted((code for code, _name in settings.LANGUAGES if code not in held), key=_source_first)
    if missing:
        shown = {row.language: row for row in Translation.objects.filter(article=article)}
        for language in missing:
            held[language] = _take_in(article, language, shown.get(language))
    return list(held.values())


def _source_first(language: str) -> bool:
    return language != SOURCE


def _take_in(article: Article, language: str, shown: Translation | None) -> Manuscript:
    manuscript = Manuscript.objects.create(article=article, language=language)
    if shown is None:
        return manuscript
    is_live = article.state == State.PUBLISHED
    revision = Revision.objects.create(
        manuscript=manuscript,
        number=1,
        author_id=article.author_id,
        at=shown.updated_at,
        published_at=shown.updated_at if is_live else None,
        source=None if manuscript.is_source else standing.source_of(article),
        **{name: getattr(shown, name) for name in TEXTS},
    )
    manuscript.newest, manuscript.live = revision, revision if is_live else None
    manuscript.status = Status.PUBLISHED if is_live else Status.DRAFT
    manuscript.save(update_fields=["newest", "live", "status"])
    return manuscript


def show(manuscript: Manuscript, revision: Revision, *, updated_at: datetime | None = None) -> None:
    """The text on the site says what this revision says. A new text is dated now, or as it is told."""
    found = {"article": manuscript.article, "language": manuscript.language}
    shown = Translation.objects.filter(**found).first() or Translation(**found, updated_at=revision.at)
    if updated_at:
        shown.updated_at = updated_at
    elif shown.pk and any(getattr(shown, name) != getattr(revision, name) for name in _NEWS):
        shown.updated_at = timezone.now()
    for name, text in revision.texts.items():
        setattr(shown, name, text)
    shown.asked = asked_as(manuscript.article_id, manuscript.language, revision.asked)
    shown.save()


def go_live(
    manuscript: Manuscript, revision: Revision, *, at: datetime, updated_at: datetime | None = None
) -> None:
    """Readers see it; with the first text of an article, drafts in other languages leave the site."""
    article = manuscript.article
    show(manuscript, revision, updated_at=updated_at)
    if article.state != State.PUBLISHED:
        article.state = State.PUBLISHED
        Article.objects.filter(pk=article.pk).update(state=State.PUBLISHED)
        drafts = Manuscript.objects.filter(article=article, live=None).values("language")
        Translation.objects.filter(article=article, language__in=drafts).delete()
    if manuscript.is_source:
        standing.tie_loose(article, revision)
    standing.refresh(article)


def take_back(manuscript: Manuscript) -> None:
    """Its text leaves the site; with the last one the article is a draft that editors see."""
    article = manuscript.article
    if Manuscript.objects.filter(article=article, live__isnull=False).exists():
        Translation.objects.filter(article=article, language=manuscript.language).delete()
    else:
        article.state = State.DRAFT
        Article.objects.filter(pk=article.pk).update(state=State.DRAFT)
        for each in Manuscript.objects.filter(article=article, newest__isnull=False).select_related("newest"):
            each.article = article
            show(each, each.newest)
    standing.refresh(article)
