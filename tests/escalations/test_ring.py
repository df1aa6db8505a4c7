"""Warned at 50 and 75 %, the lead at 90 %, missed at 100 %, whatever runs twice, late or never."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from escalations import actions, tasks
from escalations.models import Promise
from escalations.states import Kind, Status
from portal.accounts.roles import Role
from portal.businesstime.actions import recompute
from portal.businesstime.models import Calendar, Holiday
from tests import make as people
from tests.escalations import make
from tests.speed.counting import plan

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)
HALF = datetime(2026, 11, 23, 12, 35, tzinfo=UTC)
THREE_QUARTERS = datetime(2026, 11, 23, 14, 42, 30, tzinfo=UTC)
NEARLY = datetime(2026, 11, 23, 15, 59, tzinfo=UTC)
DUE = datetime(2026, 11, 23, 16, 50, tzinfo=UTC)


@pytest.fixture(autouse=True)
def team():
    people.staff(Role.RESOLUTIONS, email="mireille@support.example", name="Mireille Caron")
    people.staff(Role.LEAD, email="priya@support.example", name="Priya Nair")
    people.staff(Role.MANAGER, email="ines@support.example", name="Ines Duarte")


@pytest.fixture
def escalation():
    with time_machine.travel(FRIDAY, tick=False):
        return make.received()


def ring(at):
    with time_machine.travel(at, tick=False):
        return tasks.ring_alarms()


def staff_letters(escalation):
    return [
        (letter.kind.rpartition("/")[2], letter.to)
        for letter in make.letters(escalation)
        if letter.to.endswith("@support.example")
    ]


# S1-22
def test_the_team_is_warned_at_half_and_three_quarters_and_the_lead_before_the_end(escalation):
    for at in (HALF, THREE_QUARTERS, NEARLY):
        assert ring(at) == 1
    assert staff_letters(escalation) == [
        ("warned_half", "mireille@support.example"),
        ("warned_three_quarters", "mireille@support.example"),
        ("warned_nearly", "priya@support.example"),
    ]


# S1-22
@pytest.mark.parametrize("at", [HALF, THREE_QUARTERS, NEARLY])
def test_a_second_before_nothing_rings(escalation, at):
    ring(at.replace(second=0, minute=at.minute - 1))
    before = len(staff_letters(escalation))
    ring(at)
    assert len(staff_letters(escalation)) == before + 1


def test_each_is_said_once_however_often_it_runs(escalation):
    for at in (HALF, THREE_QUARTERS, NEARLY, DUE):
        ring(at)
        assert ring(at) == 0
    keys = [letter.key for letter in make.letters(escalation)]
    assert len(keys) == len(set(keys))
    assert f"escalation:{escalation.pk}:acknowledge:1:half:mireille@support.example" in keys


# S1-21, S1-22
def test_at_the_deadline_it_is_recorded_as_missed_and_everybody_hears_the_truth(escalation):
    ring(DUE)
    first, second = Promise.objects.filter(escalation=escalation).order_by("number")
    assert first.missed_at == DUE and first.kept_at is None
    assert second.kind == Kind.ACKNOWLEDGE
    assert second.due_by == datetime(2026, 11, 24, 16, 50, tzinfo=UTC)  # one working day more
    escalation.refresh_from_db()
    assert escalation.status == Status.RECEIVED and escalation.acknowledged_at is None
    assert escalation.acknowledge_by == DUE
    assert escalation.due_by == DUE  # what is late stays first in the queue
    assert staff_letters(escalation) == [("missed_manager", "ines@support.example")]
    (holding,) = make.letters(escalation, "holding")
    assert holding.to == escalation.requester.email
    assert "Nobody has done so yet. We are sorry." in " ".join(holding.text.split())
    assert "Tuesday 24\xa0November" in holding.text
    assert "acknowledged" not in make.kinds(escalation)


def test_a_very_late_first_pass_says_only_what_is_still_worth_saying(escalation):
    ring(datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
    assert [kind for kind, _to in staff_letters(escalation)] == ["missed_manager"]


def test_between_two_shares_only_the_latest_is_said(escalation):
    ring(datetime(2026, 11, 23, 15, 30, tzinfo=UTC))
    assert [kind for kind, _to in staff_letters(escalation)] == ["warned_three_quarters"]
    ring(NEARLY)
    assert [kind for kind, _to in staff_letters(escalation)][-1] == "warned_nearly"


def test_when_nothing_ever_ran_the_promise_is_still_late(escalation):
    promise = Promise.objects.get(escalation=escalation)
    assert promise.state(datetime(2026, 11, 30, 9, 0, tzinfo=UTC)) == "late"


def test_the_new_promise_has_alarms_of_its_own_and_may_be_missed_again(escalation):
    ring(DUE)
    ring(datetime(2026, 11, 24, 16, 50, tzinfo=UTC))
    assert Promise.objects.filter(escalation=escalation, missed_at__isnull=False).count() == 2
    assert len(make.letters(escalation, "holding")) == 2


# S1-21
def test_an_acknowledgement_stops_the_alarms_and_late_is_called_late(escalation):
    ring(DUE)
    late = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    with time_machine.travel(late, tick=False):
        actions.acknowledge(escalation, by=make.resolutions())
    states = Promise.objects.filter(escalation=escalation, kind=Kind.ACKNOWLEDGE).order_by("number")
    assert [promise.state(late) for promise in states] == ["kept_late", "kept"]
    ring(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    assert "acknowledge:2" not in " ".join(letter.key for letter in make.letters(escalation))


def test_without_anybody_in_the_role_somebody_hears_it_all_the_same(escalation, settings):
    people.User.objects.all().exclude(pk=escalation.requester_id).update(is_active=False)
    ring(HALF)
    assert staff_letters(escalation) == []
    assert [letter.to for letter in make.letters(escalation, "warned_half")] == [settings.SUPPORT_EMAIL]


def test_one_alarm_that_fails_does_not_silence_the_others(escalation, monkeypatch, caplog):
    with time_machine.travel(FRIDAY, tick=False):
        other = make.received()
    broken = Promise.objects.get(escalation=escalation).pk
    ringing = actions.ring

    def ring_or_break(promise_id, *, at):
        if promise_id == broken:
            raise RuntimeError("broken")
        ringing(promise_id, at=at)

    monkeypatch.setattr(actions, "ring", ring_or_break)
    assert ring(HALF) == 1
    assert "warned_half" in make.kinds(other)
    assert f"failed for {broken}" in caplog.text


def test_a_pause_stops_the_alarms_and_the_answer_starts_them_again():
    with time_machine.travel(FRIDAY, tick=False):
        escalation = make.acknowledged()
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False):
        actions.ask(escalation, by=make.resolutions(), note="Since when?")
    assert ring(datetime(2026, 11, 27, 9, 0, tzinfo=UTC)) == 0
    with time_machine.travel(datetime(2026, 11, 27, 9, 0, tzinfo=UTC), tick=False):
        escalation = actions.add(escalation, by=escalation.requester, note="Since Monday.")
    assert escalation.due_by == datetime(2026, 11, 27, 16, 50, tzinfo=UTC)
    assert ring(datetime(2026, 11, 27, 16, 50, tzinfo=UTC)) == 1
    assert [letter.kind for letter in make.letters(escalation)][-1] == "escalations/email/holding"


def test_the_sweep_reads_due_rows_only_in_one_statement(escalation, django_assert_num_queries):
    with time_machine.travel(FRIDAY, tick=False), django_assert_num_queries(1):
        tasks.ring_alarms()


# S1-22
def test_the_sweep_goes_by_the_index_of_alarms(escalation):
    assert "promise_next_alarm" in plan(Promise.objects.due(DUE))


def test_deadlines_that_are_counted_again_on_purpose_move_in_the_queue_too(escalation):
    calendar = Calendar.objects.default()
    Holiday.objects.create(
        calendar=calendar, on=date(2026, 11, 23), name_en="Moving day", name_fr="Déménagement"
    )
    escalation.refresh_from_db()
    assert escalation.due_by == DUE  # a day off entered later moves nothing by itself
    with time_machine.travel(FRIDAY, tick=False):
        recompute(Promise.objects.all(), by=people.staff(), reason="We move house.")
    escalation.refresh_from_db()
    assert escalation.due_by == escalation.acknowledge_by == datetime(2026, 11, 24, 16, 50, tzinfo=UTC)
