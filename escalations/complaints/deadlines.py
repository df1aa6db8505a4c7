"""The policy of our promises about complaints: how long each is, and what keeps or ends it."""

from __future__ import annotations

from datetime import datetime

from escalations.complaints.models import Complaint, ComplaintPromise
from escalations.complaints.states import OWED, Kind, Status
from portal.businesstime.models import Calendar

# In working days of the organisation's calendar, from the verb that promises it. Only the contact of the
# Solutions team is asked of us; the others are our own choice.
WITHIN_DAYS = {
    Kind.ACKNOWLEDGE: 1,
    Kind.ANSWER: 3,
    Kind.RESPOND: 3,
    Kind.CONTACT: 2,
    Kind.PROPOSE: 5,
    Kind.DISCUSS: 2,
}

# Shares of the working time at which somebody is told. The last is the deadline itself.
HALF, NEARLY, MISSED = 50, 90, 100
SHARES = (HALF, NEARLY, MISSED)

# What each verb does of what was promised; a promise that it makes needless is let go, not called kept.
KEEPS = {
    "acknowledge": {Kind.ACKNOWLEDGE},
    "answer": {Kind.ACKNOWLEDGE, Kind.ANSWER},
    "refer_to_manager": {Kind.ACKNOWLEDGE},  # a person has read it and says so
    "respond": {Kind.RESPOND},
    "contact": {Kind.CONTACT},
    "propose": {Kind.PROPOSE, Kind.DISCUSS},
    "tell_avenues": {Kind.PROPOSE, Kind.DISCUSS},
}


def first_promise(at: datetime) -> ComplaintPromise:
    """The acknowledgement, promised with the receipt; not stored before its complaint is."""
    return _promised(Kind.ACKNOWLEDGE, at, number=1, began="received")


def move_on(complaint: Complaint, verb: str, at: datetime) -> ComplaintPromise | None:
    """What the verb did is kept, what its new status owes is promised, and the queue reads it."""
    wanted = OWED.get(Status(complaint.status))
    standing = None
    for promise in complaint.promises.open().select_related("calendar"):
        if promise.kind == wanted:
            standing = promise
        elif promise.kind in KEEPS.get(verb, ()):
            # Deadlines are whole seconds, so the second itself is still in time.
            promise.save(update_fields=promise.keep(at.replace(microsecond=0)))
        else:
            promise.let_go_at, promise.next_alarm_at = at, None
            promise.save(update_fields=["let_go_at", "next_alarm_at"])
    if wanted and standing is None:
        standing = _start(complaint, wanted, at)
    complaint.save(update_fields=complaint.set_next_due())
    return standing


def _start(complaint: Complaint, kind: Kind, at: datetime) -> ComplaintPromise:
    number = complaint.promises.filter(kind=kind).count() + 1
    promise = _promised(kind, at, number=number, complaint=complaint)
    promise.save()
    return promise


def _promised(kind: Kind, at: datetime, **fields) -> ComplaintPromise:
    fields.setdefault("began", "promised")
    calendar = Calendar.objects.default()
    return ComplaintPromise.promised(calendar, at, days=WITHIN_DAYS[kind], shares=SHARES, kind=kind, **fields)
