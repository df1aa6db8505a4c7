"""Who keeps an article is told that comments wait: one letter a day and person, not one a comment."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from knowledgebase.commenting import letters
from knowledgebase.models import Article, Comment
from portal.accounts.roles import Role

_KEEPER = Coalesce("article__owner_id", 0)


def to_tell(now: datetime):
    """Comments that wait and nobody was told of. Where a keeper heard today, they wait for tomorrow."""
    untold = Q(told_at=None) | Q(told_at__lt=F("waiting_since"))
    today = Comment.objects.filter(told_at__gte=_midnight(now)).annotate(keeper=_KEEPER)
    return (
        Comment.objects.waiting()
        .filter(untold)
        .annotate(keeper=_KEEPER)
        .filter(~Exists(today.filter(keeper=OuterRef("keeper"))))
        .order_by("pk")
    )


@transaction.atomic
def tell(comment: int, *, at: datetime) -> int:
    """All that waits for the keeper of this comment's article. Returns how many letters."""
    first = to_tell(at).select_for_update(of=("self",)).filter(pk=comment).first()
    if first is None:
        return 0
    owner = first.article.owner
    of_keeper = Comment.objects.waiting().filter(article__owner=owner)
    fresh = of_keeper.filter(Q(told_at=None) | Q(told_at__lt=F("waiting_since"))).count()
    count = letters.waiting(_people(owner), _articles(of_keeper), day=_day(at), since=fresh)
    of_keeper.update(told_at=at)
    return count


def _people(owner) -> list:
    if owner and owner.is_active and owner.is_staff:
        return [owner]
    return list(get_user_model().objects.in_role(Role.EDITOR))


def _articles(comments) -> list[tuple[Article, int]]:
    counts = dict(comments.values_list("article").annotate(number=Count("pk")).order_by())
    return [(article, counts[article.pk]) for article in Article.objects.filter(pk__in=counts).order_by("pk")]


def _day(now: datetime):
    return timezone.localdate(now, timezone.get_default_timezone())


def _midnight(now: datetime) -> datetime:
    return datetime.combine(_day(now), time(), timezone.get_default_timezone())
