import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.outbox.models import Letter
from tests import make
from tickets import actions
from tickets.models import Ticket

KEY = "k" * 32


def send(client, form="technical", **typed):
    data = {"subject": "Stock page is slow", "text": "It takes 40 seconds.", "form_key": KEY, **typed}
    return client.post(f"/requests/new/{form}/", data)


@pytest.fixture
def customer(client, db):
    customer = make.customer()
    client.force_login(customer)
    return customer


def test_a_request_has_a_number_a_message_an_event_and_a_letter(customer):  # S2-33, S2-94, S2-107
    ticket = actions.submit(by=customer, subject="Stock page is slow", text="40 seconds.", impact="major")
    assert ticket.reference == f"CW-{ticket.pk:05d}"
    assert (ticket.status, ticket.organisation) == ("new", customer.membership.organisation)
    message = ticket.messages.get()
    assert (message.kind, message.voice, message.body) == ("public", "customer", "40 seconds.")
    assert [(event.verb, event.public, event.status) for event in ticket.events.all()] == [
        ("submit", True, "new")
    ]
    letter = Letter.objects.get(key__startswith=f"ticket:{ticket.pk}:submitted:")
    assert letter.to == customer.email
    assert ticket.reference in letter.subject and letter.about == ticket.reference


def test_sending_the_form_leads_to_the_request(client, customer):
    response = send(client, impact="major", article="7")
    ticket = Ticket.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/requests/{ticket.reference}/?sent=1"
    assert (ticket.impact, ticket.article, ticket.form) == ("major", 7, "technical")
    page = client.get(response["Location"]).content.decode()
    assert "We have received your request." in page and ticket.reference in page


@pytest.mark.parametrize("form", ["technical", "feedback", "change"])
def test_each_form_says_what_it_was(client, customer, form):  # S2-28, S2-29
    send(client, form=form)
    assert Ticket.objects.get().form == form


def test_only_technical_support_asks_for_the_impact(client, customer):
    send(client, form="feedback", impact="major")
    assert Ticket.objects.get().impact == ""
    assert b"Halts work completely" not in client.get("/requests/new/feedback/").content


def test_a_form_that_does_not_exist_is_404(client, customer):
    assert client.get("/requests/new/nonsense/").status_code == 404


def test_the_same_form_twice_is_one_request_and_one_letter(client, customer):
    first, second = send(client), send(client)
    assert first["Location"] == second["Location"]
    assert Ticket.objects.count() == Letter.objects.count() == 1


def test_the_same_key_with_other_words_is_a_page_that_keeps_them(client, customer):
    send(client)
    response = send(client, text="Something else.")
    assert response.status_code == 409
    page = response.content.decode()
    assert "Something else." in page and f"/requests/{Ticket.objects.get().reference}/" in page
    assert Ticket.objects.count() == 1


def test_a_key_of_another_person_is_no_conflict(client, customer):
    send(client)
    client.force_login(make.customer())
    assert send(client, text="Mine.").status_code == 302
    assert Ticket.objects.count() == 2


def test_an_article_that_is_no_number_is_not_kept(client, customer):
    assert send(client, article="1 OR 1=1").status_code == 302
    assert Ticket.objects.get().article is None


@pytest.mark.django_db(transaction=True)
def test_submitting_costs_at_most_fourteen_statements(client):
    client.force_login(make.customer())
    send(client)  # what is cached for the life of the process
    with CaptureQueriesContext(connection) as queries:
        assert send(client, form_key="n" * 32).status_code == 302
    # Two more begin and end the transaction.
    assert len(queries) <= 16
