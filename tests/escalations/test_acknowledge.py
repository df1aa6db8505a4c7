"""Acknowledge: a person says that it is being assessed."""

from datetime import UTC, datetime

import pytest
import time_machine

from escalations import actions
from escalations.models import Promise
from escalations.states import Kind, Status
from portal.workflow.moves import IllegalMove
from tests.escalations import make

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


@pytest.fixture
def escalation():
    with time_machine.travel(FRIDAY, tick=False):
        return make.received()


# S1-20, S1-21
def test_the_customer_hears_that_it_is_being_assessed_and_by_whom(escalation):
    mireille = make.resolutions()
    with time_machine.travel(MONDAY, tick=False):
        escalation = actions.acknowledge(escalation, by=mireille)
    assert (escalation.status, escalation.acknowledged_at) == (Status.ACKNOWLEDGED, MONDAY)
    assert escalation.holder == mireille
    (letter,) = make.letters(escalation, "acknowledged")
    words = " ".join(letter.text.split())
    assert "Mireille Caron of Customer Resolutions has read your escalation" in words
    assert "is assessing it" in words
    assert letter.key == f"escalation:{escalation.pk}:acknowledged:{escalation.requester.email}"


def test_it_keeps_the_first_promise_and_starts_the_next(escalation):
    with time_machine.travel(MONDAY, tick=False):
        escalation = actions.acknowledge(escalation, by=make.resolutions())
    kept, running = Promise.objects.order_by("pk")
    assert kept.state(MONDAY) == "kept" and kept.next_alarm_at is None
    assert (running.kind, running.due_by) == (Kind.REVIEW, datetime(2026, 11, 24, 9, 40, tzinfo=UTC))
    assert (escalation.due_by, escalation.due_kind) == (running.due_by, Kind.REVIEW)
    (letter,) = make.letters(escalation, "acknowledged")
    assert "We will tell you our decision by: Tuesday 24 November, 09:40" in " ".join(letter.text.split())


def test_in_the_very_second_it_is_still_in_time(escalation):
    with time_machine.travel(escalation.acknowledge_by.replace(microsecond=400_000), tick=False):
        actions.acknowledge(escalation, by=make.resolutions())
    assert Promise.objects.order_by("pk").first().state() == "kept"


def test_an_escalation_cannot_be_acknowledged_twice(escalation):
    actions.acknowledge(escalation, by=make.resolutions())
    with pytest.raises(IllegalMove):
        actions.acknowledge(escalation, by=make.resolutions(name="Ines Duarte"))
    assert len(make.letters(escalation, "acknowledged")) == 1


def test_whoever_holds_it_already_keeps_it(escalation):
    mireille = make.resolutions()
    actions.take(escalation, by=mireille)
    assert actions.acknowledge(escalation, by=make.resolutions(name="Ines Duarte")).holder == mireille
