"""The verbs of a comment. When one more or one less is shown, the article counts it in the same moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledgebase.commenting import letters
from knowledgebase.commenting.states import MOVES, Standing
from knowledgebase.models import Article, Comment, CommentEvent, Version
from portal.workflow.moves import IllegalMove, lock

# What one person writes within an hour, in new comments and changed ones.
MOST_AN_HOUR = 20
_WRITING = ("comment", "edit")


class TooMany(Exception):
    """This person wrote as much as one may within an hour."""


@transaction.atomic
def comment(article: Article, *, by, body: str) -> Comment:
    """Staff's comments appear at once; a customer's when an editor has read it."""
    Version.move()
    _check_share(by)
    at = timezone.now()
    state = Standing.SHOWN if by.is_staff else Standing.WAITING
    made = Comment.objects.create(article=article, author=by, body=body, state=state, at=at, waiting_since=at)
    _note(made, "comment", by, at)
    _count(made, Standing.WAITING)
    return made


@transaction.atomic
def edit(comment: Comment, *, by, body: str) -> Comment:
    """Its author says it otherwise. A customer's is read again before anybody else sees it."""
    Version.move()
    comment, former = _held(comment, "edit")
    if comment.body == body:
        return comment
    _check_share(by)
    at = timezone.now()
    state = Standing.SHOWN if by.is_staff else Standing.WAITING
    fields = {"body": body, "edited_at": at, "reason": "", "state": state}
    _save(comment, **fields, waiting_since=at)
    _note(comment, "edit", by, at)
    _count(comment, former)
    return comment


@transaction.atomic
def withdraw(comment: Comment, *, by) -> Comment:
    """Its author takes it away: the words are gone, not only hidden."""
    Version.move()
    comment, former = _held(comment, "withdraw")
    _save(comment, state=Standing.WITHDRAWN, body="", reason="")
    comment.events.update(note="")
    _note(comment, "withdraw", by, timezone.now())
    _count(comment, former)
    return comment


@transaction.atomic
def publish(comment: Comment, *, by) -> Comment:
    """Everybody who reads the article sees it; its author is told."""
    Version.move()
    comment, former = _held(comment, "publish")
    _save(comment, state=Standing.SHOWN, reason="")
    event = _note(comment, "publish", by, timezone.now())
    _count(comment, former)
    letters.published(comment, event)
    return comment


@transaction.atomic
def turn_down(comment: Comment, *, by, reason: str) -> Comment:
    """Nobody but its author sees it, who is told why and may write it otherwise."""
    Version.move()
    comment, former = _held(comment, "turn_down")
    _save(comment, state=Standing.REFUSED, reason=reason)
    event = _note(comment, "turn_down", by, timezone.now(), reason)
    _count(comment, former)
    letters.turned_down(comment, event)
    return comment


def _held(comment: Comment, verb: str) -> tuple[Comment, str]:
    """The row under lock and where it stood, if the table lets this verb start there."""
    comment = lock(comment)
    if comment.state not in MOVES[verb].starts:
        raise IllegalMove(
            _("This cannot be done now: it is “%(status)s”. Someone may have been quicker.")
            % {"status": comment.get_state_display()}
        )
    return comment, comment.state


def _save(comment: Comment, **fields) -> None:
    for name, value in fields.items():
        setattr(comment, name, value)
    comment.save(update_fields=list(fields))


def _note(comment: Comment, verb: str, by, at: datetime, note: str = "") -> CommentEvent:
    return comment.events.create(verb=verb, by=by, at=at, note=note)


def _count(comment: Comment, former: str) -> None:
    """The article's number of comments is that of those it shows."""
    change = (comment.state == Standing.SHOWN) - (former == Standing.SHOWN)
    if change:
        Article.objects.filter(pk=comment.article_id).update(comment_count=F("comment_count") + change)


def _check_share(person) -> None:
    since = timezone.now() - timedelta(hours=1)
    written = CommentEvent.objects.filter(by=person, at__gt=since, verb__in=_WRITING)
    if written.count() >= MOST_AN_HOUR:
        raise TooMany
