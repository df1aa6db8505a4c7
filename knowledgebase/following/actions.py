"""The verbs of following. Both may be sent twice: they say how it shall be."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from knowledgebase.following import letters
from knowledgebase.following.models import Follow, News
from knowledgebase.models import Article, Section
from portal.workflow.moves import lock

# Letters in one transaction. What is left is taken up at once, by this worker or the next.
A_FEW = 100


@transaction.atomic
def follow(thing: Article | Section, *, by) -> Follow:
    made, _is_new = Follow.objects.get_or_create(person=by, **_column(thing))
    return made


@transaction.atomic
def unfollow(thing: Article | Section, *, by) -> None:
    Follow.objects.filter(person=by, **_column(thing)).delete()


@transaction.atomic
def end(follow: int, *, by) -> None:
    Follow.objects.filter(pk=follow, person=by).delete()


def is_followed(thing: Article | Section, *, by) -> bool:
    return by.is_authenticated and Follow.objects.filter(person=by, **_column(thing)).exists()


def news_to_tell(now: datetime):
    return News.objects.filter(told_at=None, at__lte=now).order_by("at", "pk")


def tell(news: int, *, at: datetime) -> int:
    """Every follower hears it once. Returns how many letters there are."""
    count = 0
    while (told := _tell_a_few(news, at)) is not None:
        count += told
    return count


@transaction.atomic
def _tell_a_few(news: int, at: datetime) -> int | None:
    """The next followers in their order; None when everybody was told."""
    found = lock(News(pk=news))
    if found.told_at:
        return None
    follows = list(_followers(found)[:A_FEW])
    count = sum(letters.tell(found, follow) for follow in follows)
    if len(follows) < A_FEW:
        found.told_at = at
    if follows:
        found.told_up_to = follows[-1].pk
    found.save(update_fields=["told_at", "told_up_to"])
    return count


def _followers(news: News):
    """Of an article that changed, its own; of a new one, those of its section: who were there before it."""
    of = {"article": news.article} if news.what == News.What.CHANGED else {"section": news.article.section}
    follows = Follow.objects.filter(pk__gt=news.told_up_to, at__lte=news.at, person__is_active=True, **of)
    return follows.select_related("person", "article", "section").order_by("pk")


def _column(thing: Article | Section) -> dict:
    return {"article": thing} if isinstance(thing, Article) else {"section": thing}
