"""What editors read once a week: gaps, articles that did not help, stale ones, requests after reading, links.

Every number is of a span of an indexed column; nothing walks a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from knowledgebase.models import (
    Article,
    Asked,
    BrokenLink,
    Solved,
    Translation,
    Vote,
    WeekTold,
    Wording,
    WrittenAfter,
)
from portal.accounts.roles import Role
from portal.outbox.queue import queue_letter

A_WEEK = timedelta(days=7)
OLD = timedelta(days=365)
A_LIST = 25
MOST_REASONS = 5
TOLD_AT = time(7)


@dataclass
class Line:
    """An article on the page: its number, what it is called, and what is said about it."""

    article: int
    title: str
    count: int = 0
    reasons: tuple[str, ...] = ()
    day: object = None


def page(now: datetime) -> dict:
    since = now - A_WEEK
    return {
        "since": since,
        "counts": counts(since, now),
        "gaps": gaps(since),
        "bad": bad(since),
        "to_review": to_review(now),
        "old": old_and_read(since, now),
        "after": after_reading(since),
        "broken": broken(),
        "a_list": A_LIST,
    }


def counts(since: datetime, until: datetime) -> dict[str, int]:
    """The numbers at the head of the page and in the letter."""
    of_week = Asked.objects.filter(at__gte=since, at__lt=until)
    asked = of_week.aggregate(
        searches=Count("pk"),
        nothing=Count("pk", filter=Q(hits=0)),
        opened=Count("pk", filter=Q(opened__isnull=False)),
        helped=Count("pk", filter=Q(helped=True)),
    )
    return asked | {
        "solved": Solved.objects.filter(at__gte=since, at__lt=until).count(),
        "after": WrittenAfter.objects.filter(at__gte=since, at__lt=until)
        .values("request")
        .distinct()
        .count(),
        "bad": Vote.objects.filter(helped=False, at__gte=since, at__lt=until).count(),
        "to_review": _due(until).count(),
        "broken": BrokenLink.objects.count(),
        "wordings": Wording.objects.proposed().count(),
    }


def gaps(since: datetime) -> list[dict]:
    """What was looked for and not found, the most often first."""
    found = Asked.objects.without_result().filter(at__gte=since).values("folded", "language")
    return list(found.annotate(times=Count("pk"), said=Max("query")).order_by("-times", "folded")[:A_LIST])


def bad(since: datetime) -> list[Line]:
    """Articles that did not help, with what readers missed in them."""
    down = Vote.objects.filter(helped=False, at__gte=since)
    rows = down.values_list("article").annotate(times=Count("pk")).order_by("-times", "article")[:A_LIST]
    numbers = dict(rows)
    reasons: dict[int, list[str]] = {}
    said = down.filter(article__in=numbers).exclude(reason="").order_by("-at")
    for article, reason in said.values_list("article", "reason")[: A_LIST * MOST_REASONS]:
        reasons.setdefault(article, []).append(reason)
    return [
        Line(number, title, numbers[number], tuple(reasons.get(number, ())[:MOST_REASONS]))
        for number, title in titles_of(numbers).items()
    ]


def to_review(now: datetime) -> list[Line]:
    """Their day to be looked through has come, the oldest first."""
    days = dict(_due(now).order_by("review_on", "pk").values_list("pk", "review_on")[:A_LIST])
    return [Line(number, title, day=days[number]) for number, title in titles_of(days).items()]


def old_and_read(since: datetime, now: datetime) -> list[Line]:
    """Found by a search this week, and no text of it was changed for a year."""
    read = Asked.objects.filter(at__gte=since, opened__isnull=False).values_list("opened")
    times = dict(read.annotate(times=Count("pk")).order_by("-times", "opened")[: 4 * A_LIST])
    changed = Translation.objects.filter(article__in=times).order_by().values_list("article")
    days = {number: day for number, day in changed.annotate(Max("updated_at")) if day < now - OLD}
    chosen = [number for number in times if number in days][:A_LIST]
    return [
        Line(number, title, times[number], day=days[number]) for number, title in titles_of(chosen).items()
    ]


def after_reading(since: datetime) -> list[Line]:
    """Articles that somebody had followed without success before they wrote (S3-32)."""
    rows = WrittenAfter.objects.filter(at__gte=since).values_list("article").annotate(times=Count("pk"))
    times = dict(rows.order_by("-times", "article")[:A_LIST])
    return [Line(number, title, times[number]) for number, title in titles_of(times).items()]


def broken() -> list[BrokenLink]:
    return list(BrokenLink.objects.select_related("translation").defer("translation__body")[:A_LIST])


def tell(now: datetime) -> int:
    """On Monday from seven, or as soon after as somebody looks: one letter an editor. Safe to run twice."""
    local = timezone.localtime(now, timezone.get_default_timezone())
    week = local.date() - timedelta(days=local.weekday())
    is_early = local.weekday() == 0 and local.time() < TOLD_AT
    if is_early or WeekTold.objects.filter(week=week).exists():
        return 0
    with transaction.atomic():
        _row, is_first = WeekTold.objects.get_or_create(week=week)
        if not is_first:
            return 0
        context = {"counts": counts(now - A_WEEK, now), "since": now - A_WEEK}
        editors = list(get_user_model().objects.in_role(Role.EDITOR))
        for editor in editors:
            queue_letter(
                "knowledgebase/email/week_told",
                to=editor,
                key=f"knowledgebase:week:{week}",
                context=context,
            )
        return len(editors)


def _requests(since: datetime, until: datetime) -> int:
    after = WrittenAfter.objects.filter(at__gte=since, at__lt=until)
    return after.values("request").distinct().count()


def _due(now: datetime):
    today = timezone.localdate(now, timezone.get_default_timezone())
    return Article.objects.filter(review_on__lte=today)


def titles_of(numbers) -> dict[int, str]:
    """Article -> a title, in the order of the numbers; one that is gone is left out."""
    rows = Translation.objects.filter(article__in=list(numbers)).order_by("-language")
    titles = dict(rows.values_list("article", "title"))
    keys = dict(Article.objects.filter(pk__in=list(numbers)).values_list("pk", "key"))
    return {number: titles.get(number, keys[number]) for number in numbers if number in keys}
