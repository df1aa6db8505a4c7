"""The alarms of a promise: whoever has it is warned; managers and customer hear that it was missed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from escalations.complaints import deadlines, emails
from escalations.complaints.actions.moving import move
from escalations.complaints.models import Complaint, ComplaintPromise
from portal.workflow.moves import lock


@transaction.atomic
def ring(promise_id: int, *, at: datetime) -> None:
    """Say what is worth saying now. Running twice, late, or beside the verb that keeps it changes nothing."""
    complaint_id = ComplaintPromise.objects.values_list("complaint_id", flat=True).get(pk=promise_id)
    # The verbs lock the complaint first, so that what they keep cannot be called missed beside them.
    complaint = lock(Complaint(pk=complaint_id))
    promise = ComplaintPromise.objects.due(at).select_related("calendar").filter(pk=promise_id).first()
    if promise is None:
        return
    promise.complaint = complaint
    share = max(promise.alarms_due(at))
    if share >= deadlines.MISSED:
        _miss(promise, at)
    else:
        _warn(promise, share, at)


def _warn(promise: ComplaintPromise, share: int, at: datetime) -> None:
    promise.save(update_fields=promise.hear(at))
    told = emails.warned(promise, share)
    _complaint, event = move(promise.complaint, "warn", by=None, at=at, public=False)
    event.detail = f"{promise.kind}:{share}:{told}"
    event.save(update_fields=["detail"])


def _miss(promise: ComplaintPromise, at: datetime) -> None:
    """Recorded as missed once, and said so; it stays owed and stays first in the queue until it is done."""
    promise.save(update_fields=promise.miss(at))
    _complaint, event = move(promise.complaint, "miss", by=None, at=at)
    event.detail = promise.kind
    event.save(update_fields=["detail"])
    emails.missed(promise)
    emails.late(promise)
