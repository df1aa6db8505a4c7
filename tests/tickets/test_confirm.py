"""How a request ends: confirm, refuse, close."""

import pytest

from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Ticket
from tickets.signals import ticket_closed

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    calls = []

    def listen(sender, **said):
        calls.append(said)

    ticket_closed.connect(listen)
    yield calls
    ticket_closed.disconnect(listen)


@pytest.fixture
def ticket():
    ticket, agent = tickets.ticket(), make.staff()
    actions.take(ticket, by=agent)
    return tickets.walked(ticket, "on_customer_test", by=agent)


def post(client, ticket, verb, **typed):
    return client.post(f"/requests/{ticket.reference}/{verb}/", {"form_key": "c" * 32, **typed})


def test_confirming_closes_and_says_so_to_the_rooms_above(ticket, heard):  # S3-38
    actions.confirm(ticket, by=ticket.requester)
    ticket.refresh_from_db()
    assert ticket.status == "closed" and ticket.closed_at is not None
    assert [(call["ticket"], call["by"]) for call in heard] == [(ticket, ticket.requester)]
    letter = Letter.objects.get(kind="tickets/email/confirmed")
    assert letter.to == ticket.agent.email
    assert not Letter.objects.filter(kind="tickets/email/closed").exists()  # they closed it themselves


def test_the_requester_hears_when_a_colleague_confirmed(ticket):
    actions.confirm(ticket, by=make.colleague(ticket.requester))
    assert Letter.objects.get(kind="tickets/email/closed").to == ticket.requester.email


def test_what_is_not_solved_comes_back_to_us(ticket, heard):
    actions.refuse(ticket, by=ticket.requester, text="Still 40 seconds.")
    ticket.refresh_from_db()
    assert ticket.status == "customer_responded" and not heard
    letter = Letter.objects.get(kind="tickets/email/refused")
    assert letter.to == ticket.agent.email and "Still 40 seconds." in letter.text


def test_only_what_is_to_be_tested_can_be_confirmed_or_refused():
    ticket = tickets.ticket()
    with pytest.raises(IllegalMove):
        actions.confirm(ticket, by=ticket.requester)
    with pytest.raises(IllegalMove):
        actions.refuse(ticket, by=ticket.requester, text="No.")


def test_support_closes_with_words(heard):
    ticket = tickets.ticket(status="closed")
    letter = Letter.objects.get(kind="tickets/email/closed")
    assert letter.to == ticket.requester.email and "A duplicate of another request." in letter.text
    assert len(heard) == 1


def test_it_is_closed_once(ticket):
    actions.confirm(ticket, by=ticket.requester)
    with pytest.raises(IllegalMove):
        actions.close(ticket, by=make.staff(), text="Me too.")


def test_the_two_buttons_of_the_page(client, ticket):
    client.force_login(ticket.requester)
    page = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert "It works: close the request" in page and "What is still wrong?" in page
    assert post(client, ticket, "refuse", text="").status_code == 422
    assert post(client, ticket, "refuse", text="Still slow.").status_code == 302
    assert Ticket.objects.get().status == "customer_responded"
    tickets.walked(ticket, "on_customer_test", by=make.staff())
    assert post(client, ticket, "confirm", form_key="d" * 32)["Location"] == f"/requests/{ticket.reference}/"
    assert Ticket.objects.get().status == "closed"
    page = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert "This request is closed" in page and "Send reply" not in page


def test_pressing_confirm_twice_is_once(client, ticket):
    client.force_login(ticket.requester)
    assert post(client, ticket, "confirm").status_code == post(client, ticket, "confirm").status_code == 302
    assert ticket.events.filter(verb="confirm").count() == 1


@pytest.mark.parametrize("verb", ["confirm", "refuse"])
def test_nobody_else_may(client, ticket, verb):
    client.force_login(make.customer())
    assert post(client, ticket, verb, text="x").status_code == 404
    client.force_login(make.staff())
    assert post(client, ticket, verb, text="x").status_code == 403
    client.logout()
    assert post(client, ticket, verb, text="x").status_code == 302
    assert Ticket.objects.get().status == "on_customer_test"
