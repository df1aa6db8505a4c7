"""Ask the customer, record a call, and what the customer adds."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from escalations import actions
from escalations.models import Escalation, Promise
from escalations.states import Band, Status
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import PNG, page

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def asked():
    with time_machine.travel(MONDAY, tick=False):
        escalation = make.acknowledged()
    with time_machine.travel(NOON, tick=False):
        return actions.ask(escalation, by=make.resolutions(), note="Since when does it happen?")


# S1-25
def test_the_question_reaches_the_customer_and_is_recorded(asked):
    (letter,) = make.letters(asked, "asked")
    assert "it is your turn" in letter.text and "> Since when does it happen?" in letter.text
    event = asked.events.get(verb="ask")
    assert event.public and event.note == "Since when does it happen?"


def test_our_clock_stands_still_until_the_answer(asked):
    promise = Promise.objects.order_by("pk").last()
    assert promise.state(FRIDAY) == "paused" and promise.remaining == 330
    assert (asked.waiting_since, asked.band, asked.due_by) == (NOON, Band.PAUSED, None)
    assert asked.status == Status.ACKNOWLEDGED
    with time_machine.travel(FRIDAY, tick=False):
        answered = actions.add(asked, by=asked.requester, note="Since Monday.")
    assert answered.waiting_since is None and answered.band == Band.CLOCK
    assert answered.due_by == datetime(2026, 11, 27, 14, 30, tzinfo=UTC)


# S1-21
def test_the_promise_to_acknowledge_waits_for_no_answer():
    with time_machine.travel(MONDAY, tick=False):
        escalation = make.received()
        due_by = escalation.due_by
        escalation = actions.ask(escalation, by=make.resolutions(), note="Which site?")
        (letter,) = make.letters(escalation, "asked")
    assert (escalation.due_by, escalation.band) == (due_by, Band.CLOCK)
    assert Promise.objects.get().paused_at is None
    assert "does not wait for your answer" in " ".join(letter.text.split())


def test_the_customer_answers_on_the_page_with_files_and_the_team_hears_it(client, asked):
    client.force_login(asked.requester)
    shown = page(client.get(asked.get_absolute_url()))
    assert "It is your turn" in shown and "Since when does it happen?" in shown
    data = {"form_key": new_key(), "note": "Since the update.", "files": [SimpleUploadedFile("a.png", PNG)]}
    response = client.post(f"{asked.get_absolute_url()}add/", data)
    assert response["Location"] == asked.get_absolute_url()
    event = asked.events.get(verb="add")
    assert event.note == "Since the update." and event.attachments.count() == 1
    assert make.letters(asked, "added")[0].to == asked.holder.email
    shown = page(client.get(asked.get_absolute_url()))
    assert "It is your turn" not in shown and "Since the update." in shown and "a.png" in shown


def test_an_answer_without_words_keeps_the_page_and_says_what_is_missing(client, asked):
    client.force_login(asked.requester)
    response = client.post(f"{asked.get_absolute_url()}add/", {"form_key": new_key(), "note": " "})
    assert response.status_code == 422 and "Write what is new." in page(response)


def test_the_same_answer_twice_is_said_once(client, asked):
    client.force_login(asked.requester)
    data = {"form_key": new_key(), "note": "Since the update."}
    for _time in range(2):
        assert client.post(f"{asked.get_absolute_url()}add/", data).status_code == 302
    assert asked.events.filter(verb="add").count() == 1


def test_an_answer_to_an_escalation_that_ended_meanwhile_is_not_lost(client):
    escalation = make.resolved()
    client.force_login(escalation.requester)
    response = client.post(
        f"{escalation.get_absolute_url()}add/", {"form_key": new_key(), "note": "One more thing."}
    )
    assert response.status_code == 409
    assert "This cannot be done now" in page(response) and "One more thing." in page(response)


def test_after_sign_out_the_answer_waits_for_the_sign_in(client, asked):
    response = client.post(f"{asked.get_absolute_url()}add/", {"form_key": new_key(), "note": "Kept words."})
    assert f"next=/escalations/{asked.reference}/" in response["Location"].replace("%2F", "/")
    session = dict(client.session)
    client.force_login(asked.requester)
    kept = client.session
    kept.update({name: value for name, value in session.items() if not name.startswith("_auth")})
    kept.save()
    assert "Kept words." in page(client.get(asked.get_absolute_url()))


def test_staff_read_the_customers_page_but_do_not_speak_there(client, asked):
    client.force_login(asked.holder)
    assert client.get(asked.get_absolute_url()).status_code == 200
    data = {"form_key": new_key(), "note": "As the customer?"}
    assert client.post(f"{asked.get_absolute_url()}add/", data).status_code == 403


# C14
def test_a_colleague_who_sees_all_may_answer(client, asked):
    client.force_login(people.colleague(asked.requester))
    data = {"form_key": new_key(), "note": "I know it."}
    assert client.post(f"{asked.get_absolute_url()}add/", data).status_code == 302
    assert "Camille" in page(client.get(asked.get_absolute_url()))


# S1-25
def test_a_call_is_recorded_and_confirmed_in_writing():
    escalation = make.acknowledged()
    actions.record_call(escalation, by=make.resolutions(), note="Peak season begins on 30 November.")
    assert escalation.events.get(verb="record_call").public
    (letter,) = make.letters(escalation, "called")
    assert "> Peak season begins on 30 November." in letter.text
    assert Escalation.objects.get().waiting_since is None


def test_a_step_of_the_review_ends_the_waiting(asked):
    assert actions.approve(asked, by=make.resolutions(), note="Enough is known.").waiting_since is None
