"""The life of an issue, walked at random: whoever tries whatever in whatever order, the table is kept to.

Every legal verb leads where the table says, every other one changes nothing; a clock is owed only until a
person answers; what ended owes nothing and stands last; no internal note is public (S0-12, C19).
"""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from escalations.providers import actions
from escalations.providers.models import ProviderIssue, Redirect
from escalations.providers.states import MOVES, OPEN, Status
from portal.workflow.moves import IllegalMove
from tests.providers import make as providers

pytestmark = pytest.mark.django_db
STAFF = [verb for verb, row in MOVES.items() if row.actor == "staff"]
PROVIDER = [verb for verb, row in MOVES.items() if row.actor == "customer"]
WITHOUT_WORDS = {"start", "take", "end"}
# One door writes all three: the status says which it is.
WRITES = ("reply", "supply", "reopen")


class Walk(RuleBasedStateMachine):
    people: dict = {}

    @initialize()
    def receive(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.issue = providers.received(self.people["provider"])
        self.status, self.verbs = Status.RECEIVED, ["submit"]

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @rule(verb=st.sampled_from(STAFF), who=st.sampled_from(["ines", "manager"]))
    def staff(self, verb, who):
        words = {} if verb in WITHOUT_WORDS else {"note": "We look at it."}
        if verb == "turn_away":
            words = {"category": providers.category("customer-question")}
        self.try_(verb, lambda: getattr(actions, verb)(self.issue, by=self.people[who], **words))

    @rule(verb=st.sampled_from(PROVIDER), who=st.sampled_from(["provider", "colleague"]))
    def provider(self, verb, who):
        if verb in WRITES:
            verb = {Status.WAITING: "supply", Status.RESOLVED: "reopen"}.get(self.status, "reply")
            self.try_(verb, lambda: actions.reply(self.issue, by=self.people[who], note="More."))
        else:
            self.try_(verb, lambda: actions.close(self.issue, by=self.people[who]))

    @rule()
    def time_runs_out(self):
        """The alarm of the clock, rung as late as can be, as often as one likes."""
        clock = self.issue.clocks.get()
        owed = clock.kept_at is None and clock.next_alarm_at is not None
        actions.ring(clock.pk, at=clock.due_by)
        if owed:
            self.verbs.append("miss")

    def try_(self, verb, act):
        legal = self.status in MOVES[verb].starts
        try:
            act()
        except IllegalMove:
            assert not legal
            return
        assert legal
        self.verbs.append(verb)
        self.status = Status(MOVES[verb].end or self.status)

    @invariant()
    def the_table_is_kept_to(self):
        if not hasattr(self, "issue"):
            return
        issue = ProviderIssue.objects.get(pk=self.issue.pk)
        assert issue.status == self.status
        assert [event.verb for event in issue.events.order_by("pk")] == self.verbs
        owed = issue.clocks.open().exists()
        assert owed is (issue.status == Status.RECEIVED)
        assert (issue.due_by is not None) is owed
        assert (issue.band == issue.Band.ENDED) is (issue.status not in OPEN)
        assert (issue.closed_at is not None) is (issue.status in (Status.CLOSED, Status.TURNED_AWAY))
        assert (issue.resolved_at is not None) is (
            issue.status == Status.RESOLVED or (issue.status == Status.CLOSED)
        )
        assert Redirect.objects.filter(issue=issue).exists() is (issue.status == Status.TURNED_AWAY)
        assert not issue.events.public().filter(verb__in=("note", "warn")).exists()
        assert len(providers.letters(issue, "missed")) <= 1


def test_whatever_is_tried_in_whatever_order_the_table_is_kept_to():
    kim = providers.provider()
    Walk.people = {
        "provider": kim,
        "colleague": providers.make.colleague(kim),
        "ines": providers.integration(),
        "manager": providers.make.staff(providers.Role.MANAGER),
    }
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def test_every_status_has_a_meaning_and_every_verb_its_words():
    from escalations.providers.states import LAUNCH_MOVES, MEANINGS
    from escalations.providers.verbs import LAUNCH_VERBS, VERBS
    from escalations.providers.wording import _OF_LAUNCHES, _SENTENCES

    assert set(MEANINGS) == set(Status)
    assert set(_SENTENCES) == {"submit", *MOVES}
    assert set(_OF_LAUNCHES) == set(LAUNCH_MOVES)
    assert list(VERBS) == STAFF
    assert list(LAUNCH_VERBS) == [verb for verb, row in LAUNCH_MOVES.items() if row.actor == "staff"]
