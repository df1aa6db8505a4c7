"""A message that belongs in another thread: taken out of the conversation of a case, or put into it."""

from __future__ import annotations

from datetime import datetime

from tickets import search
from tickets.models import Message, Ticket


def take_out(message: Message) -> None:
    """The caller keeps its words and its files elsewhere, and has locked the case."""
    search.forget(message)
    message.delete()


def put_in(ticket: Ticket, text: str, *, author, at: datetime, voice: str, kind: str) -> Message:
    """As it was written, with its own time; it is nobody's turn because of it."""
    message = Message.objects.create(ticket=ticket, author=author, kind=kind, voice=voice, body=text, at=at)
    search.index(message)
    return message
