"""The stage line of a request: six points, of which one is the present one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from portal.businesstime.wording import short_day, there
from tickets.models import Event, Ticket
from tickets.states import Stage, Status

# Not every request passes through these; one that support closes is not tested either.
_OPTIONAL = {Stage.INVESTIGATION, Stage.DEVELOPMENT, Stage.QUOTE, Stage.TESTING}


def line(ticket: Ticket, events: Iterable[Event]) -> list[dict]:
    """The six stages, each with its state and one fact. The events are given oldest first."""
    reached = _reached(events)
    stages = list(Stage)
    # A request that nobody has taken up yet stands before triage; a closed one has left the line.
    present = ticket.meaning.stage or (Stage.TRIAGE if ticket.is_open else None)
    place = stages.index(present) if present else len(stages)
    return [
        {"name": stage.label, **_told(ticket, stage, number, place, reached.get(stage))}
        for number, stage in enumerate(stages)
    ]


def _reached(events: Iterable[Event]) -> dict[Stage, datetime]:
    """When the request first came to each stage."""
    reached: dict[Stage, datetime] = {}
    for event in events:
        stage = Status(event.status).meaning.stage
        if stage is not None:
            reached.setdefault(stage, event.at)
    return reached


def _told(ticket: Ticket, stage: Stage, number: int, place: int, at: datetime | None) -> dict:
    if number == place:
        if ticket.meaning.is_before_line:
            return {"state": "present", "detail": _("not taken up yet")}
        return {"state": "present", "detail": at and _("since %(day)s") % {"day": short_day(there(at))}}
    if number < place:
        if at is None and (stage in _OPTIONAL or ticket.merged_into_id):
            return {"state": "not_needed", "detail": ""}
        return {"state": "passed", "detail": at and short_day(there(at))}
    if stage == Stage.QUOTE:
        return {"state": "not_needed", "detail": ""}
    return {"state": "to_come", "detail": _AHEAD.get(stage, _nothing)()}


def _nothing() -> str:
    return ""


_AHEAD = {
    Stage.DEVELOPMENT: lambda: _("if a release is needed"),
    Stage.TESTING: lambda: _("you confirm"),
}
