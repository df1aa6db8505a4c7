"""The work on an escalation: plan, updates, order, ladder, notes, improvements, the end."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from escalations import actions
from escalations.models import Escalation, Improvement, Level, Promise
from escalations.states import Band, Ground, Kind, Ladder, Status
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page
from tickets import actions as cases
from tickets.models import Message

pytestmark = pytest.mark.django_db


# --- The plan -----------------------------------------------------------------------------------


# S1-31
def test_the_plan_is_shared_with_the_customer_step_by_step(client):
    escalation = make.planned()
    (letter,) = make.letters(escalation, "plan_shared")
    words = " ".join(letter.text.split())
    assert "- Find what slows the page, Jonas, Product Support, by Tuesday 24 November" in words
    assert "Next promised update by" in words
    client.force_login(escalation.requester)
    shown = page(client.get(escalation.get_absolute_url()))
    assert "Action plan" in shown and "Move the weekly report" in shown and "0 of 2 steps done" in shown


def test_the_plan_may_change_and_says_what_is_done():
    mireille = make.resolutions()
    escalation = make.planned(staff=mireille)
    first = escalation.planned_at
    steps = [{**make.STEPS[0], "done_on": date(2026, 11, 23)}, make.STEPS[1]]
    escalation = actions.share_plan(escalation, by=mireille, steps=steps, version=escalation.version)
    assert [step.done_on for step in escalation.steps.all()] == [date(2026, 11, 23), None]
    assert escalation.planned_at == first and escalation.status == Status.PLANNED
    (changed,) = make.letters(escalation, "plan_changed")
    assert "done on Monday 23 November" in " ".join(changed.text.split())


def test_two_people_who_change_the_plan_do_not_overwrite_each_other():
    mireille = make.resolutions()
    escalation = make.planned(staff=mireille)
    seen = escalation.version
    actions.share_plan(escalation, by=mireille, steps=[make.STEPS[0]], version=seen)
    with pytest.raises(actions.EditedMeanwhile):
        actions.share_plan(escalation, by=mireille, steps=[make.STEPS[1]], version=seen)
    assert [step.what for step in escalation.steps.all()] == ["Find what slows the page"]


# --- Updates ------------------------------------------------------------------------------------


# S1-34
def test_the_teams_update_looks_different_from_the_agents_case_note(client):
    jonas = people.staff(name="Jonas Weber")
    escalation = make.planned(ticket=make.case(agent=jonas))
    cases.answer(escalation.ticket, by=jonas, text="I look at the report.")  # S1-32: the case note
    actions.update(escalation, by=make.resolutions(), note="The report moved to 05:00.")
    client.force_login(escalation.requester)
    shown = page(client.get(escalation.get_absolute_url()))
    assert "message-team" in shown and "Update from Customer Resolutions" in shown
    assert "#flag" in shown.split("message-team")[1].split("</article>")[0]
    case = page(client.get(f"/requests/{escalation.ticket.reference}/"))
    assert "I look at the report." in case and "The report moved to 05:00." in case
    voices = Message.objects.filter(ticket=escalation.ticket).values_list("voice", flat=True)
    assert list(voices) == ["customer", "support", "resolutions"]
    assert len(make.letters(escalation, "updated")) == 1


# S1-32
def test_the_agent_keeps_the_customer_informed_by_notes_on_the_case():
    jonas = people.staff()
    escalation = make.planned(ticket=make.case(agent=jonas))
    cases.answer(escalation.ticket, by=jonas, text="It runs at night now.")
    letter = Letter.objects.get(kind="tickets/email/answered")
    assert letter.to == escalation.requester.email and "It runs at night now." in letter.text


def test_an_update_keeps_the_promised_one_and_promises_the_next():
    escalation = make.planned()
    escalation = actions.update(escalation, by=make.resolutions(), note="Going well.")
    updates = Promise.objects.filter(kind=Kind.UPDATE).order_by("number")
    assert [bool(promise.kept_at) for promise in updates] == [True, False]
    assert updates[1].minutes == 2 * 510
    assert escalation.due_by == updates[1].due_by


def test_before_the_plan_an_update_keeps_no_other_promise():
    escalation = actions.update(make.received(), by=make.resolutions(), note="We read it today.")
    assert Promise.objects.get().kept_at is None and escalation.due_kind == Kind.ACKNOWLEDGE
    assert "We will acknowledge your escalation by" in make.letters(escalation, "updated")[0].text


def test_while_we_wait_an_update_says_that_the_question_is_open():
    mireille = make.resolutions()
    escalation = actions.ask(make.planned(), by=mireille, note="Which site?")
    escalation = actions.update(escalation, by=mireille, note="We go on with the rest.")
    assert escalation.waiting_since is not None
    assert "Our question to you is still open" in make.letters(escalation, "updated")[0].text


# --- The order of the queue ---------------------------------------------------------------------


# S1-24
def test_otherwise_escalations_are_treated_in_the_order_of_the_clock():
    moment = datetime(2026, 11, 23, 9, 0).astimezone()
    found = []
    for minutes in (0, 10, 20):
        with time_machine.travel(moment + timedelta(minutes=minutes), tick=False):
            found.append(make.received(impact="critical" if minutes else "limited"))
    assert list(Escalation.objects.by_the_clock().in_order()) == found


# S1-23
@pytest.mark.parametrize("ground", Ground.values)
def test_only_a_recorded_ground_changes_the_order(ground):
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), tick=False):
        first, second = make.received(), make.received()
    ines = make.resolutions(name="Ines Duarte")
    second = actions.prioritise(second, by=ines, ground=ground, note="Production stands still.")
    assert list(Escalation.objects.by_the_clock().in_order()) == [second, first]
    assert (second.ground, second.prioritised_by, second.band) == (ground, ines, Band.UPLIFTED)
    event = second.events.get(verb="prioritise")
    assert (event.by, event.detail, event.public) == (ines, ground, False)
    assert make.kinds(second) == ["received"]  # nobody is told; the record says it


# --- The ladder ---------------------------------------------------------------------------------


# S1-28
def test_the_agent_of_the_case_takes_it_to_the_team_lead():
    priya = people.staff(Role.LEAD, name="Priya Nair")
    jonas = people.staff()
    escalation = make.approved(ticket=make.case(agent=jonas))
    escalation = actions.raise_level(escalation, by=jonas, note="The workaround no longer helps.")
    assert escalation.level.number == 2
    assert priya.email in [letter.to for letter in make.letters(escalation, "raised_told")]
    (letter,) = make.letters(escalation, "raised")
    assert "> The workaround no longer helps." in letter.text and "Team Lead" in letter.text


# S1-29, S1-30, S2-85 to S2-90
def test_it_goes_up_level_by_level_to_the_fifth_and_no_further():
    mireille = make.resolutions()
    escalation = make.received()
    for level in (2, 3, 4, 5):
        escalation = actions.raise_level(escalation, by=mireille, note="It is worse.")
        assert escalation.level.number == level
    with pytest.raises(IllegalMove):
        actions.raise_level(escalation, by=mireille, note="Higher still.")


# S2-85 to S2-91
def test_the_ladder_has_five_levels_each_with_its_when_and_who_is_there(client):
    assert list(Level.objects.of(Ladder.SERVICE).values_list("number", "name_en", "when_to_use_en")) == [
        (1, "Customer", "The issue is unresolved and its impact has increased"),
        (2, "Team Lead", "Ongoing concerns or a deteriorating experience"),
        (3, "Support Manager", "Significant or persistent concerns"),
        (4, "Head of Support and Customer Success", "Escalating business impact"),
        (5, "Chief Customer Officer", "Critical unresolved issues"),
    ]
    make.post(people.staff(Role.MANAGER, name="Robin Hale"), level=4)
    escalation = make.received()
    client.force_login(escalation.requester)
    shown = page(client.get(escalation.get_absolute_url()))
    assert "Robin Hale" in shown and "Chief Customer Officer" in shown


# --- Inside -------------------------------------------------------------------------------------


def test_an_internal_note_never_leaves_the_house(client):
    escalation = make.received()
    actions.note(escalation, by=make.resolutions(), note="They are right to be angry.")
    client.force_login(escalation.requester)
    assert "They are right" not in page(client.get(escalation.get_absolute_url()))
    assert all("They are right" not in letter.text for letter in Letter.objects.all())


# S1-35
def test_an_improvement_stands_in_the_register_with_its_owner():
    escalation = make.resolved()
    mireille = make.resolutions()
    actions.improve(
        escalation, by=mireille, what="Reports run at night.", owner="Database team", due_on=date(2026, 12, 1)
    )
    found = Improvement.objects.get()
    assert (found.escalation, found.what, found.owner) == (
        escalation,
        "Reports run at night.",
        "Database team",
    )
    assert found.noted_by == mireille


# --- The end ------------------------------------------------------------------------------------


# S1-33
def test_the_team_follows_it_until_the_case_is_back_on_track(client):
    escalation = make.resolved()
    assert (escalation.status, escalation.band, escalation.due_by) == (Status.RESOLVED, Band.ENDED, None)
    assert not Promise.objects.open().exists()
    (letter,) = make.letters(escalation, "resolved")
    assert "> Two Mondays without waiting." in letter.text
    assert escalation.ticket.is_open
    client.force_login(escalation.requester)
    assert "Back on track" in page(client.get(escalation.get_absolute_url()))


# S1-33
def test_a_closed_case_ends_its_escalation_and_calls_nothing_done():
    escalation = make.received()
    cases.close(escalation.ticket, by=people.staff(), text="A duplicate.")
    escalation.refresh_from_db()
    assert (escalation.status, escalation.acknowledged_at) == (Status.RESOLVED, None)
    promise = Promise.objects.get()
    assert promise.kept_at is None and promise.next_alarm_at is None
    assert make.kinds(escalation) == ["received", "ended_with_case"]


def test_whoever_takes_it_holds_it():
    ines = make.resolutions(name="Ines Duarte")
    escalation = actions.take(make.acknowledged(), by=ines)
    assert escalation.holder == ines
