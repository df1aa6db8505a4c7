"""The story of a complaint as its readers see it, newest first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escalations.complaints.models import Complaint, ComplaintEvent
from escalations.complaints.wording import CUSTOMER_MESSAGES, TEAM_MESSAGES, sentence
from escalations.story import Entry


def for_customer(complaint: Complaint, reader) -> list[Entry]:
    """Public events only: what is internal is not even read."""
    return _told(complaint, _read(complaint.events.public()), reader=reader, staff=False)


def events_for_staff(complaint: Complaint) -> list[ComplaintEvent]:
    """Everything, internal notes included, the newest first."""
    return _read(complaint.events)


def for_staff(complaint: Complaint, events: list[ComplaintEvent]) -> list[Entry]:
    return _told(complaint, events, reader=None, staff=True)


def _read(events) -> list[ComplaintEvent]:
    people = events.select_related("by", "outcome")
    return list(people.prefetch_related("attachments").order_by("-at", "-pk"))


def _told(complaint: Complaint, events: list[ComplaintEvent], *, reader, staff: bool) -> list[Entry]:
    entries = []
    for event in events:
        if event.verb == "submit":
            entries.append(_opening(complaint, event, reader))
        entries += _entries(event, reader, staff)
    return entries


def _entries(event, reader, staff: bool) -> list[Entry]:
    words = sentence(event, reader=reader, staff=staff)
    if not event.note:
        return [Entry("event", event.at, words)]
    kind = _kind(event, reader)
    if kind == "event":
        return [Entry("event", event.at, f"{words}: {event.note}")]
    message = Entry(kind, event.at, words, event.note, event.by, list(event.attachments.all()), event.pk)
    # That they wrote needs no line of its own; whether they are satisfied does.
    said = [Entry("event", event.at, words)] if event.verb in ("satisfied", "not_satisfied") else []
    return [*said, message]


def _kind(event, reader) -> str:
    if event.verb in TEAM_MESSAGES:
        return "team"
    if event.verb in CUSTOMER_MESSAGES:
        return _own_or_not(event, reader)
    return "note" if not event.public else "event"


def _own_or_not(event, reader) -> str:
    return "own" if reader is not None and event.by_id == reader.pk else "staff"


def _opening(complaint: Complaint, event, reader) -> Entry:
    """What the customer told us, as the first message."""
    wish = _("What would put it right: %(wish)s") % {"wish": complaint.wish}
    text = f"{complaint.what_happened}\n\n{wish}"
    files = list(complaint.attachments.all())
    return Entry(_own_or_not(event, reader), event.at, "", text, complaint.requester, files, event.pk)
