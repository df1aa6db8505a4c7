"""What every verb of a request is made of: the move by the table, and the words that come with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from portal.attachments.actions import claim
from portal.attachments.models import Attachment
from portal.workflow.moves import lock, make_move
from tickets import deadlines, search
from tickets.models import Event, Message, Side, Ticket
from tickets.moves import LEADS, MOVES
from tickets.states import Status

Files = Iterable[Attachment]
Voice = Message.Voice


def record(
    ticket: Ticket, verb: str, *, by, at: datetime | None = None, note: str = "", public: bool = True
) -> Event:
    """A line in the story of a request about something that happened in a room above."""
    return ticket.events.create(verb=verb, by=by, at=at or timezone.now(), note=note, public=public)


def move(ticket: Ticket, verb: str, *, by, at: datetime, public: bool = True, **fields) -> Ticket:
    """The move by the table; one that the customer sees is also a change of the request."""
    ticket = lock(ticket)
    fields["version"] = ticket.version + 1
    if verb in LEADS:
        fields["status"] = LEADS[verb].get(Status(ticket.status), ticket.status)
    if public:
        fields["changed_at"] = at
    if ticket.closes_at and (MOVES[verb].end or fields.get("status", ticket.status)) != ticket.status:
        # It left pending closure, whichever way.
        fields |= {"closes_at": None, "rings_at": None}
    ticket, _event = make_move(ticket, verb, moves=MOVES, by=by, at=at, public=public, **fields)
    deadlines.follow(ticket, verb, at)
    return ticket


def step(ticket: Ticket, verb: str, *, by, at: datetime | None = None, **fields) -> Ticket:
    """A move of which the customer reads only where their word for it changes."""
    ticket = lock(ticket)
    here = Status(ticket.status)
    there = Status(MOVES[verb].end or LEADS.get(verb, {}).get(here, here))
    public = not here.meaning.reads_like(there.meaning)
    return move(ticket, verb, by=by, at=at or timezone.now(), public=public, **fields)


def tell(ticket, verb, *, by, text, files, at=None, voice=Voice.SUPPORT, **fields):
    at = at or timezone.now()
    ticket = move(ticket, verb, by=by, at=at, last_public_by=Side.STAFF, **fields)
    return ticket, say(ticket, text, by=by, at=at, voice=voice, files=files)


def keep_inside(ticket, text, *, by, at, files=()) -> Message:
    """An internal note."""
    return say(ticket, text, by=by, at=at, voice=Voice.SUPPORT, files=files, kind=Message.Kind.INTERNAL)


def say(ticket, text, **words) -> Message:
    message = said(ticket, text, **words)
    search.index(message)
    return message


def said(ticket, text, *, by, at, voice, files, kind=Message.Kind.PUBLIC) -> Message:
    message = Message.objects.create(ticket=ticket, author=by, kind=kind, voice=voice, body=text, at=at)
    claim(files, message, by=by)
    return message
