"""The work on an escalation: order, ladder, plan, updates, what we learn, and the end."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from escalations import emails
from escalations.actions.moving import climb, count_as_update, move
from escalations.models import Escalation
from portal.workflow.moves import lock
from tickets.actions import supplement


@transaction.atomic
def take(escalation: Escalation, *, by) -> Escalation:
    """This person holds it from now on."""
    escalation, _event = move(escalation, "take", by=by, holder=by)
    return escalation


@transaction.atomic
def raise_level(escalation: Escalation, *, by, note: str) -> Escalation:
    """One step up the ladder, with what has changed."""
    escalation, event = move(escalation, "raise_level", by=by, note=note)
    climb(escalation, event)
    emails.raised(escalation, event)
    return escalation


@transaction.atomic
def update(escalation: Escalation, *, by, note: str) -> Escalation:
    """Tell the customer how it goes. Where an update was promised, this is it, and the next is promised."""
    lock(escalation.ticket)  # case first, then escalation: the order of all who lock both
    escalation, event = move(escalation, "update", by=by, note=note)
    supplement(escalation.ticket, by=by, text=note)
    count_as_update(escalation, event)
    emails.updated(escalation, event)
    emails.update_copied(escalation, event)
    return escalation


@transaction.atomic
def note(escalation: Escalation, *, by, note: str) -> Escalation:
    """Words for the team alone."""
    escalation, _event = move(escalation, "note", by=by, note=note, public=False)
    return escalation


@transaction.atomic
def improve(escalation: Escalation, *, by, what: str, owner: str, due_on: date | None = None) -> Escalation:
    """Note what we change in how we work, so that it does not arise again."""
    escalation, event = move(escalation, "improve", by=by, note=what, public=False)
    escalation.improvements.create(what=what, owner=owner, due_on=due_on, noted_by=by, noted_at=event.at)
    return escalation
