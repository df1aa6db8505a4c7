import pytest
from django.template import Context, Template

from tests import make
from tests.tickets import make as tickets

pytestmark = pytest.mark.django_db


def drawn(rf, user, tag: str) -> str:
    request = rf.get("/")
    request.user = user
    return Template("{% load tickets %}" + tag).render(Context({"request": request}))


def test_the_badge_counts_what_waits_for_this_person(rf, django_assert_num_queries):
    customer = make.customer()
    assert drawn(rf, customer, "{% waiting_count %}") == ""
    tickets.ticket(requester=customer, status="waiting_for_customer")
    tickets.ticket(requester=customer, status="on_customer_test")
    tickets.ticket(requester=customer)
    with django_assert_num_queries(1):
        shown = drawn(rf, customer, "{% waiting_count %}{% waiting_count %}")
    assert "2 wait for you" in shown


def test_the_open_requests_of_the_home_page(rf, django_assert_num_queries):
    customer = make.customer()
    for number in range(5):
        tickets.ticket(requester=customer, subject=f"Question {number}")
    tickets.ticket(requester=customer, subject="Closed one", status="closed")
    with django_assert_num_queries(1):
        shown = drawn(rf, customer, "{% open_requests %}")
    assert shown.count("CW-") == 6  # number and address of three
    assert "Closed one" not in shown and "See all my open requests" in shown


def test_a_visitor_sees_neither(rf, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    with django_assert_num_queries(0):
        assert drawn(rf, AnonymousUser(), "{% waiting_count %}{% open_requests %}").strip() == ""


def test_the_search_says_how_many_of_the_readers_requests_have_the_words(
    rf, client, django_assert_num_queries
):
    customer, staff = make.customer(), make.staff()
    tickets.ticket(requester=customer, subject="Missing invoice & number")
    tickets.ticket(requester=customer, subject="Slow page")
    tickets.ticket(subject="Missing invoice of somebody else")
    with django_assert_num_queries(1):
        assert drawn(rf, customer, "{% requests_with 'missing invoice' %}") == "1"
    with django_assert_num_queries(0):
        assert drawn(rf, staff, "{% requests_with 'missing invoice' %}") == ""
        assert drawn(rf, customer, "{% requests_with '' %}") == ""
    client.force_login(customer)
    shown = client.get("/search/", {"q": "invoice & number"}).content.decode()
    assert '<a href="/requests/?q=invoice%20%26%20number">Your requests <span>1</span></a>' in shown
