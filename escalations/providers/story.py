"""The story of an issue as its readers see it, newest first."""

from __future__ import annotations

from escalations.providers.models import ProviderEvent, ProviderIssue
from escalations.providers.wording import OUR_MESSAGES, PROVIDERS_MESSAGES, sentence
from escalations.story import Entry


def for_provider(issue: ProviderIssue, reader) -> list[Entry]:
    """Public events only: what is internal is not even read."""
    return [_entry(event, reader) for event in _read(issue.events.public())]


def for_staff(issue: ProviderIssue) -> list[Entry]:
    """Everything, internal notes included."""
    return [_entry(event, None) for event in _read(issue.events)]


def _read(events) -> list[ProviderEvent]:
    return list(events.select_related("by").prefetch_related("attachments").order_by("-at", "-pk"))


def _entry(event: ProviderEvent, reader) -> Entry:
    words = sentence(event)
    if not event.note:
        return Entry("event", event.at, words, pk=event.pk)
    return Entry(
        _kind(event, reader),
        event.at,
        words,
        event.note,
        event.by,
        list(event.attachments.all()),
        event.pk,
    )


def _kind(event: ProviderEvent, reader) -> str:
    if event.verb in OUR_MESSAGES:
        return "team"
    if event.verb in PROVIDERS_MESSAGES and reader is not None and event.by_id == reader.pk:
        return "own"
    return "staff" if event.public else "note"
