"""The letters about comments: to their author, what became of it; to who keeps an article, what waits."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import override

from knowledgebase.models import Article, Comment, CommentEvent, Translation
from portal.outbox.queue import queue_letter


def published(comment: Comment, event: CommentEvent) -> None:
    _to_author("comment_published", comment, event)


def turned_down(comment: Comment, event: CommentEvent) -> None:
    _to_author("comment_turned_down", comment, event)


def _to_author(name: str, comment: Comment, event: CommentEvent) -> None:
    """Nothing to who did it themselves, nor about an article that they may not read any more."""
    author = comment.author
    if author is None or author == event.by:
        return
    shown = best_text(comment.article_id, author)
    if shown is None:
        return
    queue_letter(
        f"knowledgebase/email/{name}",
        to=author,
        key=f"comment:{comment.pk}:{event.verb}:{event.pk}",
        context={"comment": comment, "title": shown.title, "address": address_of(shown, author.language)},
    )


def waiting(people: Iterable, articles: list[tuple[Article, int]], *, day, since: int) -> int:
    """Once a day, whatever waits. articles: each with how many comments; since: how many are new."""
    count = 0
    for person in people:
        rows = [(_title(article, person), number) for article, number in articles]
        queue_letter(
            "knowledgebase/email/comments_waiting",
            to=person,
            key=f"comments-waiting:{day}",
            context={"rows": rows, "total": sum(number for _article, number in articles), "fresh": since},
        )
        count += 1
    return count


def _title(article: Article, person) -> str:
    shown = best_text(article.pk, person)
    return shown.title if shown else article.key


def best_text(article: int, person) -> Translation | None:
    """The text that this person would get, in their language or the other; None: none."""
    found = Translation.objects.visible_to(person).best_for(person.language).filter(article_id=article)
    return found.only("article_id", "language", "title", "slug").first()


def address_of(shown: Translation, language: str) -> str:
    """The page in the reader's language, which shows the other text where there is none in it."""
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return shown.get_absolute_url()
