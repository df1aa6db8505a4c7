"""A publication becomes news for followers, in the transaction of the verb that published it."""

from __future__ import annotations

from datetime import datetime

from knowledgebase.following.models import News
from knowledgebase.models import Manuscript, Revision
from knowledgebase.writing.states import Change

_TOLD = (Change.MEDIUM, Change.MAJOR)


def is_first(manuscript: Manuscript) -> bool:
    """No text of this article was ever published. Asked before one is."""
    return not Revision.objects.filter(
        manuscript__article=manuscript.article_id, published_at__isnull=False
    ).exists()


def note(manuscript: Manuscript, revision: Revision, *, first: bool, again: bool, at: datetime) -> None:
    """first: the article was never published before; again: this revision was.

    A change is weighed on the source, so it is told once and not once a language.
    """
    if first:
        News.objects.get_or_create(article=manuscript.article, what=News.What.ADDED, defaults={"at": at})
    elif not again and revision.change in _TOLD:
        News.objects.get_or_create(
            revision=revision,
            defaults={"article": manuscript.article, "what": News.What.CHANGED, "at": at},
        )
