"""A typed case number is checked while it is typed, and tells a stranger nothing. S1-7, S1-12."""

import pytest

from tests import make as people
from tests.escalations import make
from tickets import actions as cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(client):
    customer = people.customer()
    client.force_login(customer)
    return customer


def said(client, number: str) -> str:
    return " ".join(client.get("/escalate/case/", {"number": number}).content.decode().split())


def test_a_case_that_can_be_escalated_is_shown_with_its_subject(client, customer):
    ticket = make.case(customer)
    words = said(client, f" {ticket.reference.lower()} ")
    assert ticket.reference in words and ticket.subject in words
    assert "escalated already" not in words


def test_a_case_that_is_escalated_leads_to_its_escalation(client, customer):
    escalation = make.received(make.case(customer))
    words = said(client, escalation.ticket.reference)
    assert "This case is escalated already." in words
    assert f'href="{escalation.get_absolute_url()}"' in words


# S1-12
def test_what_is_not_theirs_reads_like_what_does_not_exist(client, customer):
    stranger = make.case(people.customer())
    theirs, nobodys = said(client, stranger.reference), said(client, "CW-99999")
    assert "We find no case" in theirs
    assert theirs.replace(stranger.reference, "CW-99999") == nobodys
    assert stranger.subject not in theirs


def test_a_closed_case_is_named_as_closed(client, customer):
    ticket = make.case(customer)
    cases.close(ticket, by=people.staff(), text="Done.")
    assert "is closed" in said(client, ticket.reference)


@pytest.mark.parametrize("number", ["", " ", "\x00", "x" * 10_000, "NW-" + "9" * 40, "‮NW"])
def test_whatever_is_typed_is_answered(client, customer, number):
    assert client.get("/escalate/case/", {"number": number}).status_code == 200
