import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.businesstime.wording import short_day, short_moment, there
from tests import make
from tests.escalations import make as escalations
from tests.tickets import make as tickets
from tickets import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(client):
    customer = make.customer(organisation=make.organisation("Bluefin Bakery"))
    client.force_login(customer)
    return customer


def page(client, query: str = "") -> str:
    response = client.get(f"/requests/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_it_needs_a_sign_in(client):
    response = client.get("/requests/")
    assert response.status_code == 302 and "next=/requests/" in response["Location"]


def test_it_shows_number_subject_turn_and_what_happens_next(client, customer):  # S1-11, S2-30
    ticket = tickets.ticket(requester=customer, subject="Invoice numbers skip", status="waiting_for_customer")
    shown = page(client)
    for words in (
        ticket.reference,
        "Invoice numbers skip",
        "Waiting for you",
        "Your turn",
        "Our clock is paused.",
    ):
        assert words in shown
    assert "1 open request" in shown


def test_the_tabs_divide_them(client, customer):
    tickets.ticket(requester=customer, subject="Alpha")
    tickets.ticket(requester=customer, subject="Beta", status="waiting_for_customer")
    tickets.ticket(requester=customer, subject="Gamma", status="closed")
    opened, yours, closed = page(client), page(client, "?view=yours"), page(client, "?view=closed")
    assert "Alpha" in opened and "Beta" in opened and "Gamma" not in opened
    assert "Beta" in yours and "Alpha" not in yours
    assert "Gamma" in closed and "Alpha" not in closed


def test_the_tab_of_the_organisation_is_for_those_who_may(client, customer):
    tickets.ticket(requester=make.colleague(customer, sees="own"), subject="Of a colleague")
    assert "All of Bluefin Bakery" not in page(client)
    assert "Of a colleague" not in page(client, "?view=all")
    client.force_login(make.colleague(customer))
    shown = page(client, "?view=all")
    assert "All of Bluefin Bakery" in shown and "Of a colleague" in shown


def test_another_organisation_is_never_in_it(client, customer):
    tickets.ticket(subject="Of strangers")
    client.force_login(make.colleague(customer))
    for query in ("", "?view=all", "?q=strangers", "?view=yours", "?view=closed"):
        assert "Of strangers" not in page(client, query).replace("“strangers”", "")


@pytest.mark.parametrize("typed", ["cw-{}", "#{}", "{}", "CW {}"])
def test_a_number_is_found_however_it_is_typed(client, customer, typed):
    ticket = tickets.ticket(requester=customer, subject="Invoice numbers skip", status="closed")
    shown = page(client, f"?q={typed.format(ticket.pk)}".replace("#", "%23"))
    assert ticket.reference in shown and "Invoice numbers skip" in shown


def test_words_are_found_in_subject_and_conversation_in_every_tab(client, customer):
    tickets.ticket(requester=customer, subject="Numéros de facture", text="Il manque 1184.", status="closed")
    for words in ("facture", "FACTURE", "1184", "numéros 1184"):
        assert "Numéros de facture" in page(client, f"?q={words}")
    assert "No request has “zebra”" in page(client, "?q=zebra")


def test_internal_words_find_nothing(client, customer):
    ticket = tickets.ticket(requester=customer)
    actions.note(ticket, by=make.staff(), text="Zanzibar")
    assert "No request has" in page(client, "?q=Zanzibar")


STRANGE = [
    "?view=nonsense",
    "?after=1-1&before=1-1&page=2",
    "?view=open&view=closed",
    "?page=9999",
    "?page=x",
    "?q=%00",
    "?q=" + "x" * 5000,
]
STRANGE += [
    "?order_by=requester__password",
    "?requester__password__startswith=p",
    "?q=%25%25",
    "?q=%27%29%3B--",
]


@pytest.mark.parametrize("query", STRANGE)
def test_what_nobody_should_ask_is_not_looked_at(client, customer, query):
    tickets.ticket(requester=customer)
    page(client, query)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?view=yours",
        "?view=closed",
        "?view=all",
        "?q=slow",
        "?status=new&turn=us&whose=organisation&since=2020-01-01&sort=received",
        "?after=9999999999999999-1",
        "?view=all&before=1-1",
    ],
)
def test_it_costs_the_same_for_any_number(client, customer, count, query):
    for _ in range(count):
        tickets.ticket(requester=customer)
        tickets.ticket(requester=customer, status="waiting_for_customer")
        tickets.ticket(requester=customer, status="closed")
    client.force_login(make.colleague(customer))
    page(client, query)
    with CaptureQueriesContext(connection) as queries:
        page(client, query)
    assert len(queries) <= 6


def test_twenty_stand_on_a_page(client, customer):
    for number in range(21):
        tickets.ticket(requester=customer, subject=f"Question {number}")
    assert page(client).count('class="cell-number"') == 20
    assert page(client, "?page=2").count('class="cell-number"') == 1
    assert "1 to 20 of 21" in page(client)


def test_an_empty_list_teaches_the_next_step(client, customer):
    shown = page(client)
    assert "You have no open requests." in shown and "/requests/new/" in shown
    assert "Nothing waits for you." in page(client, "?view=yours")


def test_an_escalated_request_says_so_in_its_row(client, customer):
    escalation = escalations.received(tickets.ticket(requester=customer))
    shown = page(client)
    assert "Escalated," in shown and escalation.reference in shown


def test_markup_in_a_subject_is_words(client, customer):
    tickets.ticket(requester=customer, subject="<script>alert(1)</script>")
    shown = page(client)
    assert "<script>alert" not in shown and "&lt;script&gt;alert" in shown


def test_a_row_says_by_when_we_write(client, customer):
    """The same moment as on the page of the request."""
    ticket = tickets.ticket(requester=customer)
    due = ticket.clocks.get(kind="respond").due_by
    assert f"We answer by <strong>{short_moment(due)}</strong>" in page(client)
    actions.ask(ticket, by=make.staff(), text="Which version?")
    assert "We write again by" not in page(client)


def test_a_row_says_on_which_day_a_request_closes(client, customer):
    ticket = tickets.ticket(requester=customer)
    actions.pend(ticket, by=make.staff(), text="It has not come back.")
    ticket.refresh_from_db()
    assert f"Closes on <strong>{short_day(there(ticket.closes_at))}</strong> unless you write" in page(client)
