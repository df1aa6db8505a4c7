"""One request, one subject (S3-14 to S3-16): what holds several becomes several, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.attachments.actions import give, share
from portal.attachments.models import Attachment
from portal.workflow.moves import IllegalMove, lock
from tickets import emails, search
from tickets.actions.moving import move
from tickets.actions.raising import begin, submit
from tickets.models import Link, Message, Side, Ticket

# What a request that was split off has from the first one.
_INHERITED = (
    "requester_id",
    "organisation_id",
    "team_id",
    "form",
    "impact",
    "criticality",
    "category_id",
    "product_id",
    "plan_id",
)
EVERYWHERE = "all"


@dataclass(frozen=True)
class Piece:
    """One question of several, and the files of the first request that go with it."""

    subject: str
    text: str
    moved: tuple[Attachment, ...] = ()
    shared: tuple[Attachment, ...] = ()


@transaction.atomic
def split(ticket: Ticket, *, by, subject: str, chosen: Sequence[Message]) -> Ticket:
    """An agent puts chosen messages, with their files, into a request of their own. They stay here too."""
    ticket, now = lock(ticket), timezone.now()
    inherited = {name: getattr(ticket, name) for name in _INHERITED}
    new = Ticket(**inherited, subject=subject, created_at=now, changed_at=now)
    begin(new, now)
    for number, message in enumerate(chosen):
        copy = _copied(message, new)
        # Found by the words of its subject and its customer too, like every request.
        names = (subject, new.requester.name, new.requester.email) if number == 0 else ()
        search.index(copy, *names)
    new.events.create(verb="split_off", by=by, at=now, note=ticket.reference)
    ticket = move(ticket, "split", by=by, at=now, note=new.reference)
    _tie(ticket, [new], by=by, at=now)
    emails.split(ticket, new)
    return new


@transaction.atomic
def separate(ticket: Ticket, *, by, pieces: Sequence[Piece]) -> list[Ticket]:
    """The customer makes requests of their own of the questions in the one they have just sent."""
    ticket, now = lock(ticket), timezone.now()
    if by.pk != ticket.requester_id:
        raise IllegalMove(_("Only who sent it can do this."))
    if ticket.events.filter(verb="separate").exists():
        raise IllegalMove(_("Its questions are requests of their own already."))
    made = [_raised(ticket, piece, by=by) for piece in pieces]
    numbers = ", ".join(new.reference for new in made)
    ticket = move(ticket, "separate", by=by, at=now, note=numbers, last_public_by=Side.CUSTOMER)
    _tie(ticket, made, by=by, at=now)
    return made


def _raised(ticket: Ticket, piece: Piece, *, by) -> Ticket:
    asked = {name: getattr(ticket, name) for name in ("form", "impact", "criticality", "category", "product")}
    new = submit(by=by, subject=piece.subject, text=piece.text, **asked)
    new.events.create(verb="split_off", by=by, at=new.created_at, note=ticket.reference)
    message = new.messages.get()
    for file in piece.moved:
        give(file, message)
    for file in piece.shared:
        share(file, message)
    return new


def _copied(message: Message, new: Ticket) -> Message:
    copy = Message.objects.create(
        ticket=new,
        author_id=message.author_id,
        kind=message.kind,
        voice=message.voice,
        body=message.body,
        at=message.at,
    )
    for file in message.attachments.all():
        share(file, copy)
    return copy


def _tie(ticket: Ticket, made: Iterable[Ticket], *, by, at) -> None:
    Link.objects.bulk_create(
        Link(first=ticket, second=new, kind=Link.Kind.SPLIT, by=by, at=at) for new in made
    )
