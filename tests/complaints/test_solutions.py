"""The Solutions team: contact within two working days, an answer, or external avenues."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from escalations.complaints import actions, tasks
from escalations.complaints.models import ComplaintPromise
from escalations.complaints.states import Kind, Status
from portal.accounts.roles import Role
from portal.businesstime.actions import recompute
from portal.businesstime.models import Calendar, Holiday
from portal.workflow.moves import IllegalMove
from tests import make as people
from tests.complaints import make
from tests.speed.counting import plan

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
# Two days of 8 h 30 over a weekend and a Monday off: 1 h 15 on Friday, all of Tuesday, 7 h 15 on Wednesday.
HALF = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
NEARLY = datetime(2026, 11, 25, 14, 18, tzinfo=UTC)
DUE = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)


@pytest.fixture
def complaint():
    """Referred on a Friday afternoon before a long weekend."""
    Holiday.objects.create(
        calendar=Calendar.objects.default(), on=date(2026, 11, 23), name_en="A day off", name_fr="Férié"
    )
    with time_machine.travel(FRIDAY, tick=False):
        people.staff(Role.MANAGER, email="ines@support.example", name="Ines Duarte")
        make.manager(email="greta@support.example")
        make.solutions(email="yusuf@support.example")
        return make.with_solutions()


def ring(at):
    with time_machine.travel(at, tick=False):
        return tasks.ring_alarms()


def told(complaint, kind):
    return [letter.to for letter in make.letters(complaint, kind)]


# S4-7, S4-8
def test_the_referral_has_a_clock_of_its_own_over_weekend_and_holiday(complaint):
    promise = complaint.promises.get(kind=Kind.CONTACT)
    assert (promise.started_at, promise.due_by, promise.minutes) == (FRIDAY, DUE, 2 * 510)
    assert (complaint.status, complaint.due_by, complaint.holder.email) == (
        Status.SOLUTIONS,
        DUE,
        "yusuf@support.example",
    )
    words = make.text(make.letters(complaint, "referred")[-1])
    assert "The Solutions team will contact you by: Wednesday 25 November, 16:00" in words


# S4-8
def test_whoever_has_it_is_warned_before(complaint):
    assert ring(HALF.replace(hour=15, minute=59)) == 0
    assert ring(HALF) == 1
    assert ring(NEARLY) == 1
    assert told(complaint, "warned") == ["yusuf@support.example"] * 2
    assert told(complaint, "missed") == []


# S4-8
def test_it_is_missed_once_with_an_alarm_to_the_managers_and_an_honest_word_to_the_customer(complaint):
    ring(DUE)
    for later in (DUE, datetime(2026, 11, 30, 10, 0, tzinfo=UTC)):
        assert ring(later) == 0
    managers = ["greta@support.example", "ines@support.example", "yusuf@support.example"]
    assert sorted(told(complaint, "missed")) == managers
    assert told(complaint, "late") == [complaint.requester.email]
    promise = complaint.promises.get(kind=Kind.CONTACT)
    assert promise.missed_at == DUE and promise.kept_at is None
    assert complaint.events.filter(verb="miss").count() == 1
    complaint.refresh_from_db()
    assert complaint.due_by == DUE  # it stays first in the queue


# S4-8
def test_a_contact_stops_the_clock_and_late_is_called_late(complaint):
    with time_machine.travel(DUE.replace(microsecond=500_000), tick=False):
        complaint = actions.contact(complaint, by=complaint.holder, how="phone", note="We went through it.")
    promise = complaint.promises.get(kind=Kind.CONTACT)
    assert promise.state() == "kept" and ring(DUE) == 0
    assert complaint.status == Status.CONTACTED and complaint.due_kind == Kind.PROPOSE
    words = make.text(make.letters(complaint, "contacted")[0])
    assert "Yusuf Demir of the Solutions team spoke with you on the phone" in words


def test_a_contact_after_the_alarm_is_kept_late(complaint):
    ring(DUE)
    with time_machine.travel("2026-11-26 10:00Z", tick=False):
        actions.contact(complaint, by=complaint.holder, how="meeting", note="We met.")
        assert complaint.promises.get(kind=Kind.CONTACT).state() == "kept_late"


# S4-9
def test_they_review_respond_and_may_try_again(complaint):
    yusuf = complaint.holder
    complaint = actions.contact(complaint, by=yusuf, how="phone", note="We spoke.")
    complaint = actions.propose(complaint, by=yusuf, note="Half of it.")
    complaint = actions.not_satisfied(complaint, by=complaint.requester, note="Half is not all.")
    complaint = actions.propose(complaint, by=yusuf, note="All of it.")
    assert complaint.status == Status.PROPOSED
    complaint = actions.satisfied(complaint, by=complaint.requester)
    assert complaint.status == Status.RESOLVED
    assert "All of it." in make.text(make.letters(complaint, "resolved")[0])


# S4-10
@pytest.mark.parametrize("begin", [make.contacted, make.discussing])
def test_what_cannot_be_settled_ends_as_external_avenues(begin, client):
    first, second = make.avenue(), make.avenue(name_en="Mediation centre", position=2)
    make.avenue(name_en="Not told", position=3)
    complaint = actions.tell_avenues(
        begin(), by=make.solutions(), note="We spoke about who else can look at it.", avenues=[first, second]
    )
    assert complaint.status == Status.AVENUES and complaint.get_status_display() == "External avenues"
    assert list(complaint.avenues.all()) == [first, second] and complaint.ended_at
    assert not complaint.promises.open().exists()
    words = make.text(make.letters(complaint, "avenues")[0])
    for said in ("Independent ombudsman", "Mediation centre", "1 Example Street", "Within twelve months",
                 "We spoke about who else can look at it.", "final response"):  # fmt: skip
        assert said in words
    client.force_login(complaint.requester)
    page = client.get(complaint.get_absolute_url()).content.decode()
    assert "Where you can go now" in page and "Mediation centre" in page and "Not told" not in page


# S4-10
def test_there_are_no_avenues_before_they_have_spoken_with_the_customer(complaint):
    with pytest.raises(IllegalMove):
        actions.tell_avenues(complaint, by=complaint.holder, note="Go.", avenues=[make.avenue()])


def test_the_avenues_are_told_in_the_language_of_the_reader():
    complaint = make.ended(by=people.customer(language="fr"))
    (letter,) = make.letters(complaint, "avenues")
    assert "Médiateur indépendant" in make.text(letter) and "Dans les douze mois" in make.text(letter)


def test_the_sweep_reads_due_rows_only_by_their_index(complaint, django_assert_num_queries):
    with time_machine.travel(FRIDAY, tick=False), django_assert_num_queries(1):
        tasks.ring_alarms()
    assert "complaintpromise_next_alarm" in plan(ComplaintPromise.objects.due(DUE))


def test_a_deadline_counted_again_on_purpose_moves_in_the_queue_too(complaint):
    Holiday.objects.create(
        calendar=Calendar.objects.default(), on=date(2026, 11, 24), name_en="Moving", name_fr="Déménagement"
    )
    with time_machine.travel(FRIDAY, tick=False):
        recompute(ComplaintPromise.objects.all(), by=people.staff(), reason="We move house.")
    complaint.refresh_from_db()
    assert complaint.due_by == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
