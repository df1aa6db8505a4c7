"""What readers do: say whether an article helped, and leave a comment."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from knowledgebase.commenting.actions import comment, edit, publish, turn_down, withdraw
from knowledgebase.models import Article, Vote

__all__ = ["comment", "edit", "publish", "turn_down", "vote", "withdraw"]

# Anybody may answer without signing in, so there is an end to what is kept of one article in an hour.
MOST_ANSWERS_AN_HOUR = 200


@transaction.atomic
def vote(article: Article, *, helped: bool, by=None, visitor: str = "", reason: str = "") -> Vote | None:
    """One answer a person, or a visitor's browser: a second one replaces the first. None: too many today."""
    # One after the other, so that the counts on the article stay those of its answers.
    Article.objects.select_for_update().get(pk=article.pk)
    mine = {"by": by} if by else {"by": None, "visitor": visitor}
    now = timezone.now()
    former = Vote.objects.filter(article=article, **mine).first()
    if former is None:
        lately = Vote.objects.filter(article=article, at__gt=now - timedelta(hours=1)).count()
        if lately >= MOST_ANSWERS_AN_HOUR:
            return None
        _count(article, helped, 1)
        return Vote.objects.create(article=article, helped=helped, reason=reason, at=now, **mine)
    if former.helped != helped:
        _count(article, former.helped, -1)
        _count(article, helped, 1)
    former.helped, former.at, former.reason = helped, now, reason or former.reason
    former.save(update_fields=["helped", "at", "reason"])
    return former


def _count(article: Article, helped: bool, change: int) -> None:
    name = "helped" if helped else "unhelped"
    Article.objects.filter(pk=article.pk).update(**{name: F(name) + change})
