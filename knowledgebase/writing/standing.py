"""Which translations follow their source, and which fell behind."""

from __future__ import annotations

from knowledgebase.models import Article, Manuscript, Revision, Translation
from knowledgebase.writing.models import SOURCE
from knowledgebase.writing.states import Change


def refresh(article: Article) -> None:
    """Say of every translation how far it is behind, and of every live one whether its readers must know.

    Four statements, whatever the history; in the transaction of the verb that changed something.
    """
    published = list(
        Revision.objects.filter(
            manuscript__article=article, manuscript__language=SOURCE, published_at__isnull=False
        ).values_list("number", "change")
    )
    others = Manuscript.objects.filter(article=article).exclude(language=SOURCE)
    for manuscript in others.select_related("newest__source", "live__source"):
        behind = _behind(manuscript.newest, published)
        if manuscript.behind != behind:
            Manuscript.objects.filter(pk=manuscript.pk).update(behind=behind)
        outdated = _behind(manuscript.live, published) == Change.MAJOR
        shown = Translation.objects.filter(article=article, language=manuscript.language)
        shown = shown.exclude(is_outdated=outdated)
        if shown.exists():
            shown.update(is_outdated=outdated)


def tie_loose(article: Article, source: Revision) -> None:
    """Translations older than the first source follow that one."""
    loose = Revision.objects.filter(manuscript__article=article, source=None)
    loose.exclude(manuscript__language=SOURCE).update(source=source)


def source_of(article: Article) -> Revision | None:
    """What a translation is made from: the live source, or the newest while none is live."""
    found = Manuscript.objects.filter(article=article, language=SOURCE).select_related("live", "newest")
    manuscript = found.first()
    return manuscript and (manuscript.live or manuscript.newest)


def _behind(revision: Revision | None, published: list[tuple[int, str]]) -> str:
    """The weightiest published change of the source after what this revision follows."""
    if revision is None or revision.source is None:
        return ""
    since = [Change(change) for number, change in published if change and number > revision.source.number]
    return str(max(since, key=lambda change: change.weight)) if since else ""
