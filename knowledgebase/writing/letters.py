"""Letters between those who write: a text is to be read, was approved, or comes back unfinished."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model

from knowledgebase.models import Manuscript
from portal.accounts.roles import Role
from portal.outbox.queue import queue_letter


def review_asked(manuscript: Manuscript, *, by, at: datetime, note: str) -> None:
    """To every editor who has written none of what is to be read."""
    wrote = set(authors_of(manuscript).values_list("author", flat=True))
    for person in get_user_model().objects.in_role(Role.EDITOR):
        if person.pk not in wrote and person != by:
            _tell(person, "review_asked", manuscript, by, at, note)


def approved(manuscript: Manuscript, *, by, at: datetime, note: str) -> None:
    _tell_author("text_approved", manuscript, by, at, note)


def sent_back(manuscript: Manuscript, *, by, at: datetime, note: str) -> None:
    _tell_author("text_sent_back", manuscript, by, at, note)


def authors_of(manuscript: Manuscript):
    """The revisions that readers have not seen yet; of what is live already, the last one."""
    newest = manuscript.version
    after = min(manuscript.live.number, newest - 1) if manuscript.live else 0
    return manuscript.revisions.filter(number__gt=after)


def _tell_author(what: str, manuscript: Manuscript, by, at: datetime, note: str) -> None:
    author = manuscript.newest.author
    if author and author != by and author.is_active:
        _tell(author, what, manuscript, by, at, note)


def _tell(person, what: str, manuscript: Manuscript, by, at: datetime, note: str) -> None:
    queue_letter(
        f"knowledgebase/email/{what}",
        to=person,
        key=f"manuscript:{manuscript.pk}:{what}:{manuscript.version}:{at.isoformat()}",
        context={
            "title": manuscript.newest.title,
            "text_language": manuscript.get_language_display(),
            "number": manuscript.version,
            "manuscript": manuscript.pk,
            "by": by,
            "note": note,
        },
        about=manuscript.article.key,
    )
