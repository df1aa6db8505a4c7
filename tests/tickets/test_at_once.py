"""Two at the same moment: the rows decide, not luck."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from portal.attachments import actions as files
from portal.attachments.models import Attachment
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.attachments.make import PNG, upload
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


def at_once(act, of=range(TIMES)) -> list:
    def alone(one):
        try:
            return act(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(alone, of))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_form_sent_six_times_at_once_is_one_request_with_one_file():
    customer = make.customer()
    clients = [signed_in(customer) for _ in range(TIMES)]

    def send(number):
        typed = {
            "subject": "Stock page",
            "text": "It is slow.",
            "form_key": "o" * 32,
            "files": upload("a.png", PNG),
        }
        return clients[number].post("/requests/new/technical/", typed)

    answers = at_once(send)
    ticket = Ticket.objects.get()
    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"] for answer in answers} == {f"/requests/{ticket.reference}/?sent=1"}
    assert ticket.messages.get().attachments.count() == 1
    assert Letter.objects.count() == 1


def test_of_two_agents_who_take_it_one_has_it():
    ticket = tickets.ticket()
    agents = [make.staff() for _ in range(TIMES)]

    def take(agent):
        try:
            return actions.take(ticket, by=agent)
        except IllegalMove:
            return None

    taken = [done for done in at_once(take, agents) if done]
    assert len(taken) == 1
    assert Ticket.objects.get().agent == taken[0].agent
    assert ticket.events.filter(verb="take").count() == 1


def test_of_a_confirmation_and_a_refusal_one_counts():
    ticket = tickets.ticket(status="on_customer_test")

    def end(number):
        try:
            if number % 2:
                return actions.confirm(ticket, by=ticket.requester)
            return actions.refuse(ticket, by=ticket.requester, text="Still slow.")
        except IllegalMove:
            return None

    assert sum(1 for done in at_once(end) if done) == 1
    assert ticket.events.filter(verb__in=["confirm", "refuse"]).count() == 1


def test_replies_at_once_are_all_kept():
    ticket = tickets.ticket()
    at_once(lambda number: actions.reply(ticket, by=ticket.requester, text=f"Reply {number}"))
    assert ticket.messages.count() == 1 + TIMES
    assert Ticket.objects.get().version == 1 + TIMES


def test_the_same_file_at_once_is_kept_once():
    customer = make.customer()
    kept = at_once(lambda _number: files.keep(upload(), name="a.png", kind="png", by=customer, key="o" * 32))
    assert len({file.pk for file in kept}) == Attachment.objects.count() == 1
    assert Attachment.objects.get().file.read() == PNG
