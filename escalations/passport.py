"""What the passport shows: five steps with their times, the promises in order, the plan."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escalations.models import Escalation, PlanStep, Promise
from escalations.states import STEPS, Kind, Status
from escalations.wording import KEPT, NAMED, PROMISED
from portal.businesstime.presenting import Words
from portal.businesstime.wording import length, short_day, short_moment

_PROMISED_STEPS = {2: Kind.ACKNOWLEDGE, 3: Kind.REVIEW, 4: Kind.PLAN}


def promises(escalation: Escalation) -> list[Promise]:
    """What comes next first, then what is late, then what was kept, the newest first of each."""
    rows = list(escalation.promises.select_related("calendar").order_by("-started_at", "-pk"))
    owed = [row for row in rows if row.kept_at is None and row.let_go_at is None]
    running = [row for row in owed if row.missed_at is None]
    late = [row for row in owed if row.missed_at is not None]
    done = [row for row in rows if row.kept_at is not None]
    return [*running, *late, *done]


def in_words(promises: list[Promise]) -> list[tuple[Promise, Words]]:
    """What runs, what is late since when first promised, and the acknowledgement: drawn in full."""
    return [(promise, _words(promise)) for promise in _in_full(promises)]


def earlier(promises: list[Promise]) -> list[dict]:
    """The others in a line each: the page stays short however long an escalation lasts."""
    in_full = _in_full(promises)
    return [
        {
            "name": NAMED[Kind(promise.kind)],
            "promise": promise,
            "kept": promise.kept_at is not None and promise.kept_at <= promise.due_by,
        }
        for promise in promises
        if promise not in in_full
    ]


def _in_full(promises: list[Promise]) -> list[Promise]:
    late = [promise for promise in promises if promise.missed_at and promise.kept_at is None]
    return [
        promise
        for promise in promises
        if (promise.kept_at is None and promise.missed_at is None)
        or promise in late[-1:]
        or (promise.kind == Kind.ACKNOWLEDGE and promise.number == 1)
    ]


def _words(promise: Promise) -> Words:
    kind = Kind(promise.kind)
    told = ""
    if promise.missed_at and kind == Kind.UPDATE:
        told = _("The next level was told: %(when)s.") % {"when": short_moment(promise.missed_at)}
    elif promise.missed_at:
        told = _("The Support Manager was told: %(when)s.") % {"when": short_moment(promise.missed_at)}
    return Words(label=str(PROMISED[kind]), what=str(NAMED[kind]), kept=str(KEPT[kind]), told=told)


def steps(escalation: Escalation, promises: list[Promise], reader=None) -> list[dict]:
    """The five of the passport: passed ones with their time and a fact, the next with what is promised."""
    present = escalation.meaning.step or _step_of(escalation)
    plan = escalation.shared_steps
    rows = [
        (escalation.submitted_at, _by_whom(escalation, reader)),
        (escalation.acknowledged_at, _against_promise(escalation, promises)),
        (escalation.reviewed_at, _decision(escalation)),
        (escalation.planned_at, _progress(plan)),
        (escalation.resolved_at, ""),
    ]
    found = []
    for number, (name, (at, fact)) in enumerate(zip(STEPS, rows, strict=True), start=1):
        state = _state(escalation, number, present, at)
        when = short_moment(at) if at else ""
        if state == "to_come":
            when, fact = _to_come(number, present, _owed_for(number, promises), plan), ""
        found.append({"name": name, "state": state, "when": when, "fact": fact})
    return found


def _owed_for(number: int, promises: list[Promise]) -> Promise | None:
    """The promise that step waits for: after an objection updates are promised beside the new plan."""
    return next_due([promise for promise in promises if promise.kind == _PROMISED_STEPS.get(number)])


def next_due(promises: list[Promise]) -> Promise | None:
    """The promise a customer may count on: the one that runs, not the one that was missed."""
    owed = (row for row in promises if row.kept_at is None and row.let_go_at is None)
    return next((row for row in owed if row.missed_at is None), None)


def _step_of(escalation: Escalation) -> int:
    """While a question is open the status still says how far it has come."""
    return {Status.RECEIVED: 1, Status.ACKNOWLEDGED: 2, Status.APPROVED: 3, Status.PLANNED: 4}[
        Status(escalation.status)
    ]


def _state(escalation: Escalation, number: int, present: int, at: datetime | None) -> str:
    if escalation.status == Status.DECLINED and number == present:
        return "declined"
    if escalation.status == Status.RESOLVED:
        return "done" if at else "to_come"
    if number < present:
        return "done"
    return "present" if number == present else "to_come"


def _to_come(number: int, present: int, coming: Promise | None, plan: list[PlanStep]) -> str:
    """What is promised or planned, or nothing: never a guess."""
    if number == len(STEPS):
        return (
            _("Planned for %(day)s") % {"day": short_day(max(step.due_on for step in plan))} if plan else ""
        )
    if number == present + 1 and coming is not None and coming.paused_at is None:
        return _("by %(when)s") % {"when": short_moment(coming.due_by)}
    return ""


def _by_whom(escalation: Escalation, reader) -> str:
    if reader is not None and escalation.requester_id == reader.pk:
        return _("by you")
    return _("by %(name)s") % {"name": escalation.requester}


def _against_promise(escalation: Escalation, promises: list[Promise]) -> str:
    at, by = escalation.acknowledged_at, escalation.acknowledge_by
    if at is None:
        return ""
    working, at = promises[-1].calendar.working, at.replace(microsecond=0)
    if at <= by:
        return _("%(length)s before the promise") % {"length": length(working.minutes_between(at, by))}
    return _("%(length)s late") % {"length": length(working.minutes_between(by, at))}


def _decision(escalation: Escalation) -> str:
    if escalation.status == Status.DECLINED:
        return _("not approved")
    return _("approved") if escalation.reviewed_at else ""


def _progress(plan: list[PlanStep]) -> str:
    done = sum(step.done_on is not None for step in plan)
    return (
        ngettext("%(done)s of %(all)s step done", "%(done)s of %(all)s steps done", len(plan))
        % {"done": done, "all": len(plan)}
        if plan
        else ""
    )
