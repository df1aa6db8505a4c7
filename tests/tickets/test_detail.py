import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.tickets import make as tickets
from tickets import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    return tickets.ticket(subject="Stock count page is slow", impact="major")


def page(client, ticket, user=None) -> str:
    client.force_login(user or ticket.requester)
    response = client.get(f"/requests/{ticket.reference}/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_what_it_means_whose_turn_it_is_and_what_happens_next(client, ticket):  # S2-107
    shown = page(client, ticket)
    assert "It is our turn" in shown
    assert "We have your request. It waits to be taken up." in shown
    assert "You need do nothing; we write again by" in shown
    assert "Major: slows work, with a workaround" in shown


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("triage", "It is our turn"),
        ("waiting_for_customer", "When you reply, our clock starts again."),
        ("on_customer_test", "Resolved: please test"),
        ("closed", "This request is closed and can no longer be changed."),
    ],
)
def test_each_status_is_explained(client, ticket, status, words):  # S2-108, S2-111, S2-115, S2-117
    tickets.walked(ticket, status)
    assert words in page(client, ticket)


def test_the_agent_has_a_name(client, ticket):
    actions.take(ticket, by=make.staff(name="Jonas Weber", job="Product Support"))
    shown = page(client, ticket)
    assert "It is with Jonas, Product Support." in shown
    assert "Jonas takes care of this request" in shown


def test_the_conversation_is_told_in_order_without_what_is_internal(client, ticket):
    agent = make.staff(name="Jonas Weber")
    with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
        actions.answer(ticket, by=agent, text="Jonas asks about the load.")
        actions.note(ticket, by=agent, text="SECRET: they are late with the invoice.")
    with time_machine.travel("2026-12-01T10:00:00Z", tick=False):
        actions.reply(ticket, by=ticket.requester, text="Only on Mondays.")
    with time_machine.travel("2026-12-01T11:00:00Z", tick=False):
        actions.supplement(ticket, by=make.staff(name="Mireille Caron"), text="We watch over it.")
    shown = page(client, ticket)
    told = ["It takes 40 seconds.", "Jonas asks about the load.", "Only on Mondays.", "We watch over it."]
    places = [shown.index(words) for words in told]
    assert places == sorted(places)
    assert "Update from Customer Resolutions" in shown
    assert "SECRET" not in shown and "Internal" not in shown


def test_no_address_of_anybody_is_on_it(client, ticket):
    agent = make.staff()
    actions.answer(ticket, by=agent, text="Hello.")
    shown = page(client, ticket, make.colleague(ticket.requester))
    assert agent.email not in shown and ticket.requester.email not in shown


def test_it_says_who_reads_along(client, ticket):
    assert "<dd>You</dd>" in page(client, ticket)
    make.colleague(ticket.requester)
    colleague = make.colleague(ticket.requester)
    assert "You and 2 colleagues" in page(client, ticket)
    assert f"{ticket.requester.name} and 2 colleagues" in page(client, ticket, colleague)


def test_somebody_elses_request_is_as_one_that_does_not_exist(client, ticket):  # S1-12
    client.force_login(make.customer())
    theirs = client.get(f"/requests/{ticket.reference}/")
    none = client.get("/requests/CW-99999/")
    assert theirs.status_code == none.status_code == 404
    same = re.compile(rf'{ticket.reference}|CW-99999|value="\w{{64}}"')
    assert same.sub("", theirs.content.decode()) == same.sub("", none.content.decode())


def test_markup_is_shown_as_words(client):
    ticket = tickets.ticket(subject='"><img src=x onerror=alert(1)>', text="<b>bold</b> {{ 7*7 }}")
    shown = page(client, ticket)
    assert "<img src=x" not in shown and "<b>bold" not in shown
    assert "&lt;b&gt;bold&lt;/b&gt; {{ 7*7 }}" in shown


def test_staff_read_the_page_and_answer_in_the_back_office(client, ticket):
    shown = page(client, ticket, make.staff())
    assert f"/admin/tickets/ticket/{ticket.pk}/change/" in shown
    assert "Send reply" not in shown


@pytest.mark.parametrize("messages", [1, 3])
def test_it_costs_at_most_eight_statements(client, ticket, messages):
    for _ in range(messages):
        actions.answer(ticket, by=make.staff(), text="An answer.")
        actions.reply(ticket, by=ticket.requester, text="A reply.")
    page(client, ticket)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/requests/{ticket.reference}/")
    assert len(queries) <= 8


def test_its_french_twin_is_french(client, ticket):
    client.force_login(ticket.requester)
    response = client.get(f"/fr/requests/{ticket.reference}/")
    assert response.status_code == 200 and 'lang="fr"' in response.content.decode()
