"""The policy of our promises: how long each kind is, and what keeps, pauses and follows it."""

from __future__ import annotations

from datetime import datetime

from escalations import communication
from escalations.models import CommunicationPlan, Escalation, Promise
from escalations.states import Kind, Rhythm
from portal.businesstime.models import Calendar

# In working days of the organisation's calendar.
WITHIN_DAYS = {Kind.ACKNOWLEDGE: 1, Kind.REVIEW: 1, Kind.PLAN: 1, Kind.UPDATE: 2}
HOLDING_DAYS = 1
# The customer who was asked whether it is back on track is reminded so often, and each time after so long.
REMINDS_AFTER_DAYS = 3
MOST_REMINDERS = 3
# Working minutes until somebody has taken a customer's concern and arranged the call.
TAKE_CONCERN_MINUTES = 60

# What a verb leaves owed to the customer: an open escalation always has a next promise.
NEXT = {
    "submit": Kind.ACKNOWLEDGE,
    "acknowledge": Kind.REVIEW,
    "approve": Kind.PLAN,
    "share_plan": Kind.UPDATE,
    "update": Kind.UPDATE,
    "answer_once": Kind.REVIEW,
    "ask_next_level": Kind.REVIEW,
    "disagree": Kind.UPDATE,
    "withdraw_end": Kind.UPDATE,
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


def keep_update(escalation: Escalation, at: datetime) -> Promise:
    """An update was given, so the promised one is kept; a plan that is owed beside it stays owed."""
    updates = escalation.promises.open().filter(kind=Kind.UPDATE)
    promised, plan = updates.filter(missed_at=None).first(), communication.in_force(escalation)
    after = at
    if promised is not None and plan is not None:
        calendar = Calendar.objects.default()
        if communication.waits_for_its_time(plan, calendar, promised.due_by, at):
            _keep(updates.filter(missed_at__isnull=False), at)
            refresh(escalation)
            return promised
        # Given a little before its named time, the next is the one after that.
        after = max(at, promised.due_by) if plan.rhythm == Rhythm.TIMES else at
    _keep(updates, at)
    promise = _start(escalation, Kind.UPDATE, at, after=after)
    refresh(escalation)
    return promise


def owe_plan(escalation: Escalation, at: datetime) -> Promise:
    """The customer objects to the plan: another one is promised, and the updates go on meanwhile."""
    promise = _start(escalation, Kind.PLAN, at)
    if escalation.is_paused:
        pause_all(escalation, at)
    refresh(escalation)
    return promise


def follow(escalation: Escalation, plan: CommunicationPlan, at: datetime) -> None:
    """A communication plan was agreed while updates run: never later than what is promised already."""
    running = escalation.promises.open().filter(kind=Kind.UPDATE, missed_at=None, paused_at=None).first()
    if running is None or escalation.is_paused:
        return
    sooner = _by_plan(escalation, plan, at)
    if sooner is not None and sooner.due_by < running.due_by:
        escalation.promises.filter(pk=running.pk).update(let_go_at=at, next_alarm_at=None)
        sooner.save()
        refresh(escalation)


def lasted(escalation: Escalation, at: datetime) -> int:
    """Working minutes from the receipt."""
    return max(Calendar.objects.default().working.minutes_between(escalation.submitted_at, at), 0)


def hold(promise: Promise, at: datetime) -> Promise:
    """A promise was missed. It stays missed; the same is promised again, shortly."""
    promise.save(update_fields=promise.miss(at))
    following = _start(promise.escalation, Kind(promise.kind), at, days=HOLDING_DAYS)
    refresh(promise.escalation)
    return following


def keep_all(escalation: Escalation, at: datetime) -> None:
    _keep(escalation.promises.open(), at)


def _keep(promises, at: datetime) -> None:
    # Deadlines are whole seconds, so the second itself is still in time.
    at = at.replace(microsecond=0)
    for promise in promises.select_related("calendar"):
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


def reminder_after(at: datetime) -> datetime:
    """When the customer is asked again whether it is back on track."""
    return Calendar.objects.default().working.add_days(at, REMINDS_AFTER_DAYS)


def refresh(escalation: Escalation) -> None:
    """Write down for the queue what is due next."""
    escalation.save(update_fields=escalation.set_next_due())


def _start(
    escalation: Escalation,
    kind: Kind,
    at: datetime,
    days: int | None = None,
    *,
    after: datetime | None = None,
) -> Promise:
    """after: named times count from then on, if later than `at`."""
    promise = _promised(kind, at, days or WITHIN_DAYS[kind], **_next_number(escalation, kind))
    if kind == Kind.UPDATE and (plan := communication.in_force(escalation)) is not None:
        agreed = _by_plan(escalation, plan, at, after)
        # After a miss the plan only makes it sooner: nobody waits a week again.
        if agreed is not None and (days is None or agreed.due_by < promise.due_by):
            promise = agreed
    promise.save()
    return promise


def _next_number(escalation: Escalation, kind: Kind) -> dict:
    return {"escalation": escalation, "number": escalation.promises.filter(kind=kind).count() + 1}


def _by_plan(
    escalation: Escalation, plan: CommunicationPlan, at: datetime, after: datetime | None = None
) -> Promise | None:
    """The next update as the communication plan says, not stored yet."""
    calendar = Calendar.objects.default()
    found = communication.next_update(plan, calendar, at, after)
    if found is None:
        return None
    fields = {"shares": SHARES, "kind": Kind.UPDATE, "began": "promised"}
    return Promise.promised(calendar, **found, **fields, **_next_number(escalation, Kind.UPDATE))


def _promised(kind: Kind, at: datetime, days: int, **fields) -> Promise:
    # Only the first clock begins with something that was received; the others begin with what we said.
    fields.setdefault("began", "promised")
    return Promise.promised(Calendar.objects.default(), at, days=days, shares=SHARES, kind=kind, **fields)
