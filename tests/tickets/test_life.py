"""The life of a request, walked at random: whatever is tried in whatever order, the tables are kept to.

Every legal verb leads where the table says and every other one changes nothing (S2-107 to S2-124, S3-33 to
S3-44); the clocks run, stand and begin again with the statuses (C3, C8, S3-38, S3-41, S3-42); one that is
closed comes back until its last day (C4); no word is lost.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from portal.accounts.roles import Role
from portal.businesstime.models import Calendar, Holiday
from portal.contracts.models import SupportPlan
from portal.contracts.shipping import promise, round_the_clock
from portal.outbox.models import Letter
from portal.workflow import kept
from portal.workflow.moves import IllegalMove
from tests import make
from tests.businesstime.make import OFFICE_WEEK, WHOLE_WEEK
from tests.businesstime.oracle import MINUTE, Oracle
from tests.tickets.life import PROMISED, WRITES, Life, Minutes, Step, utc
from tickets import actions, tasks
from tickets.models import Severity, Ticket
from tickets.moves import MOVES, WITH_SUPPORT
from tickets.states import MEANINGS, OF_DEVELOPMENT, OPEN, ClockEffect, Status, Turn

pytestmark = pytest.mark.django_db

# A Wednesday; the clocks of London change on the Sunday after it, and Easter is near.
FIRST = utc("2026-03-25 08:00")
EASTER = (date(2026, 4, 3), date(2026, 4, 6))
ZONES = {"requester": "Europe/Paris", "colleague": "America/St_Johns"}
CUSTOMERS, STAFF = ("requester", "colleague"), ("agent", "lead")
# Two requests take part in these, or an article, or answers that not every request has; they have tests of
# their own.
OF_TWO = {"merge", "unmerge", "absorb", "split", "separate", "link", "unlink", "forget", "make_article"}
# What the system does within another verb, or when its time has come.
BY_ITSELF = {"escalate_at_once", "remind", "lapse"}
VERBS = [verb for verb in MOVES if verb not in OF_TWO | BY_ITSELF]
# Down the road of development, and back.
CHAIN = ["escalate_to_dev", "plan", "develop", "review", "hand_to_qa", "test", "make_ready", "release"]
CHAIN += ["send_back", "return_to_support"]

passing = st.one_of(
    st.integers(0, 300),
    st.integers(12 * 60, 20 * 60),  # over a night
    st.integers(2 * 1440, 4 * 1440),  # over a weekend
)
steps = st.builds(
    Step,
    verb=st.sampled_from(VERBS),
    text=st.sampled_from(["", "It takes 40 seconds.", "Et voilà."]),
    severity=st.integers(1, 4),
    to=st.sampled_from(["", *STAFF]),
)
walks = st.lists(st.tuples(steps, st.integers(0, 1), passing), min_size=2, max_size=3)


def by(verb: str, number: int) -> str:
    return (CUSTOMERS if MOVES[verb].actor == "customer" else STAFF)[number]


class Walk(RuleBasedStateMachine):
    """One request beside its model; `calendars` are the minutes of the office and of the round clock."""

    office: Minutes
    always: Minutes

    def __init__(self):
        super().__init__()
        self.savepoint, self.now = transaction.savepoint(), FIRST
        kept.forget()

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)
        kept.forget()

    @initialize(
        impact=st.sampled_from(["", "limited", "moderate", "major", "critical"]),
        kinds=st.sampled_from([tuple(PROMISED)] * 3 + [("respond", "update"), ("resolve",), ("respond",)]),
        development_pauses=st.booleans(),
        knows_no_night=st.booleans(),
    )
    def it_is_sent(self, impact, kinds, development_pauses, knows_no_night):
        plan = SupportPlan.objects.create(
            name_en="A plan",
            name_fr="Un contrat",
            development_pauses=development_pauses,
            warns=[Role.LEAD.value],
        )
        promise(plan, {kind: PROMISED[kind] for kind in kinds})
        if knows_no_night:
            plan.targets.filter(severity=1).update(calendar=round_the_clock())
        organisation = make.organisation(contract=False)
        make.sign(organisation, plan=plan)
        requester = make.customer(organisation, zone=ZONES["requester"])
        self.people = {
            "requester": requester,
            "colleague": make.colleague(requester, zone=ZONES["colleague"]),
            "agent": make.staff(),
            "lead": make.staff(Role.LEAD),
        }
        self.name_of = {person.email: name for name, person in self.people.items()}
        by_severity = dict.fromkeys((1, 2, 3, 4), self.office)
        if knows_no_night:
            by_severity[1] = self.always
        with self.clock():
            self.ticket = actions.submit(by=requester, subject="Slow", text="It is slow.", impact=impact)
        self.model = Life(
            self.now,
            impact=impact,
            kinds=kinds,
            development_pauses=development_pauses,
            by_severity=by_severity,
            zones=ZONES,
        )
        self.model.messages.append(("It is slow.", "public"))

    def clock(self):
        return time_machine.travel(self.now, tick=False)

    # --- What may happen --------------------------------------------------------------------------
    @rule(data=st.data(), walk=walks)
    def somebody_does_what_is_legal(self, data, walk):
        self.walk(data, walk, VERBS)

    @precondition(lambda self: self.model.status in OPEN)
    @rule(data=st.data(), walk=walks)
    def the_customer_has_the_word(self, data, walk):
        self.walk(data, walk, ["refuse", "confirm", "reopen", "hold", "resume"])

    @precondition(lambda self: self.model.status in WITH_SUPPORT | OF_DEVELOPMENT)
    @rule(data=st.data(), walk=walks, way=st.integers(0, 8), step=steps)
    def development_does_its_part(self, data, walk, way, step):  # S2-118 to S2-124
        for verb in CHAIN[:way]:
            self.attempt(verb, step, 0)
        self.walk(data, walk, CHAIN)

    def walk(self, data, walk, verbs):
        """One after the other, as far as there is anything legal among these."""
        for step, who, minutes in walk:
            legal = [verb for verb in verbs if self.model.status in MOVES[verb].starts]
            if legal:
                self.now += minutes * MINUTE
                self.attempt(data.draw(st.sampled_from(legal)), step, who)
                self.all_is_so()

    @rule(step=steps, who=st.integers(0, 1))
    def somebody_tries_anything(self, step, who):
        self.attempt(step.verb, step, who)

    @precondition(lambda self: self.model.status == Status.CLOSED)
    @rule(days=st.integers(0, 16), who=st.integers(0, 1), step=steps)
    def the_customer_comes_back(self, days, who, step):  # S3-43
        self.now = self.model.closed_at + timedelta(days)
        self.attempt("reopen", step, who)

    @precondition(lambda self: self.model.rings_at or self.model.status in MOVES["pend"].starts)
    @rule(waits=st.lists(st.sampled_from([-1, 0, 59, 61, 600]), min_size=1, max_size=3), step=steps)
    def the_system_looks_whether_it_ends(self, waits, step):  # S2-116, S3-39
        if self.model.rings_at is None:
            self.attempt("pend", step, 0)
        for minutes in waits:
            if self.model.rings_at:
                self.now = max(self.now, self.model.rings_at + minutes * MINUTE)
            with self.clock():
                tasks.end_due()
                tasks.end_due()
            self.model.look(self.now)
            self.all_is_so()

    @rule(minutes=passing)
    def the_system_rings_what_is_late(self, minutes):
        self.now += minutes * MINUTE
        owed = self.ticket.clocks.due(self.now).count()
        before = set(Letter.objects.values_list("pk", flat=True))
        with self.clock():
            assert tasks.ring_clocks() == owed and tasks.ring_clocks() == 0
        told = Letter.objects.exclude(pk__in=before).values_list("kind", "to")
        people = {self.people[name].email for name in ("lead", self.model.holder) if name}
        assert {kind.rpartition("/")[2] for kind, _to in told} <= {"warned", "missed"}
        assert {to for _kind, to in told} <= people | {django_settings.SUPPORT_EMAIL}

    def attempt(self, verb: str, step: Step, who: int):
        text = step.text or ("Words." if verb in WRITES else "")
        step = Step(verb, by(verb, who), text, step.severity, step.to)
        before, words = self.everything(), self.arguments(step)
        with self.clock():
            if self.model.allows(step, self.now):
                getattr(actions, verb)(self.ticket, **words)
                self.model.take_step(step, self.now)
            else:
                with pytest.raises(IllegalMove):
                    getattr(actions, verb)(self.ticket, **words)
                assert self.everything() == before

    def arguments(self, step: Step) -> dict:
        words = {"by": self.people[step.by]}
        if step.verb in WRITES | {"triage"}:
            words["text"] = step.text
        if step.verb in ("triage", "set_severity"):
            words["severity"] = Severity.objects.get(number=step.severity)
        if step.verb == "set_severity":
            words["note"] = "It became clearer."
        if step.verb == "assign":
            words["agent"] = self.people.get(step.to)
        return words

    def everything(self) -> list:
        tables = (Ticket.objects.filter(pk=self.ticket.pk), self.ticket.messages, self.ticket.events)
        return [
            list(table.order_by("pk").values()) for table in (*tables, self.ticket.clocks, Letter.objects)
        ]

    def all_is_so(self):
        """The same between two moves of one step."""
        self.it_stands_where_the_table_says()
        self.nothing_that_was_said_or_done_is_lost()
        self.the_letters_are_those_of_the_table()
        self.every_clock_has_spent_what_the_oracle_counts()
        self.every_open_promise_is_due_when_its_time_is_spent()
        self.while_it_is_our_turn_there_is_a_promise_to_speak()
        self.the_lists_read_the_earliest_that_runs()

    # --- What is always so ------------------------------------------------------------------------
    @invariant()
    def it_stands_where_the_table_says(self):
        ticket, model = Ticket.objects.get(pk=self.ticket.pk), self.model
        assert (ticket.status, ticket.version, ticket.severity_id) == (
            model.status,
            model.version,
            model.severity,
        )
        assert (ticket.agent and self.name_of[ticket.agent.email]) == (model.holder or None)
        assert (ticket.closed_at is not None) == (ticket.status == Status.CLOSED)
        assert (ticket.closed_at, ticket.closes_at, ticket.rings_at) == (
            model.closed_at,
            model.closes_at,
            model.rings_at,
        )

    @invariant()
    def nothing_that_was_said_or_done_is_lost(self):
        said = list(self.ticket.messages.order_by("pk").values_list("body", "kind"))
        assert said == self.model.messages
        alarms = ("warn", "miss")
        done = self.ticket.events.exclude(verb__in=alarms).order_by("pk").values_list("verb", "status")
        assert list(done) == self.model.events

    @invariant()
    def the_letters_are_those_of_the_table(self):
        sent = Letter.objects.exclude(kind__in=["tickets/email/warned", "tickets/email/missed"])
        found = [(kind.rpartition("/")[2], self.name_of[to]) for kind, to in sent.values_list("kind", "to")]
        assert sorted(found) == sorted(self.model.letters)

    @invariant()
    def every_clock_has_spent_what_the_oracle_counts(self):
        ended = {(False, False): "open", (True, False): "kept", (False, True): "let go"}
        found = [
            (
                clock.kind,
                clock.cycle,
                clock.severity,
                ended[clock.kept_at is not None, clock.let_go_at is not None],
                clock.running_since is not None,
                clock.spent(self.now),
            )
            for clock in self.ticket.clocks.select_related("calendar")
        ]
        promises = [*self.model.ended, *self.model.open.values()]
        assert sorted(found) == sorted(
            (row.kind, row.cycle, row.severity, row.end, row.runs, row.spent(self.now) * 60)
            for row in promises
        )

    @invariant()
    def every_open_promise_is_due_when_its_time_is_spent(self):
        clocks = list(self.ticket.clocks.open().select_related("calendar"))
        assert {clock.kind for clock in clocks} == set(self.model.open) and len(clocks) == len(
            self.model.open
        )
        for clock in clocks:
            assert clock.running_since is None or clock.paused_at is None
            minutes = self.model.open[clock.kind].counted_by
            left = clock.minutes * 60 - clock.spent(self.now)
            if left <= 0:
                assert clock.due_by <= self.now and clock.paused_at is None
            elif clock.is_standing:
                assert clock.paused_at and clock.remaining_seconds == left
                assert clock.state(self.now) == "paused"
            else:
                assert clock.due_by == minutes.after(self.now, left // 60)
            assert not (clock.missed_at and left > 0), "called missed with time left"

    @invariant()
    def what_was_kept_was_in_time_by_what_it_had_spent(self):
        for clock in self.ticket.clocks.filter(kept_at__isnull=False):
            in_time = clock.state(self.now) == "kept"
            assert clock.spent_seconds <= clock.minutes * 60 if in_time else True
            assert in_time or clock.spent_seconds >= clock.minutes * 60

    @invariant()
    def while_it_is_our_turn_there_is_a_promise_to_speak(self):
        meaning = MEANINGS[self.model.status]
        if meaning.turn == Turn.US and {"respond", "update"} <= set(self.model.kinds):
            owed = self.ticket.clocks.open().filter(kind__in=["respond", "update"])
            assert owed.exists() and not any(clock.is_standing for clock in owed)
        if meaning.clock in (ClockEffect.PAUSED, ClockEffect.STOPPED):
            assert not self.ticket.clocks.open().filter(running_since__isnull=False).exists()

    @invariant()
    def the_lists_read_the_earliest_that_runs(self):
        ticket = Ticket.objects.get(pk=self.ticket.pk)
        running = self.ticket.clocks.open().filter(running_since__isnull=False)
        assert ticket.due_by == min((clock.due_by for clock in running), default=None)
        owed = {(clock.due_by, clock.kind) for clock in running} or {(None, "")}
        assert (ticket.due_by, ticket.due_kind) in owed


@pytest.fixture
def calendars():
    """The default calendar with Easter off, whatever the year in which this runs."""
    calendar = Calendar.objects.default()
    for on in EASTER:
        Holiday.objects.get_or_create(
            calendar=calendar, on=on, defaults={"name_en": "Easter", "name_fr": "Pâques"}
        )
    off = list(calendar.holidays.values_list("on", flat=True))
    Walk.office = Minutes(Oracle("Europe/London", OFFICE_WEEK, off), FIRST)
    Walk.always = Minutes(Oracle("Europe/London", WHOLE_WEEK), FIRST)
    kept.forget()


def test_every_verb_is_walked():
    """A verb that is added is walked too, or named here with the reason."""
    assert set(VERBS) | OF_TWO | BY_ITSELF == set(MOVES)


def test_a_request_keeps_to_its_tables_whatever_is_tried(calendars):
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=16,
            stateful_step_count=20,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
