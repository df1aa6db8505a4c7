"""What happens to texts by the clock: published, taken back, and their people reminded. Safe to run twice."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from knowledgebase.models import Article, Manuscript, Version
from knowledgebase.writing import actions
from portal.accounts.roles import Role
from portal.outbox.queue import queue_letter
from portal.workflow.moves import IllegalMove, lock


@transaction.atomic
def publish_due(manuscript: int, *, at: datetime) -> bool:
    """Publish it if its time has come. What may not go out any more is left, with its plan withdrawn."""
    Version.move()
    found = Manuscript.objects.select_for_update().get(pk=manuscript)
    if found.publish_at is None or found.publish_at > at:
        return False
    try:
        with transaction.atomic():
            actions.publish(found, by=None, at=at)
    except IllegalMove as refused:
        found.publish_at = None
        found.save(update_fields=["publish_at"])
        number = found.newest.number if found.newest else 0
        found.events.create(verb="plan", by=None, at=at, note=str(refused), public=False, number=number)
        return False
    return True


@transaction.atomic
def end_due(manuscript: int, *, at: datetime) -> bool:
    """Take it back if its end has come."""
    Version.move()
    found = Manuscript.objects.select_for_update().get(pk=manuscript)
    if found.expires_at is None or found.expires_at > at:
        return False
    if found.live_id is None:
        found.expires_at = None
        found.save(update_fields=["expires_at"])
        return False
    actions.unpublish(found, by=None, at=at)
    return True


def to_remind(now: datetime):
    """Articles whose day to be looked through has come and nobody was told of that day yet."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    return Article.objects.to_look_through(today)


@transaction.atomic
def remind(article: int, *, at: datetime) -> int:
    """Tell whoever keeps it current, or every editor, once for that day. Returns how many letters."""
    found = lock(Article(pk=article))
    if found.review_on is None or found.reminded_on == found.review_on:
        return 0
    owner = found.owner if found.owner and found.owner.is_active else None
    people = [owner] if owner else list(get_user_model().objects.in_role(Role.EDITOR))
    for person in people:
        queue_letter(
            "knowledgebase/email/to_look_through",
            to=person,
            key=f"article:{found.pk}:look-through:{found.review_on}",
            context={"article": found, "titles": _titles(found), "is_owner": bool(owner)},
            about=found.key,
        )
    Article.objects.filter(pk=found.pk).update(reminded_on=found.review_on)
    return len(people)


def _titles(article: Article) -> list[tuple[str, str]]:
    rows = article.manuscripts.filter(newest__isnull=False).select_related("newest")
    return [(row.get_language_display(), row.newest.title) for row in rows]
