"""The policy of a request's clocks: what its plan promises, and what keeps, pauses and follows a promise."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from portal.businesstime.models import Calendar
from portal.contracts.models import SupportPlan, Target
from tickets.clocks import Kind, TicketClock
from tickets.scales import suggested_severity
from tickets.states import MEANINGS, OF_DEVELOPMENT, PAUSED_BY, TESTING, ClockEffect, Status

# Until somebody has decided, and where the customer's words suggest nothing.
UNSAID = 3
# Verbs with which we speak to the customer: what was promised to be said by then has been said.
ANSWERS = frozenset({"answer", "ask", "resolve", "pend", "close", "supplement"})
# Verbs after which the customer waits for our answer.
REPLIES = frozenset({"reply", "refuse", "resume"})
RUNNING = frozenset({ClockEffect.RUNS, ClockEffect.RESTARTS})


def first_clocks(ticket, at: datetime) -> list[TicketClock]:
    """What is promised with the receipt; not stored before the request is."""
    severity = suggested_severity(impact=ticket.impact, criticality=ticket.criticality) or UNSAID
    return _promised(ticket, severity, at, [Kind.RESPOND, Kind.RESOLVE], began="received")


def follow(ticket, verb: str, at: datetime) -> None:
    """What a verb has done to the promises of a request. Runs inside the verb, after its move."""
    clocks = {clock.kind: clock for clock in ticket.clocks.open().select_related("calendar")}
    effect, reason = effect_on(ticket)
    if verb == "reopen":
        # A new cycle. What was owed in the one before is owed no more.
        for clock in clocks.values():
            clock.save(update_fields=clock.let_go(at))
        clocks = _begin_again(ticket, at)
    if ticket.severity_id:
        _retarget(ticket, clocks, at)
    if verb in ANSWERS or ticket.status in TESTING:
        for kind in (Kind.RESPOND, Kind.UPDATE):
            if kind in clocks:
                clock = clocks.pop(kind)
                clock.save(update_fields=clock.keep(at))
    if ticket.merged_into_id:
        # It goes on elsewhere, and may come back: nothing is kept by that.
        _run_or_stand(clocks, ClockEffect.PAUSED, "merged", at)
    elif not ticket.is_open:
        _end(clocks, at)
    else:
        _run_or_stand(clocks, effect, reason, at)
        _promise_an_update(ticket, verb, effect, clocks, at)
    refresh(ticket, clocks.values())


def effect_on(ticket) -> tuple[ClockEffect, str]:
    """What the status does to the clocks, and the reason when they stand."""
    status = Status(ticket.status)
    if status in OF_DEVELOPMENT and ticket.plan is not None and ticket.plan.development_pauses:
        return ClockEffect.PAUSED, "development"
    return MEANINGS[status].clock, PAUSED_BY.get(status, "customer")


def refresh(ticket, clocks=None) -> None:
    """Write down for the lists what is due next: nothing while the clocks stand."""
    clocks = ticket.clocks.open() if clocks is None else clocks
    running = [clock for clock in clocks if not clock.is_standing and clock.let_go_at is None]
    owed = min(running, key=lambda clock: clock.due_by, default=None)
    due = (owed.due_by, owed.kind) if owed and ticket.is_open else (None, "")
    if due != (ticket.due_by, ticket.due_kind):
        ticket.due_by, ticket.due_kind = due
        ticket.save(update_fields=["due_by", "due_kind"])


def _begin_again(ticket, at: datetime) -> dict[str, TicketClock]:
    cycle, severity = _cycle_of(ticket)
    kinds = [Kind.RESPOND, Kind.RESOLVE]
    begun = _promised(ticket, ticket.severity_id or severity, at, kinds, began="received", cycle=cycle + 1)
    return {clock.kind: clock for clock in TicketClock.objects.bulk_create(begun)}


def _cycle_of(ticket) -> tuple[int, int]:
    """Which of its lives this is, and the severity that is counted for until one is decided."""
    last = ticket.clocks.order_by("-cycle", "pk").values_list("cycle", "severity").first()
    return last or (0, UNSAID)


def _retarget(ticket, clocks: dict[str, TicketClock], at: datetime) -> None:
    """Another severity has other targets. They count from the same start: nothing is won by deciding late."""
    wrong = [clock for clock in clocks.values() if clock.severity != ticket.severity_id]
    if not wrong:
        return
    kinds = [clock.kind for clock in wrong]
    targets = Target.objects.of(ticket.plan_id, ticket.severity_id, kinds)
    calendars = _calendars(targets.values())
    for old in wrong:
        old.save(update_fields=old.let_go(at))
        clocks.pop(old.kind)
        if old.kind in targets:
            target = targets[old.kind]
            clock = old.again_for(target, calendars[target.calendar_id])
            if old.missed_at and not clock.paused_at and clock.due_by <= at:
                clock.miss(old.missed_at)
            elif clock.next_alarm_at:
                _skip_warnings(clock, at)
            clock.save()
            clocks[clock.kind] = clock


def _skip_warnings(clock: TicketClock, at: datetime) -> None:
    """Only the deadline itself is news when a promise is counted again."""
    later = [moment for _share, moment in clock.alarms if datetime.fromisoformat(moment) > at]
    clock.next_alarm_at = min(map(datetime.fromisoformat, later), default=clock.due_by)


def _end(clocks: dict[str, TicketClock], at: datetime) -> None:
    """Closed: what was to be resolved is; what was to be said is not owed any more."""
    for kind, clock in list(clocks.items()):
        clock.save(update_fields=clock.keep(at) if kind == Kind.RESOLVE else clock.let_go(at))
        del clocks[kind]


def _run_or_stand(clocks: dict[str, TicketClock], effect: ClockEffect, reason: str, at: datetime) -> None:
    """Running and standing follow the status; what does so already stays as it is."""
    for clock in clocks.values():
        changed = clock.resume(at) if effect in RUNNING else clock.pause(at, reason)
        if changed:
            clock.save(update_fields=changed)


def _promise_an_update(ticket, verb: str, effect: ClockEffect, clocks: dict, at: datetime) -> None:
    """While it is our turn and the first answer is given, the customer always has a next promise."""
    if effect not in RUNNING or Kind.RESPOND in clocks:
        return
    if Kind.UPDATE in clocks:
        if verb not in REPLIES or not clocks[Kind.UPDATE].stops:
            return
        # It stood while we waited; the answer to their words is promised anew.
        stood = clocks.pop(Kind.UPDATE)
        stood.save(update_fields=stood.let_go(at))
    resolve = clocks.get(Kind.RESOLVE)
    cycle, severity = (resolve.cycle, resolve.severity) if resolve else _cycle_of(ticket)
    severity, cycle = ticket.severity_id or severity, max(cycle, 1)
    for clock in _promised(ticket, severity, at, [Kind.UPDATE], began="promised", cycle=cycle):
        clock.save()
        clocks[Kind.UPDATE] = clock


def _promised(ticket, severity: int, at: datetime, kinds, *, began: str, cycle: int = 1) -> list[TicketClock]:
    targets = Target.objects.of(ticket.plan_id, severity, kinds).values()
    calendars = _calendars(targets)
    return [
        TicketClock.for_target(
            target, calendars[target.calendar_id], at, began=began, ticket=ticket, cycle=cycle
        )
        for target in targets
    ]


def _calendars(targets) -> dict[int | None, Calendar]:
    """Those that the targets name, read as they are now; a target that names none goes by the default."""
    named = {target.calendar_id for target in targets}
    wanted = Q(pk__in=named - {None})
    found = list(Calendar.objects.filter(wanted | Q(is_default=True) if None in named else wanted))
    by_default = {None: next((calendar for calendar in found if calendar.is_default), None)}
    return {calendar.pk: calendar for calendar in found} | by_default


def plan_of(ticket) -> SupportPlan:
    return SupportPlan.objects.known(ticket.plan_id)
