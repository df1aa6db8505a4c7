"""The letters to followers, each with its way out: one click, without signing in."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from knowledgebase.commenting.letters import address_of, best_text
from knowledgebase.following.models import Follow, News
from knowledgebase.models import Manuscript
from knowledgebase.states import State
from knowledgebase.writing.models import SOURCE
from portal.outbox.queue import queue_letter

_SALT = "knowledgebase.following"


def tell(news: News, follow: Follow) -> int:
    """1, or 0 for somebody who may not read it any more, who made the change, or when it is gone again."""
    person, article = follow.person, news.article
    shown = best_text(article.pk, person)
    if shown is None or article.state != State.PUBLISHED:
        return 0
    if news.revision and news.revision.author_id == person.pk:
        return 0
    occasion = f"changed:{news.revision_id}" if news.what == News.What.CHANGED else "added"
    queue_letter(
        f"knowledgebase/email/article_{news.what}",
        to=person,
        key=f"article:{article.pk}:{occasion}",
        context={
            "title": shown.title,
            "address": address_of(shown, person.language),
            "section": article.section,
            "language_behind": _is_behind(news, shown),
            "leave": leave_address(follow),
        },
        leave=leave_address(follow),
    )
    return 1


def leave_address(follow: Follow) -> str:
    with override(follow.person.language):
        return reverse("knowledgebase:leave", args=[token(follow)])


def token(follow: Follow) -> str:
    """It names the person and what they follow, so it works for the letters of later too."""
    named = ["article", follow.article_id] if follow.article_id else ["section", follow.section_id]
    return signing.dumps([follow.person_id, *named], salt=_SALT)


def opened(given: str) -> tuple[int, str, int] | None:
    """Who and what a token names; None: it is not one of ours."""
    try:
        person, kind, number = signing.loads(given, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return person, kind, number


def _is_behind(news: News, shown) -> bool:
    """The reader's text is a translation that does not say yet what the change says."""
    if news.revision is None or shown.language == SOURCE:
        return False
    live = Manuscript.objects.filter(article=news.article, language=shown.language).select_related(
        "live__source"
    )
    found = live.first()
    source = found and found.live and found.live.source
    return source is None or source.number < news.revision.number
