"""Messages and events of one request, told in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.attachments.beside import give_files
from portal.attachments.models import Attachment
from portal.businesstime.wording import short_moment
from portal.workflow.prepared import prepared
from tickets.models import Event, Message
from tickets.wording import told

_BEFORE, _SAID, _AFTER = range(3)


@dataclass(frozen=True)
class Entry:
    """One item of the conversation, as its fragment draws it."""

    at: datetime
    when: str
    event: str = ""
    message: Message | None = None
    kind: str = ""
    files: tuple[Attachment, ...] = ()
    place: int = _SAID

    @property
    def anchor(self) -> str:
        return f"message-{self.message.pk}"


@dataclass(frozen=True)
class File:
    """A file in the list beside the conversation."""

    attachment: Attachment
    message: Message
    own: bool


def said_of(ticket: int, *, inside: bool) -> list[Message]:
    """The messages of a request with their files, oldest first; `inside`: internal notes too."""
    return give_files(_messages_of(ticket, inside=inside))


@prepared
def _messages_of(ticket: int, *, inside: bool):
    messages = Message.objects.filter(ticket=ticket)
    return (messages if inside else messages.public()).select_related("author")


@prepared
def happened_to(ticket: int, *, inside: bool):
    """The events of a request with who did it, oldest first; `inside`: also what the customer is not told."""
    events = Event.objects.filter(ticket=ticket)
    return (events if inside else events.filter(public=True)).select_related("by")


def conversation(messages: Iterable[Message], events: Iterable[Event], reader) -> list[Entry]:
    """Oldest first. Of the same moment: who took it, then what was said, then what came of it."""
    entries = [_spoken(message, reader) for message in messages]
    entries += [
        Entry(event.at, short_moment(event.at), event=words, place=_place(event))
        for event in events
        if (words := told(event, reader))
    ]
    return sorted(entries, key=lambda entry: (entry.at, entry.place))


def files_of(messages: Iterable[Message], reader) -> list[File]:
    return [
        File(attachment, message, message.author_id == reader.pk)
        for message in messages
        for attachment in message.files
    ]


def _place(event: Event) -> int:
    return _BEFORE if event.verb in ("take", "start") else _AFTER


def _spoken(message: Message, reader) -> Entry:
    return Entry(
        message.at,
        short_moment(message.at),
        message=message,
        kind=_kind(message, reader),
        files=tuple(message.files),
    )


def _kind(message: Message, reader) -> str:
    if message.author_id == reader.pk:
        return "own"
    return "team" if message.voice == Message.Voice.RESOLUTIONS else "staff"
