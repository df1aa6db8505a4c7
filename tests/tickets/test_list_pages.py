"""Long lists have pages by key: no page is counted to, and none is skipped or shown twice."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.tickets import make as tickets
from tickets.models import Ticket
from tickets.paging import read_key, write_key

pytestmark = pytest.mark.django_db

SORTS = ["newest", "oldest", "received"]


@pytest.fixture
def customer(client, monkeypatch):
    """Two on a page, and three are many."""
    monkeypatch.setattr("tickets.list_views.PAGE", 2)
    monkeypatch.setattr("tickets.counting.MOST", 3)
    customer = make.customer(organisation=make.organisation("Bluefin Bakery"))
    client.force_login(customer)
    return customer


@pytest.fixture
def seven(customer):
    """Some of them changed and were received in the same moment."""
    now = timezone.now()
    found = [tickets.ticket(requester=customer, subject=f"Question {number}") for number in range(7)]
    for number, ticket in enumerate(found):
        moment = now - timedelta(minutes=number // 3)
        Ticket.objects.filter(pk=ticket.pk).update(changed_at=moment, created_at=moment)
    return found


def page(client, query: str = ""):
    response = client.get(f"/requests/{query}")
    assert response.status_code == 200
    return response


def link(response, rel: str) -> str:
    found = re.search(rf'href="([^"]+)" rel="{rel}"', response.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def walk(client, query: str, rel: str = "next") -> list[list[int]]:
    pages = []
    while query:
        response = page(client, query)
        pages.append([row.pk for row in response.context["rows"]])
        query = link(response, rel)
        assert len(pages) < 9
    return pages


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("view", ["open", "all&whose=organisation"])
def test_forwards_and_backwards_every_request_stands_on_one_page(client, customer, seven, view, sort):
    client.force_login(make.colleague(customer)) if "organisation" in view else None
    pages = walk(client, f"?view={view}&sort={sort}")
    shown = [number for rows in pages for number in rows]
    column = "created_at" if sort == "received" else "changed_at"
    names = [column, "pk"] if sort == "oldest" else [f"-{column}", "-pk"]
    assert shown == list(Ticket.objects.order_by(*names).values_list("pk", flat=True))
    assert [len(rows) for rows in pages] == [2, 2, 2, 1]
    last = page(client, f"?view={view}&sort={sort}")
    while link(last, "next"):
        last = page(client, link(last, "next"))
    assert walk(client, link(last, "prev"), "prev") == [pages[2], pages[1], pages[0]]


def test_the_first_page_says_where_one_is(client, seven):
    shown = page(client).content.decode()
    assert "1 to 2 of 3+" in shown and "3+ open requests" in shown
    assert 'rel="prev"' not in shown and 'rel="next"' in shown


def test_few_have_numbered_pages(client, customer, monkeypatch):
    monkeypatch.setattr("tickets.counting.MOST", 4)
    for number in range(3):
        tickets.ticket(requester=customer, subject=f"Question {number}")
    assert "1 to 2 of 3" in page(client).content.decode()
    assert "3 to 3 of 3" in page(client, "?page=2").content.decode()
    assert "3 to 3 of 3" in page(client, "?page=99").content.decode()


@pytest.mark.parametrize(
    "key",
    [
        "nonsense",
        "1",
        "-1-1",
        "1-1-1",
        "99999999999999999-1",
        "1-99999999999",
        "١-١",
        "%00",
        "1'--1",
        "1-1%0a",
    ],
)
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_key_that_is_none_gives_the_first_page(client, seven, way, key):
    assert page(client, f"?{way}={key}").context["rows"] == page(client).context["rows"]


def test_behind_the_last_row_the_list_begins_again(client, seven):
    assert page(client, "?after=0-1").context["rows"] == page(client).context["rows"]


def test_a_key_shows_nobody_what_is_not_theirs(client, customer, seven):
    client.force_login(make.customer())
    assert list(page(client, f"?after={write_key(seven[0], ('-changed_at', '-pk'))}").context["rows"]) == []


def test_a_key_is_read_as_it_was_written():
    ticket = Ticket(pk=48213, changed_at=datetime(2026, 11, 22, 4, 25, 15, 123456, tzinfo=UTC))
    assert read_key(write_key(ticket, ("-changed_at", "-pk"))) == (ticket.changed_at, 48213)
