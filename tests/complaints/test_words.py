"""Words in between: from the customer, to the customer, recorded calls, internal notes, who takes it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from escalations.complaints import actions
from portal.workflow.once import new_key
from tests.complaints import make
from tests.escalations.test_submit import PNG

pytestmark = pytest.mark.django_db


def test_what_the_customer_adds_reaches_whoever_has_it(client):
    complaint = make.looking()
    client.force_login(complaint.requester)
    files = [SimpleUploadedFile("bill.png", PNG)]
    data = {"form_key": new_key(), "note": "It happened again.", "files": files}
    assert client.post(f"{complaint.get_absolute_url()}add/", data).status_code == 302
    event = complaint.events.get(verb="add")
    assert event.note == "It happened again." and event.attachments.get().name == "bill.png"
    assert make.kinds(complaint, complaint.holder.email)[-1] == "added"


def test_while_the_holder_is_away_the_others_of_the_level_hear_of_it():
    complaint = make.looking()
    complaint.holder.away_from = "2020-01-01"
    complaint.holder.save()
    mia = make.representative(name="Mia Lund")
    actions.add(complaint, by=complaint.requester, note="It happened again.")
    assert make.kinds(complaint, mia.email) == ["added"]


@pytest.mark.parametrize(("verb", "letter"), [("record_call", "called"), ("update", "updated")])
def test_a_call_and_a_word_in_between_reach_the_customer_with_the_promise_that_runs(verb, letter):
    complaint = make.looking()
    getattr(actions, verb)(complaint, by=complaint.holder, note="The logs are here.")
    words = make.text(make.letters(complaint, letter)[0])
    assert "The logs are here." in words and "The representative will answer you by" in words


def test_a_note_stays_inside(client):
    complaint = make.looking()
    actions.note(complaint, by=complaint.holder, note="The second time this year.")
    client.force_login(complaint.requester)
    assert "second time" not in client.get(complaint.get_absolute_url()).content.decode()
    assert not any("second time" in letter.text for letter in make.letters(complaint))


def test_whoever_takes_it_has_it_from_then_on():
    mia = make.representative(name="Mia Lund")
    complaint = actions.take(make.looking(), by=mia)
    assert complaint.holder == mia
