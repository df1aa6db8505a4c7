"""De-escalation: three conditions with a word of evidence, and the customer's agreement. S4-31 to S4-35."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from escalations import actions, tasks
from escalations.models import Escalation, Promise, Proposal
from escalations.states import Band, Kind, Status
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page
from tickets import actions as cases

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def at(moment):
    return time_machine.travel(moment, tick=False)


def ended(escalation) -> bool:
    escalation.refresh_from_db()
    return escalation.status == Status.RESOLVED


# --- The three conditions ----------------------------------------------------------------------------


@pytest.mark.parametrize("missing", make.CONDITIONS)
def test_without_one_of_the_three_nothing_is_proposed(missing):  # S4-31, S4-32, S4-33, S4-35
    escalation, mireille = make.planned(), make.resolutions()
    words = {**make.CONDITIONS, missing: "  "}
    with pytest.raises(actions.NotReady, match="Each of the three conditions"):
        actions.propose_end(escalation, by=mireille, **words, **make.LESSON)
    escalation.refresh_from_db()
    assert escalation.status == Status.PLANNED and not escalation.proposals.exists()


@pytest.mark.parametrize("missing", make.CONDITIONS)
def test_not_even_the_database_takes_a_condition_without_evidence(missing):  # S4-35
    words = {**make.CONDITIONS, missing: ""}
    now, mireille = timezone.now(), make.resolutions()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(escalation=make.planned(), proposed_by=mireille, proposed_at=now, **words)


def test_each_condition_is_ticked_and_has_its_word_on_the_form(client):  # S4-31 to S4-33
    escalation = make.planned()
    client.force_login(make.resolutions(name="Ines Duarte"))
    url = reverse("admin:escalations_escalation_propose_end", args=[escalation.pk])
    sent = {"form_key": new_key(), "plan_met": "on", **make.CONDITIONS, **make.LESSON, "progress_word": ""}
    response = client.post(url, sent)
    words = page(response)
    assert response.status_code == 422
    assert words.count("It can end only when this is so. Tick it when it is.") >= 2
    assert "Say in a few words what shows it." in words and make.CONDITIONS["plan_word"] in words
    assert not escalation.proposals.exists()


def test_without_a_plan_there_is_none_that_could_be_acceptable():  # S4-32
    with pytest.raises(IllegalMove):
        actions.propose_end(make.approved(), by=make.resolutions(), **make.CONDITIONS, **make.LESSON)


def test_there_is_no_way_to_end_it_without_the_customer():  # S4-35
    """What the staff may do with a plan that runs; none of it ends in “back on track”."""
    from escalations.states import MOVES

    to_the_end = {verb for verb, row in MOVES.items() if row.end == Status.RESOLVED}
    assert to_the_end == {"agree", "record_agreement", "end_with_case"}
    assert all(MOVES[verb].starts == {Status.PROPOSED} for verb in ("agree", "record_agreement"))
    assert not hasattr(actions, "resolve")


# --- The customer's word ------------------------------------------------------------------------------


def test_the_customer_is_asked_and_reads_what_shows_it():
    escalation = make.proposed()
    (letter,) = make.letters(escalation, "end_proposed")
    words = " ".join(letter.text.split())
    assert "Do you agree?" in words and "ends only when you agree" in words
    for evidence in make.CONDITIONS.values():
        assert evidence in words
    assert f"/escalations/{escalation.reference}/#ending" in letter.text
    assert (escalation.status, escalation.band, escalation.due_by) == (Status.PROPOSED, Band.PAUSED, None)
    assert not Promise.objects.open().exists()  # the next word is the customer's


def test_the_customer_agrees_with_one_button_and_it_stands_on_the_case(client):  # S4-34
    escalation = make.proposed()
    customer = escalation.requester
    client.force_login(customer)
    shown = page(client.get(escalation.get_absolute_url()))
    assert "I agree: end the escalation" in shown and make.CONDITIONS["progress_word"] in shown
    url = reverse("escalations:agree", args=[escalation.pk])
    assert client.get(url).status_code == 405 and not ended(escalation)  # a mail scanner follows links
    data = {"form_key": new_key()}
    assert client.post(url, data).status_code == 302 and client.post(url, data).status_code == 302
    assert ended(escalation) and escalation.resolved_at
    assert escalation.proposals.get().answer == Proposal.Answer.AGREED
    case = escalation.ticket
    assert case.events.get(verb="agree_end").by == customer
    assert "You agreed that the escalation" in page(client.get(f"/requests/{case.reference}/"))
    assert "How it ended" in page(client.get(escalation.get_absolute_url()))
    assert make.kinds(escalation)[-2:] == ["resolved", "agreed"] and case.is_open


def test_staff_cannot_press_the_customers_button(client):
    escalation = make.proposed()
    client.force_login(make.resolutions(name="Ines Duarte"))
    url = reverse("escalations:agree", args=[escalation.pk])
    assert client.post(url, {"form_key": new_key()}).status_code == 403 and not ended(escalation)


def test_a_customer_who_does_not_agree_says_why_and_it_is_in_hand_again(client):  # S4-35
    escalation = make.proposed()
    client.force_login(escalation.requester)
    url = reverse("escalations:disagree", args=[escalation.pk])
    response = client.post(url, {"form_key": new_key(), "note": ""})
    assert response.status_code == 422 and "Say what is not back on track" in page(response)
    client.post(url, {"form_key": new_key(), "note": "One site is still slow."})
    escalation.refresh_from_db()
    assert (escalation.status, escalation.due_kind) == (Status.PLANNED, Kind.UPDATE)
    assert escalation.proposals.get().words == "One site is still slow."
    (told,), (inside,) = make.letters(escalation, "back_in_hand"), make.letters(escalation, "disagreed")
    assert "Next promised update by" in told.text and "> One site is still slow." in inside.text
    assert "One site is still slow." in page(client.get(escalation.get_absolute_url()))


def test_agreement_by_voice_is_written_down_with_who_when_and_how():  # S4-34
    jonas = make.resolutions(name="Jonas Weber")
    with at(MONDAY):
        escalation = make.proposed()
    said = {
        "spoken_by": "Nadia Berger",
        "spoken_at": MONDAY + timedelta(hours=2),
        "spoken_how": "on the phone",
    }
    with at(MONDAY + timedelta(hours=3)):
        escalation = actions.record_agreement(escalation, by=jonas, note="All sites are fast.", **said)
    proposal = escalation.proposals.get()
    assert (proposal.answer, proposal.spoken_by, proposal.answered_by) == ("spoken", "Nadia Berger", jonas)
    on_case = escalation.ticket.events.get(verb="record_agreement")
    assert (
        on_case.public
        and on_case.note == f"{escalation.reference}, Nadia Berger, 2026-11-23 11:00, on the phone"
    )
    (letter,) = make.letters(escalation, "resolved")
    words = " ".join(letter.text.split())
    assert "Nadia Berger agreed" in words and "on the phone" in words and "tell us at once" in words


@pytest.mark.parametrize(
    "wrong",
    [
        {"spoken_by": " "},
        {"spoken_how": ""},
        {"spoken_at": MONDAY + timedelta(days=9)},
        {"spoken_at": MONDAY - timedelta(days=9)},
    ],
    ids=["nobody", "nohow", "in the future", "before it was escalated"],
)
def test_an_agreement_by_voice_that_lacks_one_of_the_three_ends_nothing(wrong):  # S4-34, S4-35
    with at(MONDAY):
        escalation, mireille = make.proposed(), make.resolutions()
        said = {"spoken_by": "Nadia", "spoken_at": timezone.now(), "spoken_how": "on the phone", **wrong}
        with pytest.raises(actions.NotReady):
            actions.record_agreement(escalation, by=mireille, **said)
        assert not ended(escalation)


def test_we_may_take_the_question_back():
    escalation = actions.withdraw_end(make.proposed(), by=make.resolutions(), note="One site is slow again.")
    assert (escalation.status, escalation.due_kind) == (Status.PLANNED, Kind.UPDATE)
    assert escalation.proposals.get().answer == Proposal.Answer.WITHDRAWN
    assert "> One site is slow again." in make.letters(escalation, "back_in_hand")[0].text


# --- No answer ----------------------------------------------------------------------------------------


def test_who_does_not_answer_is_reminded_and_it_never_ends_by_itself():
    with at(MONDAY):
        escalation = make.proposed()
        assert tasks.remind_of_ends() == 0
    rang = []
    for day in range(1, 60):
        with at(MONDAY + timedelta(days=day, hours=1)):
            rang.append(tasks.remind_of_ends())
            assert tasks.remind_of_ends() == 0  # twice is once
    assert [day for day, count in enumerate(rang, start=1) if count] == [3, 8, 11]  # each three working days
    assert len(make.letters(escalation, "end_reminded")) == 3
    last = make.letters(escalation, "end_unanswered")[-1]
    assert last.to == escalation.holder.email and "it never ends by itself" in " ".join(last.text.split())
    escalation.refresh_from_db()
    assert escalation.status == Status.PROPOSED


def test_who_answered_is_not_reminded():
    with at(MONDAY):
        escalation = make.resolved()
    with at(MONDAY + timedelta(days=30)):
        assert tasks.remind_of_ends() == 0
    assert not make.letters(escalation, "end_reminded")


def test_a_case_that_is_closed_ends_the_question_and_nobody_is_said_to_have_agreed():
    escalation = make.proposed()
    cases.close(escalation.ticket, by=people.staff(), text="A duplicate.")
    assert ended(escalation)
    proposal = escalation.proposals.get()
    assert (proposal.answer, proposal.remind_by) == (Proposal.Answer.CASE_ENDED, None)
    assert "agreed" not in make.kinds(escalation)


# --- Again --------------------------------------------------------------------------------------------


def test_escalated_again_it_keeps_its_history_and_the_level_where_it_ended(client):  # S4-35
    mireille = make.resolutions()
    first = actions.raise_level(make.planned(staff=mireille), by=mireille, note="Worse.")
    first = actions.propose_end(first, by=mireille, **make.CONDITIONS, **make.LESSON)
    first = actions.agree(first, by=first.requester)
    again = make.received(first.ticket)
    assert (again.previous, again.level.number) == (first, 2)
    third = actions.decline(actions.acknowledge(again, by=mireille), by=mireille, note="It moves on.")
    third = make.received(first.ticket)
    client.force_login(first.requester)
    shown = page(client.get(third.get_absolute_url()))
    assert "Escalated before:" in shown and first.reference in shown and again.reference in shown
    assert "We went on at level 2" in shown
    client.force_login(mireille)
    staff = page(client.get(reverse("admin:escalations_escalation_change", args=[third.pk])))
    assert f"{again.reference}, {first.reference}" in staff


def test_a_first_escalation_begins_at_the_first_level():
    escalation = make.received()
    assert (escalation.previous, escalation.level.number) == (None, 1)


def test_every_letter_about_the_end_goes_to_whom_it_is_for():
    escalation = make.resolved()
    to = {
        letter.kind.rpartition("/")[2]: letter.to
        for letter in Letter.objects.filter(about=escalation.reference)
    }
    assert to["end_proposed"] == to["resolved"] == escalation.requester.email
    assert to["agreed"] == escalation.holder.email
    assert Escalation.objects.open().count() == 0
