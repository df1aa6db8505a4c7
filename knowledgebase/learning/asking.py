"""What a search leaves behind: one row without a name, and later what was read next and whether it helped."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from knowledgebase.analysis import fold
from knowledgebase.learning import links, proposing, scrubbing
from knowledgebase.learning.models import Asked
from knowledgebase.learning.states import Source
from knowledgebase.models import Article
from knowledgebase.querysets import reader_of
from knowledgebase.states import Audience

logger = logging.getLogger(__name__)
# Whoever comes back to an old address later is not the search of then.
A_SEARCH = timedelta(days=1)
# The first that a reader's rights hold; whether somebody has a contract is nobody's question here.
_KINDS = (Audience.STAFF, Audience.PARTNERS, Audience.CUSTOMERS)


def kind_of(user) -> str:
    """Which kind of reader: all that is kept of who it was."""
    rights = reader_of(user).audiences
    return str(next((kind for kind in _KINDS if kind in rights), Audience.PUBLIC))


def note(request, query: str, language: str, hits: int) -> int | None:
    """Keep what was looked for: one INSERT, here and now. Returns its number; None: nothing is kept.

    The page is answered even when the row cannot be written; then the log says so.
    """
    if not _by_a_person(request):
        return None
    said = scrubbing.in_one_line(query, scrubbing.names_of(request.user))
    if not said:
        return None
    row = Asked(
        query=said, folded=_folded(said), language=language, audience=kind_of(request.user), hits=hits
    )
    try:
        row.save(force_insert=True)
    except DatabaseError:
        logger.exception("A search could not be kept.")
        return None
    return row.pk


def opened(request, token: str, article: int) -> bool:
    """This article was read next. Of several the last one counts. Returns whether the search is known."""
    opening = links.read(token)
    if opening is None or not _by_a_person(request):
        return False
    return bool(_recent(opening.search).update(opened=article, rank=opening.rank))


@transaction.atomic
def answered(token: str, *, helped: bool, article: Article | None = None) -> bool:
    """What somebody said about their search; its words are proposed for the article that answered it."""
    opening = links.read(token)
    asked = opening and _recent(opening.search).select_for_update().first()
    if not asked:
        return False
    first_time = asked.helped is not True
    asked.helped = helped
    if article is not None:
        asked.opened = article
    asked.save(update_fields=["helped", "opened"])
    if helped and first_time and article is not None:
        proposing.propose(article.pk, asked.language, asked.query, source=Source.SEARCH)
    return True


def forget_old(now: datetime) -> int:
    """Their time is over. Returns how many."""
    return Asked.objects.to_forget(now).delete()[0]


def _by_a_person(request) -> bool:
    """Not what a browser fetches beforehand because somebody might press it."""
    return request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", "")


def _recent(number: int):
    return Asked.objects.filter(pk=number, at__gt=timezone.now() - A_SEARCH)


def _folded(text: str) -> str:
    return fold(text)[: Asked._meta.get_field("folded").max_length]
