"""The alarms of a promise: the team before it is due, the manager and the customer when it was missed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from escalations import deadlines, emails
from escalations.actions.moving import move
from escalations.models import Escalation, Promise
from escalations.states import Kind
from portal.workflow.moves import lock


@transaction.atomic
def ring(promise_id: int, *, at: datetime) -> None:
    """Say what is worth saying now. Running twice, late, or beside an acknowledgement changes nothing.

    After a long silence only the latest share is said: a warning that half of the time is used helps
    nobody once the time is up.
    """
    escalation_id = Promise.objects.values_list("escalation_id", flat=True).get(pk=promise_id)
    # The verbs lock the escalation first, so that what they keep cannot be called missed beside them.
    escalation = lock(Escalation(pk=escalation_id))
    promise = Promise.objects.due(at).select_related("calendar").filter(pk=promise_id).first()
    if promise is None:
        return
    promise.escalation = escalation
    share = max(promise.alarms_due(at))
    if share >= deadlines.MISSED:
        _miss(promise, at)
    else:
        _warn(promise, share, at)


def _warn(promise: Promise, share: int, at: datetime) -> None:
    promise.save(update_fields=promise.hear(at))
    told = emails.warned(promise, share)
    _escalation, event = move(promise.escalation, "warn", by=None, at=at, public=False)
    event.detail = f"{promise.kind}:{share}:{told}"
    event.save(update_fields=["detail"])


def _miss(promise: Promise, at: datetime) -> None:
    """Recorded as missed and said so; what was promised is promised again, never called done."""
    escalation, event = move(promise.escalation, "miss", by=None, at=at)
    promise.escalation = escalation
    event.detail = f"{promise.kind}:{promise.number}"
    event.save(update_fields=["detail"])
    following = deadlines.hold(promise, at)
    if promise.kind == Kind.UPDATE:
        _tell_above(promise, following, event)
    else:
        emails.missed_manager(promise, following)
    emails.holding(promise, following)


def _tell_above(promise: Promise, following: Promise, event) -> None:
    """A promised update that was missed is alarmed one level up; the event says to which."""
    above = emails.missed_above(promise, following)
    if above is not None:
        event.detail = f"{event.detail}:{above.number}"
        event.save(update_fields=["detail"])
