"""A model of one request: where it stands, what was said, which letters went out, what its clocks have spent.

It reads the two tables (of moves and of meanings) and shares nothing else with the code: the rules of the
promises, of the letters and of the days are written down here a second time, as simply as they can be.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.businesstime.oracle import MINUTE, Oracle
from tickets.moves import LEADS, MOVES
from tickets.states import MEANINGS, OF_DEVELOPMENT, TESTING, ClockEffect, Status

# C1: what the customer's word for the impact suggests until triage has decided.
SUGGESTED = {"": 3, "critical": 1, "major": 2, "moderate": 3, "limited": 4}
# C8, C9: working minutes by kind and severity.
PROMISED = {
    "respond": {1: 30, 2: 60, 3: 240, 4: 510},
    "update": {1: 60, 2: 240, 3: 1020, 4: 2550},
    "resolve": {1: 510, 2: 1020, 3: 3000, 4: 5100},
}
SPEAKS = {"answer", "ask", "resolve", "pend", "close", "supplement"}
INSIDE = {"note", "request_quote", "escalate_to_dev", "send_back", "return_to_support"}
WRITES = SPEAKS | INSIDE | {"reply", "refuse", "reopen"}
# verb: the letters that it queues, each with whom it is for.
LETTERS = {
    "answer": [("answered", "requester")],
    "ask": [("asked", "requester")],
    "resolve": [("resolved", "requester")],
    "pend": [("pending", "requester")],
    "close": [("closed", "requester")],
    "release": [("released", "requester")],
    "remind": [("closing_soon", "requester")],
    "lapse": [("lapsed", "requester")],
    "escalate_to_dev": [("with_development", "requester")],
    "escalate_at_once": [("with_development", "requester"), ("severity_one", "lead")],
    "reply": [("replied", "holder")],
    "refuse": [("refused", "holder")],
    "reopen": [("reopened", "holder")],
    "hold": [("held", "holder")],
    "resume": [("resumed", "holder")],
    "confirm": [("confirmed", "holder"), ("closed", "requester unless it was them")],
    "assign": [("assigned", "holder unless it was them")],
}


@dataclass(frozen=True)
class Step:
    """What somebody tries: the verb, who, and what goes with it."""

    verb: str
    by: str = "agent"
    text: str = ""
    severity: int = 3
    to: str = ""


class Minutes:
    """The open minutes of a calendar, each looked at once by the oracle, and then counted."""

    def __init__(self, oracle: Oracle, first: datetime):
        self.oracle, self.first, self.open_before = oracle, first, [0]

    def before(self, at: datetime) -> int:
        number = (at - self.first) // MINUTE
        while len(self.open_before) <= number:
            minute = self.first + (len(self.open_before) - 1) * MINUTE
            self.open_before.append(self.open_before[-1] + self.oracle.is_open(minute))
        return self.open_before[number]

    def between(self, start: datetime, end: datetime) -> int:
        return self.before(end) - self.before(start)

    def after(self, start: datetime, minutes: int) -> datetime:
        """The earliest moment at which so many open minutes have passed."""
        at, wanted = start, self.before(start) + minutes
        while self.before(at) < wanted:
            at += MINUTE
        return at


@dataclass
class Promise:
    kind: str
    severity: int
    cycle: int
    counted_by: Minutes
    # When it ran: [since, until or None].
    ran: list = field(default_factory=list)
    stood: bool = False
    end: str = "open"

    @property
    def runs(self) -> bool:
        return bool(self.ran) and self.ran[-1][1] is None

    def spent(self, now: datetime) -> int:
        return sum(self.counted_by.between(since, until or now) for since, until in self.ran)

    def stop(self, now: datetime) -> None:
        if self.runs:
            self.ran[-1][1] = now

    def over(self, end: str, now: datetime) -> None:
        self.stop(now)
        self.end = end


class Life:
    """kinds: what the plan promises. by_severity: which minutes its promises are counted by."""

    def __init__(self, now, *, impact, kinds, development_pauses, by_severity, zones):
        self.kinds, self.by_severity, self.zones = kinds, by_severity, zones
        self.development_pauses = development_pauses
        self.status, self.version, self.severity, self.holder = Status.NEW, 1, None, ""
        self.closed_at = self.closes_at = self.rings_at = None
        self.messages, self.events, self.letters = [], [("submit", Status.NEW)], [("received", "requester")]
        self.open: dict[str, Promise] = {}
        self.ended: list[Promise] = []
        for kind in ("respond", "resolve"):
            self.promise(kind, SUGGESTED[impact], 1, now)

    # --- What is legal ----------------------------------------------------------------------------
    def allows(self, step: Step, now: datetime) -> bool:
        if self.status not in MOVES[step.verb].starts:
            return False
        if step.verb == "take":
            return self.holder in ("", step.by)
        if step.verb == "set_severity":
            return step.severity != self.severity
        if step.verb == "reopen":
            # S3-43, C4: until midnight at the end of the fourteenth day, on the clock of who asks.
            zone = ZoneInfo(self.zones[step.by])
            return (now.astimezone(zone).date() - self.closed_at.astimezone(zone).date()).days <= 14
        return True

    # --- What happens -----------------------------------------------------------------------------
    def take_step(self, step: Step, now: datetime) -> None:
        if step.verb in ("triage", "set_severity"):
            self.severity = step.severity
        if step.verb in ("take", "assign", "hand_back"):
            self.holder = {"take": step.by, "assign": step.to, "hand_back": ""}[step.verb]
        self.move(step.verb, step, now)
        if step.verb == "triage" and step.text:
            # S2-22; severity 1 does not wait for the answer.
            self.move("answer" if step.severity == 1 else "ask", step, now)
        critical = step.verb in ("triage", "set_severity") and step.severity == 1
        if critical and self.status in MOVES["escalate_at_once"].starts:  # S2-16
            self.move("escalate_at_once", step, now)

    def move(self, verb: str, step: Step, now: datetime) -> None:
        before = self.status
        self.status = Status(MOVES[verb].end or LEADS.get(verb, {}).get(before, before))
        self.version += 1
        self.events.append((verb, self.status))
        if verb in WRITES:
            self.messages.append((step.text, "internal" if verb in INSIDE else "public"))
        self.closed_at = (self.closed_at or now) if self.status == Status.CLOSED else None
        if self.status != Status.PENDING_CLOSURE:
            self.closes_at = self.rings_at = None
        elif verb == "pend":
            # S2-116: a week on the customer's wall, with a last word two days before.
            wall = now.astimezone(ZoneInfo(self.zones["requester"]))
            self.closes_at, self.rings_at = wall + timedelta(7), wall + timedelta(5)
        self.letters += [
            (letter, to) for letter, said in LETTERS.get(verb, ()) for to in self.who(said, step)
        ]
        self.follow(verb, now)

    def who(self, said: str, step: Step) -> list[str]:
        name = self.holder if said.startswith("holder") else said.split()[0]
        return [] if not name or ("unless" in said and name == step.by) else [name]

    def look(self, now: datetime) -> None:
        """The sweep looks whether it ends by itself: first the reminder, then the end."""
        if self.rings_at is None or self.rings_at > now:
            return
        if self.rings_at < self.closes_at:
            late = now - self.rings_at
            closes = self.closes_at + (late if late > timedelta(hours=1) else timedelta(0))
            self.move("remind", Step("remind"), now)
            self.closes_at = self.rings_at = closes
        else:
            self.move("lapse", Step("lapse"), now)

    # --- The promises -----------------------------------------------------------------------------
    def promise(self, kind: str, severity: int, cycle: int, now: datetime) -> None:
        if kind in self.kinds:
            self.open[kind] = Promise(kind, severity, cycle, self.by_severity[severity], [[now, None]])

    def finish(self, kind: str, end: str, now: datetime) -> None:
        if kind in self.open:
            promise = self.open.pop(kind)
            promise.over(end, now)
            self.ended.append(promise)

    def effect(self) -> ClockEffect:
        if self.status in OF_DEVELOPMENT and self.development_pauses:
            return ClockEffect.PAUSED
        return MEANINGS[self.status].clock

    def follow(self, verb: str, now: datetime) -> None:
        every = [*self.ended, *self.open.values()]
        cycle = max((promise.cycle for promise in every), default=0)
        guessed = next((promise.severity for promise in every if promise.cycle == cycle), 3)
        if verb == "reopen":  # S3-41, C3
            for kind in list(self.open):
                self.finish(kind, "let go", now)
            for kind in ("respond", "resolve"):
                self.promise(kind, self.severity or guessed, cycle + 1, now)
        self.count_by_severity(now)
        if verb in SPEAKS or self.status in TESTING:
            self.finish("respond", "kept", now)
            self.finish("update", "kept", now)
        if self.status == Status.CLOSED:
            self.finish("resolve", "kept", now)
            self.finish("respond", "let go", now)
            self.finish("update", "let go", now)
            return
        runs = self.effect() in (ClockEffect.RUNS, ClockEffect.RESTARTS)
        for promise in self.open.values():
            if runs and not promise.runs:
                promise.ran.append([now, None])
            elif not runs and promise.runs:
                promise.stop(now)
                promise.stood = True
        if runs and "respond" not in self.open:
            self.promise_to_write(verb, guessed, now)

    def count_by_severity(self, now: datetime) -> None:
        """S2-15, S2-20: another severity, other targets, from the same start and with the same stops."""
        for kind, old in list(self.open.items()):
            if self.severity and old.severity != self.severity:
                ran = [list(stretch) for stretch in old.ran]
                self.finish(kind, "let go", now)
                counted_by = self.by_severity[self.severity]
                self.open[kind] = replace(
                    old, severity=self.severity, counted_by=counted_by, ran=ran, end="open"
                )

    def promise_to_write(self, verb: str, guessed: int, now: datetime) -> None:
        """Our turn, and the first answer is given: there is always a next word."""
        if "update" in self.open:
            if verb not in ("reply", "refuse", "resume") or not self.open["update"].stood:
                return
            self.finish("update", "let go", now)
        every = [*self.ended, *self.open.values()]
        cycle = max((promise.cycle for promise in every), default=1)
        self.promise("update", self.severity or guessed, cycle, now)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
