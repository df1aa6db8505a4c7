"""The policy of our promises: how long each kind is, and what keeps, pauses and follows it."""

from __future__ import annotations

from datetime import datetime

from escalations.models import Escalation, Promise
from escalations.states import Kind
from portal.businesstime.models import Calendar

# In working days of the organisation's calendar.
WITHIN_DAYS = {Kind.ACKNOWLEDGE: 1, Kind.REVIEW: 1, Kind.PLAN: 1, Kind.UPDATE: 2}
HOLDING_DAYS = 1

# What a verb leaves owed to the customer: an open escalation always has a next promise.
NEXT = {
    "submit": Kind.ACKNOWLEDGE,
    "acknowledge": Kind.REVIEW,
    "approve": Kind.PLAN,
    "share_plan": Kind.UPDATE,
    "update": Kind.UPDATE,
    "answer_once": Kind.REVIEW,
    "ask_next_level": Kind.REVIEW,
}

# Shares of the working time at which somebody is told. The last is the deadline itself.
HALF, THREE_QUARTERS, NEARLY, MISSED = 50, 75, 90, 100
SHARES = (HALF, THREE_QUARTERS, NEARLY, MISSED)


def first_promise(at: datetime) -> Promise:
    """The acknowledgement, promised with the receipt; not stored before its escalation is."""
    return _promised(Kind.ACKNOWLEDGE, at, WITHIN_DAYS[Kind.ACKNOWLEDGE], number=1, began="received")


def move_on(escalation: Escalation, verb: str, at: datetime) -> Promise | None:
    """The verb does what was promised: that is kept, and what follows is promised."""
    keep_all(escalation, at)
    promise = _start(escalation, NEXT[verb], at) if verb in NEXT else None
    refresh(escalation)
    return promise


def hold(promise: Promise, at: datetime) -> Promise:
    """A promise was missed. It stays missed; the same is promised again, shortly."""
    promise.save(update_fields=promise.miss(at))
    following = _start(promise.escalation, Kind(promise.kind), at, days=HOLDING_DAYS)
    refresh(promise.escalation)
    return following


def keep_all(escalation: Escalation, at: datetime) -> None:
    # Deadlines are whole seconds, so the second itself is still in time.
    at = at.replace(microsecond=0)
    for promise in escalation.promises.open().select_related("calendar"):
        promise.save(update_fields=promise.keep(at))


def let_go(escalation: Escalation, at: datetime) -> None:
    """Nothing is owed any more, and what was not done is not called kept."""
    escalation.promises.open().update(let_go_at=at, next_alarm_at=None)
    refresh(escalation)


def pause_all(escalation: Escalation, at: datetime) -> None:
    """A question pauses what is promised, except to acknowledge: reading it needs no answer."""
    for promise in escalation.promises.open().exclude(kind=Kind.ACKNOWLEDGE).select_related("calendar"):
        if promise.paused_at is None and promise.missed_at is None:
            promise.save(update_fields=promise.pause(at))
    refresh(escalation)


def resume_all(escalation: Escalation, at: datetime) -> None:
    for promise in escalation.promises.open().filter(paused_at__isnull=False).select_related("calendar"):
        promise.save(update_fields=promise.resume(at))
    refresh(escalation)


def refresh(escalation: Escalation) -> None:
    """Write down for the queue what is due next."""
    escalation.save(update_fields=escalation.set_next_due())


def _start(escalation: Escalation, kind: Kind, at: datetime, days: int | None = None) -> Promise:
    number = escalation.promises.filter(kind=kind).count() + 1
    promise = _promised(kind, at, days or WITHIN_DAYS[kind], number=number, escalation=escalation)
    promise.save()
    return promise


def _promised(kind: Kind, at: datetime, days: int, **fields) -> Promise:
    # Only the first clock begins with something that was received; the others begin with what we said.
    fields.setdefault("began", "promised")
    return Promise.promised(Calendar.objects.default(), at, days=days, shares=SHARES, kind=kind, **fields)
