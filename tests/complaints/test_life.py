"""The life of a complaint, walked at random by every role: the tables are kept to, whatever is tried.

Every legal verb leads where the table says and every other one changes nothing (S4-1 to S4-10, S4-46); it is
always somebody's (S2-79); what is owed has a promise; each answer is judged once; no word is lost.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from escalations.complaints import actions, people, tasks
from escalations.complaints.models import Complaint
from escalations.complaints.states import AFTER_NO, LEVEL_OF, MOVES, OPEN, OWED, TO_JUDGE, Band, Status
from portal.outbox.models import Letter
from portal.workflow import kept
from portal.workflow.moves import IllegalMove
from tests import make as persons
from tests.complaints import make

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # a Friday
# What nobody does again and again; the others are tried in any order.
FORWARD = {
    Status.RECEIVED: ["acknowledge", "answer", "refer_to_manager"],
    Status.LOOKING: ["answer", "refer_to_manager"],
    Status.ANSWERED: ["not_satisfied", "record_outcome", "satisfied"],
    Status.REFERRED: ["review"],
    Status.REVIEWING: ["respond", "refer_to_solutions"],
    Status.RESPONDED: ["not_satisfied", "record_outcome"],
    Status.SOLUTIONS: ["contact"],
    Status.CONTACTED: ["propose", "tell_avenues"],
    Status.PROPOSED: ["not_satisfied", "satisfied"],
    Status.DISCUSSING: ["propose", "tell_avenues"],
}
VERBS = [verb for verb, row in MOVES.items() if row.actor != "system"]
WITHOUT_WORDS = {"take"}


class Walk(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.savepoint, self.now, self.said = transaction.savepoint(), FIRST, []
        kept.forget()

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)
        kept.forget()

    @initialize()
    def it_is_made(self):
        self.staff = {1: make.representative(), 2: make.manager(), 3: make.solutions()}
        with time_machine.travel(self.now, tick=False):
            self.complaint = make.received(by=persons.customer())

    @rule(step=st.integers(0, 2), satisfied=st.booleans(), minutes=st.sampled_from([0, 7, 200, 1440, 4320]))
    def it_goes_on(self, step, satisfied, minutes):
        """Down the chain, so that its end is reached too."""
        self.pass_time(minutes)
        ways = FORWARD.get(Status(self.complaint.status), [])
        if ways:
            self.attempt(ways[step % len(ways)], satisfied)

    @rule(verb=st.sampled_from(VERBS), satisfied=st.booleans())
    def anything_is_tried(self, verb, satisfied):
        self.attempt(verb, satisfied)

    @rule(minutes=st.sampled_from([30, 600, 2880]))
    def time_passes(self, minutes):
        self.pass_time(minutes)

    def pass_time(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        with time_machine.travel(self.now, tick=False):
            tasks.ring_alarms()
            before = Letter.objects.count()
            assert tasks.ring_alarms() == 0 and Letter.objects.count() == before
        self.complaint.refresh_from_db()

    def attempt(self, verb: str, satisfied: bool) -> None:
        row, before = MOVES[verb], self.complaint.status
        words, by = self.words(verb, satisfied), self.by(verb)
        events = self.complaint.events.count()
        with time_machine.travel(self.now, tick=False):
            if before not in row.starts:
                with pytest.raises(IllegalMove):
                    getattr(actions, verb)(self.complaint, by=by, **words)
                self.complaint.refresh_from_db()
                assert (self.complaint.status, self.complaint.events.count()) == (before, events)
                return
            outcomes = self.complaint.outcomes.count()
            self.complaint = getattr(actions, verb)(self.complaint, by=by, **words)
        if "note" in words:
            self.said.append(words["note"])
        assert self.complaint.status == self.expected(verb, before, satisfied)
        _reached.add(self.complaint.status)
        assert self.complaint.events.count() == events + 1
        assert self.complaint.outcomes.count() == outcomes + (before in TO_JUDGE and verb in _JUDGES)

    def by(self, verb: str):
        if MOVES[verb].actor == "customer":
            return self.complaint.requester
        return self.staff[self.complaint.level.number]

    def words(self, verb: str, satisfied: bool) -> dict:
        words = {} if verb in WITHOUT_WORDS else {"note": f"Word {len(self.said)}."}
        if verb == "contact":
            words["how"] = "phone"
        if verb == "record_outcome":
            words |= {"how": "phone", "satisfied": satisfied, "said_at": timezone.now()}
        return words

    def expected(self, verb: str, before: str, satisfied: bool) -> str:
        if verb == "not_satisfied" or (verb == "record_outcome" and not satisfied):
            return AFTER_NO[Status(before)]
        if verb == "record_outcome":
            return Status.RESOLVED
        return MOVES[verb].end or before

    @invariant()
    def it_is_somebodys_and_what_is_owed_has_a_promise(self):
        if not hasattr(self, "complaint"):
            return
        complaint = Complaint.objects.get(pk=self.complaint.pk)
        owed = list(complaint.promises.open())
        wanted = OWED.get(Status(complaint.status))
        assert [promise.kind for promise in owed] == ([wanted] if wanted else [])
        assert complaint.due_by == (owed[0].due_by if owed else None)
        if complaint.status in OPEN:
            assert complaint.level.number == LEVEL_OF[Status(complaint.status)]
            assert complaint.holder == self.staff[complaint.level.number]
            assert people.may_work_on(complaint.holder, complaint)
            assert complaint.band == (Band.WAITING if complaint.status in TO_JUDGE else Band.CLOCK)
        else:
            assert complaint.ended_at and complaint.band == Band.ENDED

    @invariant()
    def no_word_is_lost_and_no_occasion_said_twice(self):
        if not hasattr(self, "complaint"):
            return
        notes = [note for note in self.complaint.events.values_list("note", flat=True) if note]
        assert sorted(notes) == sorted(self.said)
        assert (
            self.complaint.events.filter(verb="miss").count()
            == self.complaint.promises.exclude(missed_at=None).count()
        )


_reached: set[str] = set()
_JUDGES = ("satisfied", "not_satisfied", "record_outcome")


# S4-1 to S4-10, S4-46, S2-79, C6
def test_whatever_is_tried_in_whatever_order_the_tables_are_kept_to():
    with transaction.atomic():
        run_state_machine_as_test(
            Walk,
            settings=settings(
                max_examples=12,
                stateful_step_count=14,
                deadline=None,
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
    # Not a walk around the beginning only.
    assert _reached >= {Status.RESOLVED, Status.DISCUSSING, Status.AVENUES}
