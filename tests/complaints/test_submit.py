"""Complain: the form, what it refuses, who has it at once."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from escalations.complaints.models import Complaint, ComplaintPromise
from escalations.complaints.states import Kind, Status
from portal.workflow.once import new_key
from tests import make as people
from tests.complaints import make
from tests.escalations.make import case
from tests.escalations.test_submit import PNG, page
from tickets import actions as cases

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)
NEW = "/complaints/new/"


@pytest.fixture
def customer(client):
    customer = people.customer()
    client.force_login(customer)
    return customer


def typed(**fields):
    return {"form_key": new_key(), "case_number": "", **make.SAID, **fields}


# S2-79: it is owned the moment it is made; S4-1, S4-46
def test_a_complaint_has_an_owner_at_once_who_is_told_at_once(client, customer):
    sam = make.representative()
    response = client.post(NEW, typed())
    complaint = Complaint.objects.get()
    assert response["Location"] == f"/complaints/{complaint.reference}/"
    assert (complaint.requester, complaint.holder, complaint.status) == (customer, sam, Status.RECEIVED)
    assert (complaint.ticket, complaint.organisation) == (None, customer.membership.organisation)
    assert make.kinds(complaint, sam.email) == ["given"]
    words = make.text(make.letters(complaint, "received")[0])
    assert "Sam Okafor, Customer Service Representative, has it now" in words


# S2-79
def test_the_acknowledgement_is_promised_within_one_working_day(client, customer):
    with time_machine.travel(FRIDAY, tick=False):
        client.post(NEW, typed())
        words = page(client.get(NEW))
    promise = ComplaintPromise.objects.get()
    due = datetime(2026, 11, 23, 16, 50, tzinfo=UTC)  # over the weekend
    assert (promise.kind, promise.due_by) == (Kind.ACKNOWLEDGE, due)
    assert "If you send it now, we acknowledge by" in words and "23 November, 16:50" in words


# S1-12
@pytest.mark.parametrize("number", ["CW-99999", "nonsense", "of a stranger"])
def test_a_number_that_is_not_theirs_is_refused_without_saying_whether_it_exists(client, customer, number):
    number = case().reference if number == "of a stranger" else number
    response = client.post(NEW, typed(case_number=number))
    assert response.status_code == 422
    words = page(response)
    assert f"We find no case {number} that you can see. Check the number or leave it empty." in words
    assert make.SAID["what_happened"] in words and make.SAID["wish"] in words  # what was typed is kept
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_complaint_may_be_about_a_case_of_theirs_open_or_closed(client, customer, is_closed):
    ticket = case(customer)
    if is_closed:
        cases.close(ticket, by=people.staff(), text="Done.")
    assert f'value="{ticket.reference}"' in page(client.get(f"{NEW}?case={ticket.reference}"))
    client.post(NEW, typed(case_number=ticket.reference))
    assert Complaint.objects.get().ticket == ticket


def test_every_empty_answer_is_named_beside_its_field(client, customer):
    words = page(client.post(NEW, typed(subject="", what_happened=" ", wish="")))
    for said in ("Say in a few words", "Tell us what happened.", "Tell us what would put it right."):
        assert said in words
    assert "Three answers need your attention" in words


def test_sent_twice_it_is_one_complaint_and_other_words_under_its_key_are_shown(client, customer):
    data = typed()
    first, second = client.post(NEW, data), client.post(NEW, data)
    assert first["Location"] == second["Location"] and Complaint.objects.count() == 1
    response = client.post(NEW, {**data, "wish": "Something else."})
    assert response.status_code == 409 and "Something else." in page(response)


def test_files_go_with_it_and_only_who_sees_it_may_have_them(client, customer):
    client.post(NEW, typed(files=[SimpleUploadedFile("bill.png", PNG)]))
    file = Complaint.objects.get().attachments.get()
    assert client.get(file.get_absolute_url()).status_code == 200
    client.force_login(people.customer())
    assert client.get(file.get_absolute_url()).status_code == 404
    client.force_login(make.solutions())
    assert client.get(file.get_absolute_url()).status_code == 200


# C15
def test_it_needs_a_sign_in_and_keeps_what_was_typed(client):
    response = client.post(NEW, typed(wish="A credit note."))
    assert response["Location"].startswith("/accounts/login/")
    client.force_login(people.customer())
    assert "A credit note." in page(client.get(NEW))


def test_the_page_of_a_case_and_every_foot_lead_here(client, customer):
    ticket = case(customer)
    words = page(client.get(f"/requests/{ticket.reference}/"))
    assert f'href="/complaints/new/?case={ticket.reference}"' in words
    assert 'href="/complaints/new/"' in page(client.get("/"))
