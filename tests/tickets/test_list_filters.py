"""My requests, narrowed and sorted by what stands in the address. S2-30."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from portal.contracts.models import Product
from tests import make
from tests.tickets import make as tickets
from tickets.labels import LABELS, STATUSES
from tickets.models import Ticket
from tickets.states import Status

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


def subjects(client, query: str = "") -> list[str]:
    rows = client.get(f"/requests/{query}").context["rows"]
    return [row.subject for row in rows]


def moved(ticket, **moments) -> Ticket:
    """As if it had happened then."""
    Ticket.objects.filter(pk=ticket.pk).update(**moments)
    return ticket


def test_every_status_has_one_label():
    named = [status for statuses in STATUSES.values() for status in statuses]
    assert sorted(named) == sorted(Status) and len(LABELS) == len(STATUSES)


def test_by_the_label_that_customers_read(client, customer):
    tickets.ticket(requester=customer, subject="Alpha")
    tickets.ticket(requester=customer, subject="Beta", status="work_in_progress")
    tickets.ticket(requester=customer, subject="Gamma", status="triage")
    assert subjects(client, "?status=new") == ["Alpha"]
    assert set(subjects(client, "?status=progress")) == {"Beta", "Gamma"}
    assert "No request fits these filters." in page(client, "?status=held")


def test_by_whose_turn_it_is(client, customer):
    tickets.ticket(requester=customer, subject="Alpha")
    tickets.ticket(requester=customer, subject="Beta", status="waiting_for_customer")
    planned = tickets.ticket(requester=customer, subject="Gamma")
    Ticket.objects.filter(pk=planned.pk).update(status=Status.PLANNED)
    assert subjects(client, "?turn=us") == ["Alpha"]
    assert subjects(client, "?turn=you") == ["Beta"]
    assert subjects(client, "?turn=dev") == ["Gamma"]


def test_by_product(client, customer):
    product = Product.objects.create(name="Harbour")
    moved(tickets.ticket(requester=customer, subject="Alpha"), product=product)
    tickets.ticket(requester=customer, subject="Beta")
    assert subjects(client, f"?product={product.pk}") == ["Alpha"]
    assert "Harbour" in page(client)


def test_without_products_nobody_is_asked_for_one(client, customer):
    Product.objects.all().delete()
    assert 'name="product"' not in page(client)


def test_by_days_of_the_readers_zone(client, customer):
    customer.zone = "America/New_York"
    customer.save(update_fields=["zone"])
    late = tickets.ticket(requester=customer, subject="Late in the evening")
    # 4 March, 23:30 in New York.
    moved(late, changed_at=datetime(2026, 3, 5, 4, 30, tzinfo=UTC))
    assert subjects(client, "?since=2026-03-04&until=2026-03-04") == ["Late in the evening"]
    assert subjects(client, "?since=2026-03-05") == []
    assert subjects(client, "?until=04/03/2026") == ["Late in the evening"]


def test_own_ones_or_those_of_the_organisation(client, customer):
    tickets.ticket(requester=customer, subject="Of Nadia")
    colleague = make.colleague(customer)
    tickets.ticket(requester=colleague, subject="Of Camille")
    client.force_login(colleague)
    assert subjects(client) == ["Of Camille"]
    assert subjects(client, "?whose=organisation") == ["Of Camille", "Of Nadia"]
    assert subjects(client, "?view=all&whose=own") == ["Of Camille"]
    assert subjects(client, "?q=Of&whose=own") == ["Of Camille"]


def test_who_sees_only_own_ones_cannot_ask_for_more(client, customer):
    tickets.ticket(requester=make.colleague(customer), subject="Of Camille")
    assert subjects(client, "?whose=organisation") == [] and 'name="whose"' not in page(client)


def test_filters_hold_for_words_too(client, customer):
    tickets.ticket(requester=customer, subject="Stock alpha", status="closed")
    tickets.ticket(requester=customer, subject="Stock beta")
    assert set(subjects(client, "?q=stock")) == {"Stock alpha", "Stock beta"}
    assert subjects(client, "?q=stock&status=new") == ["Stock beta"]
    assert subjects(client, "?q=stock&status=closed") == ["Stock alpha"]


def test_sorted_three_ways(client, customer):
    now = timezone.now()
    for name, received, changed in (("A", 1, 9), ("B", 2, 8), ("C", 3, 7)):
        ticket = tickets.ticket(requester=customer, subject=name)
        moved(ticket, created_at=now - timedelta(days=received), changed_at=now - timedelta(days=changed))
    assert subjects(client) == ["C", "B", "A"] == subjects(client, "?sort=newest")
    assert subjects(client, "?sort=oldest") == ["A", "B", "C"]
    assert subjects(client, "?sort=received") == ["A", "B", "C"]


WRONG = {
    "status=nonsense": "Choose one of the list.",
    "turn=nobody": "Choose one of the list.",
    "product=999999": "Choose one of the list.",
    "sort=requester__password": "Choose one of the list.",
    "since=yesterday": "Give a day, such as 2026-11-23.",
    "until=2026-02-30": "Give a day, such as 2026-11-23.",
    "since=0001-01-01": "Give a day of these years, such as 2026-11-23.",
    "until=9999-12-31": "Give a day of these years, such as 2026-11-23.",
    "since=2026-03-05&until=2026-03-04": "This day is before the first one.",
}


@pytest.mark.parametrize("query", WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_filters_nothing(client, customer, query):
    Product.objects.create(name="Harbour")
    moved(tickets.ticket(requester=customer, subject="Alpha"), changed_at=datetime(2026, 3, 6, tzinfo=UTC))
    shown = page(client, f"?{query}")
    field = query.rpartition("&")[2].partition("=")[0]
    place = shown.index(f'id="error_{field}"')
    assert WRONG[query] in shown[place : place + 400] and f'aria-describedby="error_{field}"' in shown
    assert "<details open>" in shown and subjects(client, f"?{query}") == ["Alpha"]


def test_too_many_words_are_said_to_be_too_many(client, customer):
    assert 'id="error_q"' in page(client, "?q=" + "x" * 300)


def test_the_fields_are_folded_until_something_is_chosen(client, customer):
    assert "<details open>" not in page(client)
    shown = page(client, "?view=closed&since=2026-01-01&sort=oldest")
    assert "<details open>" in shown and 'value="2026-01-01"' in shown
    assert '<option value="oldest" selected>' in shown
    assert '<input type="hidden" name="view" value="closed">' in shown


def test_filters_are_kept_on_the_next_page_and_in_the_file(client, customer, monkeypatch):
    monkeypatch.setattr("tickets.list_views.PAGE", 1)
    for _ in range(3):
        tickets.ticket(requester=customer)
    shown = page(client, "?status=new&sort=oldest")
    assert "?status=new&amp;sort=oldest&amp;page=2" in shown
    assert "/requests/export/?status=new&amp;sort=oldest" in shown


def test_a_request_of_both_oneself_and_the_organisation_stands_there_once(client, customer):
    colleague = make.colleague(customer)
    tickets.ticket(requester=colleague, subject="Of Camille")
    client.force_login(colleague)
    assert subjects(client, "?view=all") == ["Of Camille"]


def test_the_folded_fields_are_those_of_the_list_they_stand_above(client, customer):
    """They are drawn once for everybody: blanks in the field of words change nothing."""
    assert 'value="closed"' in page(client, "?q=stock") and 'value="closed"' not in page(client, "?q=+")
    assert 'value="closed"' not in page(client) and 'name="status"' not in page(client, "?view=yours")
    Product.objects.create(name="Harbour")
    assert "Harbour" in page(client) and "Harbour" in page(client, "?view=closed")
