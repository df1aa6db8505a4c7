"""The story of an escalation as its readers see it, newest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from escalations.models import Escalation, EscalationEvent
from escalations.wording import CUSTOMER_MESSAGES, TEAM_MESSAGES, sentence


@dataclass(frozen=True)
class Entry:
    """A line, or a message with an author. kind: event, own, staff (a card like any other), team or note."""

    kind: str
    at: datetime
    words: str
    text: str = ""
    author: object = None
    files: list = field(default_factory=list)
    pk: int = 0


def for_customer(escalation: Escalation, reader) -> list[Entry]:
    """Public events only: what is internal is not even read."""
    return _told(escalation, _read(escalation.events.public()), reader=reader, staff=False)


def events_for_staff(escalation: Escalation) -> list[EscalationEvent]:
    """Everything, internal notes included, the newest first."""
    return _read(escalation.events)


def for_staff(escalation: Escalation, events: list[EscalationEvent]) -> list[Entry]:
    """The same as a conversation."""
    return _told(escalation, events, reader=None, staff=True)


def _read(events) -> list[EscalationEvent]:
    return list(events.select_related("by").prefetch_related("attachments").order_by("-at", "-pk"))


def _told(escalation: Escalation, events: list[EscalationEvent], *, reader, staff: bool) -> list[Entry]:
    entries = []
    for event in events:
        if event.verb == "submit":
            entries.append(_opening(escalation, event, reader))
        entries += _entries(event, escalation, reader, staff)
    return entries


def _entries(event, escalation: Escalation, reader, staff: bool) -> list[Entry]:
    words = sentence(event, case=escalation.ticket.reference, reader=reader, staff=staff)
    if not event.note:
        return [Entry("event", event.at, words)]
    kind = _kind(event, reader)
    message = Entry(kind, event.at, words, event.note, event.by, list(event.attachments.all()), event.pk)
    # What the customer wrote needs no line that says so.
    return [message] if kind != "event" else [Entry("event", event.at, f"{words}: {event.note}")]


def _kind(event, reader) -> str:
    if event.verb in TEAM_MESSAGES:
        return "team"
    if event.verb in CUSTOMER_MESSAGES:
        return "own" if reader is not None and event.by_id == reader.pk else "staff"
    return "note" if not event.public else "event"


def _opening(escalation: Escalation, event, reader) -> Entry:
    """What the customer told us, as the first message."""
    kind = "own" if reader is not None and event.by_id == reader.pk else "staff"
    text = f"{escalation.reason}\n\n{escalation.description}"
    return Entry(kind, event.at, "", text, escalation.requester, list(escalation.attachments.all()), event.pk)
