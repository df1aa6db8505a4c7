"""The updates that were promised: those that are late, and the coming ones day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from escalations.models import Escalation, Promise
from escalations.states import Band, Kind
from portal.businesstime.wording import day, hour, there

DAYS = 14
MOST = 200


@dataclass(frozen=True)
class Day:
    on: date
    name: str
    rows: list[dict]


def late(reader) -> list[dict]:
    """Missed and still owed, the longest first, in this and the last two weeks."""
    now = timezone.now()
    missed = _promised(reader).filter(missed_at__isnull=False, due_by__gt=now - timedelta(days=DAYS))
    return [_row(promise) for promise in missed.filter(due_by__lte=now)[:MOST]]


def coming(reader) -> list[Day]:
    """The next two weeks, only days with something; at most `MOST` rows."""
    now = timezone.now()
    rows = _promised(reader).filter(missed_at=None, due_by__gt=now, due_by__lte=now + timedelta(days=DAYS))
    found = list(rows[:MOST])
    return [
        Day(on, day(on), [_row(promise) for promise in promises])
        for on, promises in groupby(found, lambda promise: there(promise.due_by).date())
    ]


def _promised(reader) -> QuerySet:
    """Owed updates of open escalations that this person sees, by the index of what is due in a month."""
    seen = Escalation.objects.visible_to(reader).filter(band__lt=Band.PAUSED)
    owed = Promise.objects.open().filter(kind=Kind.UPDATE, paused_at=None, escalation__in=seen)
    return owed.select_related(
        "escalation__requester", "escalation__holder", "escalation__ticket__organisation"
    ).defer("explanation", "alarms", "escalation__description", "escalation__reason")


def _row(promise: Promise) -> dict:
    escalation = promise.escalation
    return {
        "hour": hour(there(promise.due_by)),
        "day": day(there(promise.due_by).date()),
        "reference": escalation.reference,
        "subject": escalation.subject,
        "customer": str(escalation.ticket.organisation or escalation.requester),
        "holder": escalation.holder,
        "url": reverse("admin:escalations_escalation_change", args=[escalation.pk]),
    }
