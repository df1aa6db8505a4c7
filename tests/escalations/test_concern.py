"""“I am concerned”: at once to who acts and who must know, a call by a time, and what was agreed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from escalations import actions, tasks
from escalations.models import Concern
from escalations.states import Status
from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page
from tickets import actions as cases

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def house():
    """Somebody in each role, on a Monday morning."""
    with time_machine.travel(MONDAY, tick=False):
        found = {
            "engineer": people.staff(Role.ENGINEER, name="Eva Brandt"),
            "duty": people.staff(Role.DUTY, name="Dario Costa"),
            "regional": people.staff(Role.REGIONAL, name="Rosa Keller"),
            "global": people.staff(Role.GLOBAL, name="Gil Okafor"),
            "manager": people.staff(Role.MANAGER, name="Ines Duarte"),
            "lead": people.staff(Role.LEAD, name="Priya Nair"),
        }
        make.post(found["regional"], role=Role.REGIONAL)
        make.post(found["global"], role=Role.GLOBAL)
        make.post(found["lead"], level=2)
        make.shift(found["duty"], MONDAY, MONDAY + timedelta(hours=8))
        yield found


def told(escalation, letter) -> list[str]:
    return [row.to for row in make.letters(escalation, letter)]


# S4-36, S4-37
def test_it_goes_at_once_to_engineer_duty_and_regional_manager_and_to_the_management_team(client, house):
    escalation = make.planned()
    assert escalation.engineer == house["engineer"]
    client.force_login(escalation.requester)
    path = f"{escalation.get_absolute_url()}concern/"
    empty = client.post(path, {"note": " ", "form_key": new_key()})
    assert empty.status_code == 422 and "what concerns you" in page(empty)
    key = new_key()
    for _time in range(2):  # pressed twice
        assert client.post(path, {"note": "Nothing moves.", "form_key": key}).status_code == 302
    who = [house[role].email for role in ("engineer", "duty", "regional")]
    assert told(escalation, "concern_raised") == who
    assert told(escalation, "concern_to_management") == [house["manager"].email, house["global"].email]
    event = escalation.events.get(verb="tell_management")  # S4-37: on record, in the engineer's name
    assert (event.by, event.detail, event.public) == (house["engineer"], "Ines Duarte, Gil Okafor", False)
    concern = Concern.objects.get()
    assert concern.due_by == MONDAY + timedelta(hours=1)
    (receipt,) = make.letters(escalation, "concern_received")
    assert "> Nothing moves." in receipt.text and "10:00" in receipt.text
    shown = page(client.get(escalation.get_absolute_url()))
    assert "Somebody takes your concern and arranges a call by" in shown and "You are concerned" in shown


def test_one_at_a_time(client, house):
    escalation = make.concerned()
    client.force_login(escalation.requester)
    path = f"{escalation.get_absolute_url()}concern/"
    again = client.post(path, {"note": "Still nothing.", "form_key": new_key()})
    assert again.status_code == 409 and "We know of your concern already" in page(again)
    assert Concern.objects.count() == 1 and len(make.letters(escalation, "concern_raised")) == 3


def test_another_customer_cannot_raise_one(client, house):
    escalation = make.planned()
    client.force_login(people.customer())
    path = f"{escalation.get_absolute_url()}concern/"
    assert client.post(path, {"note": "Me too.", "form_key": new_key()}).status_code == 404
    assert not Concern.objects.exists()


# S4-38, S4-39
def test_somebody_takes_it_a_manager_conducts_the_call_and_resources_are_recorded(client, house):
    escalation = make.concerned()
    client.force_login(house["duty"])
    case = f"/admin/escalations/escalation/{escalation.pk}/"
    past = client.post(f"{case}take_concern/", {"call_at": "2026-11-23T08:00", "form_key": new_key()})
    assert past.status_code == 422 and "This time has passed." in page(past)
    taken = {"call_at": "2026-11-23T11:30", "note": "", "form_key": new_key()}
    assert client.post(f"{case}take_concern/", taken).status_code == 302
    concern = Concern.objects.get()
    assert (concern.taken_by, concern.kept_at) == (house["duty"], MONDAY)
    assert concern.call_at == datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    (letter,) = make.letters(escalation, "concern_taken")
    assert "Monday 23 November, 11:30" in letter.text.replace("\xa0", " ")
    conductors = [house[role].email for role in ("regional", "global", "engineer")]
    assert told(escalation, "concern_call") == conductors
    held = {
        "note": "We call every morning.",
        "conducted_by": [house["regional"].pk, house["global"].pk],
        "resources": "A second engineer\n\nThe database team",
        "form_key": new_key(),
    }
    assert client.post(f"{case}close_concern/", held).status_code == 302
    concern.refresh_from_db()
    assert set(concern.conducted_by.all()) == {house["regional"], house["global"]}
    assert [row.what for row in concern.measures.all()] == ["A second engineer", "The database team"]
    (letter,) = make.letters(escalation, "concern_closed")
    assert "- A second engineer" in letter.text and "> We call every morning." in letter.text
    client.force_login(escalation.requester)
    shown = page(client.get(escalation.get_absolute_url()))
    assert "Rosa Keller" in shown and "The database team" in shown and "We call every morning." in shown


def test_two_who_take_it_at_once_are_one(house):
    escalation = make.concerned()
    call_at = MONDAY + timedelta(hours=2)
    actions.take_concern(escalation, by=house["duty"], call_at=call_at)
    with pytest.raises(IllegalMove, match="Dario Costa has taken it already"):
        actions.take_concern(escalation, by=house["engineer"], call_at=call_at)
    assert len(make.letters(escalation, "concern_taken")) == 1


# S4-36
def test_if_nobody_takes_it_in_time_the_level_above_is_told_once(client, house):
    escalation = make.concerned()
    with time_machine.travel(MONDAY + timedelta(minutes=59), tick=False):
        assert tasks.ring_concerns() == 0
    with time_machine.travel(MONDAY + timedelta(minutes=60), tick=False):
        assert [tasks.ring_concerns(), tasks.ring_concerns()] == [1, 0]
        client.force_login(escalation.requester)
        assert "Nobody took your concern in time" in page(client.get(escalation.get_absolute_url()))
    assert told(escalation, "concern_missed") == [house["lead"].email]
    concern = Concern.objects.get()
    assert concern.missed_at == MONDAY + timedelta(minutes=60) and concern.kept_at is None


def test_one_that_was_taken_rings_no_alarm(house):
    escalation = make.concerned()
    actions.take_concern(escalation, by=house["duty"], call_at=MONDAY + timedelta(hours=2))
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        assert tasks.ring_concerns() == 0
    assert make.letters(escalation, "concern_missed") == []


def test_nothing_is_back_on_track_while_a_customer_waits_for_the_call(house):
    escalation = make.concerned()
    with pytest.raises(IllegalMove, match="The customer is concerned"):
        actions.propose_end(escalation, by=house["manager"], **make.CONDITIONS, **make.LESSON)
    escalation.refresh_from_db()
    assert escalation.status == Status.PLANNED
    agreed = {"note": "Agreed.", "conducted_by": [house["regional"]]}
    escalation = actions.close_concern(escalation, by=house["manager"], **agreed)
    proposed = actions.propose_end(escalation, by=house["manager"], **make.CONDITIONS, **make.LESSON)
    assert proposed.status == Status.PROPOSED


def test_a_closed_case_ends_the_concern_and_calls_nothing_kept(house):
    escalation = make.concerned()
    cases.close(escalation.ticket, by=people.staff(), text="A duplicate.")
    concern = Concern.objects.get()
    assert concern.closed_at is not None and concern.kept_at is None
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        assert tasks.ring_concerns() == 0


def test_the_queue_marks_it_and_has_a_view_of_its_own(client, house):
    calm, worried = make.planned(), make.concerned()
    client.force_login(house["manager"])
    queue = page(client.get("/admin/escalations/escalation/"))
    assert queue.count("The customer is concerned") == 1
    view = page(client.get("/admin/escalations/escalation/?view=concerned"))
    assert worried.reference in view and calm.reference not in view
    case = page(client.get(f"/admin/escalations/escalation/{worried.pk}/change/"))
    assert "Nothing moves." in case and "Take the concern" in case
    case = page(client.get(f"/admin/escalations/escalation/{calm.pk}/change/"))
    assert "Take the concern" not in case and "The call was held" not in case


def test_without_an_engineer_or_a_rota_somebody_is_told_all_the_same():
    escalation = make.concerned(make.received())
    assert told(escalation, "concern_raised") == ["support@localhost"]
    assert escalation.events.filter(verb="tell_management").exists()
