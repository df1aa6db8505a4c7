"""The review: acknowledge, ask, approve or decline."""

from __future__ import annotations

from django.db import transaction

from escalations import deadlines, emails
from escalations.actions.leading import propose_engineer
from escalations.actions.moving import count_as_update, move
from escalations.communication import spoken_updates
from escalations.models import Escalation


@transaction.atomic
def acknowledge(escalation: Escalation, *, by, note: str = "") -> Escalation:
    """A person has read it and says so: it is being assessed, by whom. This stops the first clock."""
    escalation, event = move(escalation, "acknowledge", by=by, note=note, waiting_since=None)
    escalation.acknowledged_at = event.at
    escalation.holder = escalation.holder or by
    escalation.save(update_fields=["acknowledged_at", "holder"])
    promise = deadlines.move_on(escalation, "acknowledge", event.at)
    emails.acknowledged(escalation, event, promise)
    return escalation


@transaction.atomic
def ask(escalation: Escalation, *, by, note: str) -> Escalation:
    """Put a question to the customer. Our clock stands still until the answer comes."""
    escalation, event = move(escalation, "ask", by=by, note=note)
    escalation.waiting_since = event.at
    escalation.save(update_fields=["waiting_since"])
    deadlines.pause_all(escalation, event.at)
    emails.asked(escalation, event)
    return escalation


@transaction.atomic
def record_call(escalation: Escalation, *, by, note: str) -> Escalation:
    """We spoke with the customer. What was said is kept, and they get it in writing."""
    escalation, event = move(escalation, "record_call", by=by, note=note)
    if spoken_updates(escalation):
        count_as_update(escalation, event)
    emails.called(escalation, event)
    return escalation


@transaction.atomic
def approve(escalation: Escalation, *, by, note: str) -> Escalation:
    """The review ends with yes. Whoever handles the case is told before anybody else."""
    escalation, event = move(escalation, "approve", by=by, note=note, waiting_since=None)
    escalation.reviewed_at = event.at
    escalation.save(update_fields=["reviewed_at"])
    promise = deadlines.move_on(escalation, "approve", event.at)
    told = emails.agent_first(escalation, event)
    names = ", ".join(str(person) for person in told)
    escalation.events.create(verb="tell_agent", by=None, at=event.at, detail=names[:100], public=False)
    propose_engineer(escalation, at=event.at)
    emails.approved(escalation, event, promise)
    return escalation


@transaction.atomic
def decline(escalation: Escalation, *, by, note: str) -> Escalation:
    """The review ends with no, and why. The customer may answer once, or ask the next level."""
    escalation, event = move(escalation, "decline", by=by, note=note, waiting_since=None)
    escalation.reviewed_at = event.at
    escalation.save(update_fields=["reviewed_at"])
    deadlines.move_on(escalation, "decline", event.at)
    emails.declined(escalation, event)
    return escalation
