from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.roles import Role
from tests import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.admin import TicketAdmin

pytestmark = pytest.mark.django_db
URL = "/admin/tickets/ticket/"


@pytest.fixture
def agent(client):
    agent = make.staff()
    client.force_login(agent)
    return agent


def page(client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_number_subject_customer_turn_agent_and_what_is_due(client, agent):
    organisation = make.organisation("Bluefin Bakery")
    ticket = tickets.ticket(requester=make.customer(organisation, name="Nadia Bell"), subject="Stock page")
    shown = page(client)
    for words in (
        ticket.reference,
        "Stock page",
        "Nadia Bell, Bluefin Bakery",
        "New",
        "Take it",
        "First answer",
        "staff-time tone-",
    ):
        assert words in shown


def test_the_saved_views_divide_the_requests(client, agent):
    new, mine = tickets.ticket(subject="Alpha"), tickets.ticket(subject="Beta")
    actions.take(mine, by=agent)
    tickets.ticket(subject="Gamma", status="waiting_for_customer")
    tickets.ticket(subject="Delta", status="closed")
    expected = {
        "": {"Alpha", "Beta"},
        "?view=turn": {"Alpha", "Beta"},
        "?view=mine": {"Beta"},
        "?view=nobody": {"Alpha", "Gamma"},
        "?view=waiting": {"Gamma"},
        "?view=open": {"Alpha", "Beta", "Gamma"},
        "?view=closed": {"Delta"},
        "?view=nonsense": {"Alpha", "Beta"},
    }
    for query, subjects in expected.items():
        shown = page(client, query)
        assert {s for s in ("Alpha", "Beta", "Gamma", "Delta") if s in shown} == subjects, query
    assert new.agent is None


def test_what_is_due_first_stands_first_and_what_stands_still_last(client, agent):
    waits = tickets.ticket(subject="Alpha", status="waiting_for_customer")
    minor, grave = (
        tickets.ticket(subject="Beta", impact="limited"),
        tickets.ticket(subject="Gamma", impact="critical"),
    )
    shown = page(client, "?view=open")
    assert shown.index(grave.subject) < shown.index(minor.subject) < shown.index(waits.subject)


def test_what_is_late_says_by_how_much(client, agent):
    with time_machine.travel(datetime(2026, 11, 23, 10, 0, tzinfo=UTC), tick=False) as clock:
        tickets.ticket(impact="critical")
        clock.shift(timedelta(hours=1))
        shown = page(client).replace("\N{NBSP}", " ")
    assert 'class="is-late"' in shown and "30 min late" in shown


def test_a_number_lands_on_the_case(client, agent):
    ticket = tickets.ticket(status="closed")
    response = client.get(f"{URL}?q=cw {ticket.pk}")
    assert response["Location"] == f"{URL}{ticket.pk}/change/"


def test_words_are_looked_for_everywhere(client, agent):
    tickets.ticket(subject="Numéros de facture", status="closed")
    tickets.ticket(subject="Other")
    shown = page(client, "?q=facture")
    assert "Numéros de facture" in shown and "Other" not in shown
    assert "Nothing has these words." in page(client, "?q=zebra")


def test_filters_narrow_it_and_unknown_ones_are_refused(client, agent):
    tickets.ticket(subject="Alpha", impact="critical")
    tickets.ticket(subject="Beta", form="feedback")
    assert "Beta" not in page(client, "?impact=critical")
    assert "Alpha" not in page(client, "?form=feedback")
    assert "Alpha" in page(client, "?impact=nonsense&status=nonsense")
    assert client.get(URL + "?requester__password__startswith=p").status_code in (302, 400)


def test_an_agent_sees_their_teams_and_the_lead_all(client, agent):
    ticket = tickets.ticket(subject="Of another team")
    actions.assign(ticket, by=make.staff(Role.LEAD), team=make.team())
    for query in ("", "?view=open", f"?q={ticket.reference}", "?q=another"):
        assert "Of another team" not in page(client, query)
    client.force_login(make.staff(Role.LEAD))
    assert "Of another team" in page(client)


def test_customers_and_editors_have_no_queue(client):
    client.force_login(make.customer())
    assert client.get(URL).status_code == 302
    client.force_login(make.staff(Role.EDITOR))
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", ["", "?view=mine", "?view=closed", "?q=slow", "?impact=major"])
def test_it_costs_at_most_eight_statements(client, agent, count, query):
    for _ in range(count):
        actions.take(tickets.ticket(impact="major"), by=agent)
        tickets.ticket(status="closed")
    page(client, query)
    with CaptureQueriesContext(connection) as queries:
        page(client, query)
    assert len(queries) <= 8 + (query == "?q=slow")  # together, or else any of the words


def test_it_counts_no_further_than_anybody_turns_pages(client, agent, monkeypatch):
    monkeypatch.setattr(TicketAdmin, "list_per_page", 2)
    for number in range(5):
        tickets.ticket(subject=f"Question {number}")
    first, third = page(client), page(client, "?p=3")
    assert "3+ requests" in first and "Question 1" in first and "Question 2" not in first
    assert "5 requests" in third and "Question 4" in third


def test_nothing_is_added_or_deleted_here(client, agent):
    ticket = tickets.ticket()
    client.force_login(make.administrator())
    assert client.get(f"{URL}add/").status_code == 403
    assert client.post(f"{URL}{ticket.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "Delete" not in page(client)


def test_the_page_says_how_many_there_are_as_far_as_it_looked(client, agent, monkeypatch):
    monkeypatch.setattr(TicketAdmin, "list_per_page", 2)
    for number in range(5):
        tickets.ticket(subject=f"Question {number}")
    assert "3+ requests" in page(client) and 'p=2">2</a>' in page(client)
    assert "5+ requests" in page(client, "?p=2")
    last = page(client, "?p=3")
    assert "5 requests" in last and "Question 4" in last and "Question 3" not in last


def test_a_page_beyond_the_end_or_of_all_leads_back_or_shows_the_first(client, agent, monkeypatch):
    monkeypatch.setattr(TicketAdmin, "list_per_page", 2)
    for number in range(5):
        tickets.ticket(subject=f"Question {number}")
    assert client.get(URL + "?p=9").status_code == 302
    shown = page(client, "?all=")
    assert "Question 1" in shown and "Question 2" not in shown
