"""What the help centre learns from a request: how it was asked for, and a draft of an article."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from knowledgebase.learning import after
from knowledgebase.models import Version
from portal.workflow.moves import lock
from tickets import drafting
from tickets.actions.moving import move
from tickets.models import Message, Ticket


def learn_from(ticket: Ticket, message: Message) -> None:
    """Called by the verbs that answer, in their transaction: nothing is asked where no article is named."""
    if after.named_in(message.body):
        after.answered_with(
            message.body,
            drafting.question(ticket),
            of=ticket.requester,
            names=drafting.names_of(ticket, [message]),
        )


@transaction.atomic
def make_article(ticket: Ticket, *, by, section, language: str) -> Ticket:
    """A draft for staff from what both sides wrote, without names and numbers. The customer is not told."""
    Version.move()  # before the case, as every writer of articles
    lock(ticket)
    texts = drafting.drawn_up(ticket, language)
    article = after.draft_of(ticket.pk, by=by, section=section, language=language, **texts)
    return move(ticket, "make_article", by=by, at=timezone.now(), public=False, note=str(article.pk))
