"""First contact: the representative acknowledges, decides and answers."""

from datetime import UTC, datetime

import pytest
import time_machine

from escalations.complaints import actions
from escalations.complaints.states import Kind, Status
from portal.workflow.moves import IllegalMove
from tests.complaints import make

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


# S4-1
def test_the_representative_says_who_looks_into_it_and_by_when_the_answer_comes():
    with time_machine.travel(FRIDAY, tick=False):
        complaint = actions.acknowledge(make.received(), by=make.representative(), note="I am on it.")
    assert complaint.status == Status.LOOKING and complaint.holder.name == "Sam Okafor"
    first, answer = complaint.promises.order_by("pk")
    assert (first.kept_at, first.state()) == (FRIDAY, "kept")
    assert (answer.kind, answer.due_by) == (Kind.ANSWER, datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
    words = make.text(make.letters(complaint, "acknowledged")[0])
    assert "Sam Okafor has read your complaint and looks into it." in words and "I am on it." in words
    assert "The representative will answer you by: Wednesday 25 November, 10:00" in words


# S4-1
@pytest.mark.parametrize("begin", [make.received, make.looking])
def test_a_fair_decision_may_be_made_at_first_contact(begin):
    complaint = actions.answer(begin(), by=make.representative(), note="You are right: a credit for a week.")
    assert complaint.status == Status.ANSWERED
    assert not complaint.promises.open().exists()  # it is the customer's turn
    words = make.text(make.letters(complaint, "answered")[0])
    assert "You are right: a credit for a week." in words and "a manager reviews all of it" in words


def test_nothing_is_answered_twice():
    complaint = make.answered()
    with pytest.raises(IllegalMove):
        actions.answer(complaint, by=make.representative(), note="Again.")
    assert len(make.letters(complaint, "answered")) == 1


# S4-2
def test_an_answer_that_a_referral_makes_needless_is_not_called_kept():
    complaint = actions.refer_to_manager(make.looking(), by=make.representative(), note="Not mine.")
    assert complaint.status == Status.REFERRED
    (answer,) = complaint.promises.filter(kind=Kind.ANSWER)
    assert answer.kept_at is None and answer.let_go_at is not None and answer.next_alarm_at is None
