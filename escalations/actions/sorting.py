"""Two threads: the case's conversation is about the matter, the escalation's story about its progress.

What was written in the wrong one is moved, with its files; public words stay public. Both say so.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from escalations.actions.moving import move
from escalations.models import Escalation, EscalationEvent
from portal.attachments.actions import give
from portal.workflow.moves import IllegalMove, lock
from tickets.actions import put_in, record, take_out
from tickets.models import Message

Voice = Message.Voice
# What an event stands for when it is a message: what the customer added, what we wrote, what stays inside.
CUSTOMERS, OURS, INSIDE = "add", "say", "note"


class NotThere(IllegalMove):
    """It was moved meanwhile, or it belongs where it is."""


@transaction.atomic
def move_in(escalation: Escalation, *, by, message: int) -> Escalation:
    """A message of the case's conversation comes into the story of its escalation."""
    ticket = lock(escalation.ticket)  # case first, then escalation
    escalation, event = move(escalation, "move_in", by=by)
    moved = movable_in(escalation).filter(pk=message).first()
    if moved is None:
        raise NotThere(_("This message is not in the conversation of the case any more."))
    _say(event, ticket.reference, public=not moved.is_internal)
    came = EscalationEvent.objects.create(
        escalation=escalation,
        verb=INSIDE if moved.is_internal else CUSTOMERS if moved.is_of_customer else OURS,
        by=moved.author,
        at=moved.at,
        note=moved.body,
        public=not moved.is_internal,
    )
    for file in moved.attachments.all():
        give(file, came)
    take_out(moved)
    record(ticket, "move_out", by=by, at=event.at, note=escalation.reference, public=event.public)
    return escalation


@transaction.atomic
def move_out(escalation: Escalation, *, by, message: int) -> Escalation:
    """A message of the escalation's story goes into the conversation of its case, to be worked on there."""
    ticket = lock(escalation.ticket)
    escalation, event = move(escalation, "move_out", by=by)
    moved = movable_out(escalation).filter(pk=message).first()
    if moved is None:
        raise NotThere(_("This message is not in the story of the escalation any more."))
    _say(event, ticket.reference, public=moved.public)
    came = put_in(
        ticket,
        moved.note,
        author=moved.by,
        at=moved.at,
        voice=Voice.CUSTOMER if moved.verb == CUSTOMERS else Voice.SUPPORT,
        kind=Message.Kind.PUBLIC if moved.public else Message.Kind.INTERNAL,
    )
    for file in moved.attachments.all():
        give(file, came)
    moved.delete()
    record(ticket, "move_in", by=by, at=event.at, note=escalation.reference, public=event.public)
    return escalation


def movable_in(escalation: Escalation):
    """Messages of the case, newest first. The first is the case; updates of ours stand in both already."""
    said = Message.objects.filter(ticket=escalation.ticket).exclude(voice=Voice.RESOLUTIONS)
    first = Message.objects.filter(ticket=escalation.ticket).order_by("at", "pk").values("pk")[:1]
    return said.exclude(pk__in=first).order_by("-at", "-pk")


def movable_out(escalation: Escalation):
    """What was said about progress, newest first; what a verb says stays with it."""
    said = escalation.events.filter(verb__in=[CUSTOMERS, OURS, INSIDE], by__isnull=False).exclude(note="")
    return said.order_by("-at", "-pk")


def _say(event: EscalationEvent, number: str, *, public: bool) -> None:
    """Which case; the customer reads of it only where they read the message."""
    event.detail, event.public = number, public
    event.save(update_fields=["detail", "public"])
