"""The life of an escalation, walked at random by every role: it keeps to its table, and never ends by itself.

S1-20 to S1-35, S4-31 to S4-35, C13: every legal verb leads where the table says and every other one changes
nothing; an open one owes its customer a promise or waits for their word; an end that is called one has three
conditions and an agreement behind it, or a case that was closed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
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

from escalations import actions, tasks
from escalations.models import Escalation, Level
from escalations.states import MOVES, OPEN, Band, Ladder, Status
from portal.accounts.roles import Role
from portal.workflow import kept
from portal.workflow.moves import IllegalMove, legal_verbs
from tests import make as people
from tests.escalations import make
from tests.escalations.test_states import ABOUT, WORDS
from tickets import actions as cases

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
# Messages that change threads are walked in a test of their own.
APART = {"move_in", "move_out"}
BY_ITSELF = {verb for verb, row in MOVES.items() if row.actor == "system"}
VERBS = sorted(set(MOVES) - APART - BY_ITSELF)


class Walk(RuleBasedStateMachine):
    """One case that is escalated, and escalated again."""

    def __init__(self):
        super().__init__()
        self.savepoint, self.now = transaction.savepoint(), FIRST
        kept.forget()

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)
        kept.forget()

    def clock(self):
        return time_machine.travel(self.now, tick=False)

    @initialize()
    def it_is_escalated(self):
        self.customer = people.customer()
        self.staff = [make.resolutions(), people.staff(Role.MANAGER)]
        with self.clock():
            self.ticket = make.case(self.customer, agent=people.staff())
            self.escalation = make.received(self.ticket)
        self.raised = 0

    # --- What may happen ---------------------------------------------------------------------------
    @rule(data=st.data(), who=st.integers(0, 1), minutes=st.integers(0, 2000))
    def somebody_does_what_is_legal(self, data, who, minutes):
        self.now += timedelta(minutes=minutes)
        status = self.escalation.status
        legal = [verb for actor in ("staff", "customer") for verb in legal_verbs(MOVES, status, actor=actor)]
        self.attempt(data.draw(st.sampled_from(sorted(set(legal) - APART))), who)

    @rule(verb=st.sampled_from(VERBS), who=st.integers(0, 1))
    def somebody_tries_anything(self, verb, who):
        self.attempt(verb, who)

    @precondition(
        lambda self: self.escalation.status in (Status.ACKNOWLEDGED, Status.APPROVED, Status.PLANNED)
    )
    @rule(steps=st.integers(1, 4), who=st.integers(0, 1))
    def it_goes_its_straight_way(self, steps, who):
        for verb in ["approve", "share_plan", "propose_end", "agree"][:steps]:
            self.attempt(verb, who)

    @rule(days=st.integers(1, 9))
    def the_system_looks(self, days):
        self.now += timedelta(days=days)
        with self.clock():
            tasks.ring_alarms()
            tasks.remind_of_ends()
            assert tasks.remind_of_ends() == 0
        before = self.escalation.status
        self.escalation.refresh_from_db()
        assert self.escalation.status == before  # by itself nothing ends

    @precondition(lambda self: not self.escalation.is_open)
    @rule()
    def the_customer_escalates_again(self):
        if not self.ticket.is_open:
            return
        former = self.escalation
        with self.clock():
            self.escalation = make.received(self.ticket)
        assert (self.escalation.previous, self.escalation.level) == (former, former.level)

    @precondition(lambda self: self.escalation.is_open)
    @rule(really=st.integers(0, 4))
    def the_case_is_closed(self, really):
        if really or not self.ticket.is_open:  # seldom: it is the end of the walk
            return
        with self.clock():
            cases.close(self.ticket, by=self.ticket.agent, text="A duplicate.")
        self.ticket.refresh_from_db()
        self.escalation.refresh_from_db()
        assert self.escalation.status == Status.RESOLVED

    def attempt(self, verb: str, who: int) -> None:
        row, before = MOVES[verb], self.escalation.status
        by = self.customer if row.actor == "customer" else self.staff[who]
        events = self.escalation.events.count()
        with self.clock():
            try:
                changed = getattr(actions, verb)(self.escalation, by=by, **self.words(verb))
            except IllegalMove:
                self.escalation.refresh_from_db()
                assert self.escalation.status == before and self.escalation.events.count() == events
                assert before not in row.starts or verb in self.may_refuse
                return
        assert before in row.starts, verb
        self.escalation = changed
        changed.refresh_from_db()
        assert changed.status == (row.end or before)

    # Legal by the table, and still nothing to do: the top of the ladder, no ground, answered once already.
    may_refuse = {
        "raise_level",
        "ask_next_level",
        "call_next_level",
        "unprioritise",
        "answer_once",
        "prioritise",
    }
    # Nothing changed, accepted already; concerned already or not at all; not while the customer is concerned.
    may_refuse |= {"share_plan", "accept_plan", "raise_concern", "take_concern", "close_concern"}
    may_refuse |= {"propose_end", "record_agreement", "add_participant"}

    def words(self, verb: str) -> dict:
        if verb in ABOUT:
            return ABOUT[verb](self.escalation)
        own = {
            "share_plan": {"steps": make.STEPS, "version": self.escalation.version},
            "prioritise": {"ground": "extended", "note": "Old."},
            "record_agreement": {
                "spoken_by": "Nadia Berger",
                "spoken_at": timezone.now(),
                "spoken_how": "on the phone",
            },
        }
        words = own.get(verb, WORDS.get(verb, {"note": "Because."}))
        return words() if callable(words) else words

    # --- What is always so ---------------------------------------------------------------------------
    @invariant()
    def one_open_escalation_a_case_at_most(self):
        assert Escalation.objects.of_case(self.ticket).open().count() <= 1

    @invariant()
    def an_open_one_owes_a_promise_or_waits_for_the_customer(self):
        escalation = Escalation.objects.get(pk=self.escalation.pk)
        owed = escalation.promises.open().exists()
        if escalation.status == Status.PROPOSED:
            assert not owed and escalation.proposals.open().count() == 1
            assert escalation.band == Band.PAUSED
        else:
            assert owed == (escalation.status in OPEN) and not escalation.proposals.open().exists()

    @invariant()
    def an_end_has_its_conditions_and_its_agreement(self):  # S4-31 to S4-35
        for escalation in Escalation.objects.of_case(self.ticket).filter(status=Status.RESOLVED):
            agreed = escalation.proposals.filter(answer__in=["agreed", "spoken"])
            if escalation.events.filter(verb="end_with_case").exists():
                assert not self.ticket.is_open and not agreed.exists()
            else:
                row = agreed.get()
                assert row.plan_word and row.analysis_word and row.progress_word and row.answered_by
                assert self.ticket.events.filter(verb__in=["agree_end", "record_agreement"]).exists()
                assert escalation.cause

    @invariant()
    def the_queue_reads_what_is_owed(self):
        escalation = Escalation.objects.get(pk=self.escalation.pk)
        first = escalation.promises.open().first()
        shown = None if escalation.is_paused or first is None else first.due_by
        assert escalation.due_by == shown
        assert (escalation.band == Band.ENDED) == (not escalation.is_open)

    @invariant()
    def the_level_is_one_of_the_ladder(self):
        assert self.escalation.level in Level.objects.of(Ladder.SERVICE)


def test_every_verb_is_walked():
    assert set(VERBS) | APART | BY_ITSELF == set(MOVES)


def test_an_escalation_keeps_to_its_table_whatever_is_tried():
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
