"""What other rooms tell: a request was written although an article had been read, an answer named one."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledgebase.learning import proposing
from knowledgebase.learning.models import Origin, WrittenAfter
from knowledgebase.learning.states import Source
from knowledgebase.models import Article, Translation, Version
from knowledgebase.writing import actions as writing
from knowledgebase.writing import showing
from knowledgebase.writing.states import Kind
from portal.workflow.moves import IllegalMove

MOST_NAMED = 3
# Our own addresses only: whole, or as a path that stands alone.
_NAMED = re.compile(
    rf"(?:{re.escape(settings.SITE_URL)}|(?<![\w.:/\-]))(?:/[a-z]{{2}})?/articles/([1-9][0-9]{{0,8}})(?:-[\w-]+)?/"
)


def wrote_after(articles: Iterable[int | None], *, request: int, at: datetime) -> None:
    """These articles were read, and yet somebody wrote (S3-32). One statement; none where none was read."""
    numbers = sorted({number for number in articles if number})
    if numbers:
        rows = [WrittenAfter(article_id=number, request=request, at=at) for number in numbers]
        WrittenAfter.objects.bulk_create(rows, ignore_conflicts=True)


def named_in(text: str) -> list[int]:
    """The articles that a text leads to."""
    return list(dict.fromkeys(map(int, _NAMED.findall(text))))[:MOST_NAMED]


def answered_with(text: str, question: str, *, of, names: list[str]) -> None:
    """An agent answered with articles: the customer's words are proposed for those the customer may read."""
    if numbers := named_in(text):
        seen = Translation.objects.visible_to(of).filter(article__in=numbers).order_by("article")
        for number in seen.values_list("article", flat=True).distinct():
            proposing.propose(number, of.language, question, source=Source.ANSWER, names=names)


@transaction.atomic
def draft_of(request: int, *, by, section, language: str, title: str, body: str) -> Article:
    """A problem for staff alone, as a draft. IllegalMove where this request has been made one of already."""
    Version.move()
    if made := Origin.objects.filter(request=request).select_related("article").first():
        raise IllegalMove(_("An article was made of this request: %(key)s.") % {"key": made.article.key})
    key = f"{slugify(title)[:60].strip('-') or 'problem'}-{secrets.token_hex(3)}"
    article = Article.objects.create(key=key, section=section, kind=Kind.PROBLEM, author=by)
    Origin.objects.create(article=article, request=request)
    showing.keep(article)
    manuscript = article.manuscripts.get(language=language)
    texts = {"title": title, "body": body}
    writing.write(
        manuscript, by=by, texts=texts, seen=0, comment=_("Made of a request. Read it before it goes out.")
    )
    return article
