"""A request told on the phone: an agent writes it down in the customer's name."""

from datetime import timedelta

import pytest

from portal.accounts.roles import Role
from portal.contracts.entitlement import today
from portal.outbox.models import Letter
from tests import make
from tests.intake.make import GUIDED, KEY
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

HERE = "/admin/tickets/ticket/write-down/"


@pytest.fixture
def agent(client):
    agent = make.staff(name="Jonas Weber")
    client.force_login(agent)
    return agent


@pytest.fixture
def nadia():
    return make.customer(name="Nadia Bell", email="nadia@client.example")


def form_of(client, customer, form="technical"):
    return client.get(HERE, {"customer": customer.email, "form": form})


def send(client, customer, form="technical", **typed):
    data = {"subject": "Stock page is slow", "text": "It takes 40 seconds.", "form_key": KEY, **typed}
    return client.post(f"{HERE}?customer={customer.email}&form={form}", data)


def test_the_queue_leads_there(client, agent):
    assert HERE in client.get("/admin/tickets/ticket/").content.decode()


def test_the_request_is_the_customers_and_says_who_wrote_it_down(client, agent, nadia):
    shown = form_of(client, nadia).content.decode()
    assert "Nadia Bell" in shown and 'name="subject"' in shown
    response = send(client, nadia, impact="major")
    ticket = Ticket.objects.get()
    assert response["Location"] == f"/admin/tickets/ticket/{ticket.pk}/change/"
    assert (ticket.requester, ticket.organisation) == (nadia, nadia.membership.organisation)
    assert (ticket.impact, ticket.plan.is_default, ticket.status) == ("major", True, "new")
    event = ticket.events.get()
    assert (event.verb, event.by, event.public) == ("write_down", agent, True)
    case = client.get(response["Location"]).content.decode()
    assert "Received on the phone and written down" in case
    client.force_login(nadia)
    page = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert "Jonas wrote this down on the phone" in page


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Jonas wrote it down for you on the phone."), ("fr", "")]
)
def test_the_caller_gets_the_letter_and_it_says_so(client, agent, language, words):
    caller = make.customer(name="Nadia Bell", email="caller@client.example", language=language)
    send(client, caller)
    letter = Letter.objects.get()
    assert letter.to == "caller@client.example" and letter.kind.endswith("/received")
    text = " ".join(letter.text.split())
    assert words in text and Ticket.objects.get().reference in text


def test_who_writes_for_themselves_reads_nothing_of_a_phone(nadia):
    tickets.ticket(requester=nadia)
    assert "phone" not in Letter.objects.get().text


def test_it_is_the_same_form_with_the_same_checks(client, agent, nadia):
    assert "Date and extent" in form_of(client, nadia, "problem").content.decode()
    response = send(client, nadia, "problem", subject="Kept words")
    assert response.status_code == 422 and "Kept words" in response.content.decode()
    assert send(client, nadia, "problem", **GUIDED).status_code == 302
    assert Ticket.objects.get().answers.filter(key="expected").exists()


def test_sent_twice_it_is_one_request(client, agent, nadia):
    assert send(client, nadia)["Location"] == send(client, nadia)["Location"]
    assert Ticket.objects.count() == Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("contract", "words"),
    [
        (None, "their organisation has no service contract."),
        ({"ends_on": -1}, "the service contract of their organisation ended on"),
        ({"starts_on": 5}, "the service contract of their organisation begins on"),
    ],
)
def test_without_a_contract_the_agent_sees_why_not(client, agent, contract, words):  # S3-3, S3-5
    organisation = make.organisation(contract=False)
    if contract is not None:
        make.sign(organisation, **{name: today() + timedelta(days=days) for name, days in contract.items()})
    customer = make.customer(organisation)
    for response in (form_of(client, customer), send(client, customer)):
        page = response.content.decode()
        assert response.status_code == 422 and words in page and 'name="subject"' not in page
    assert not Ticket.objects.exists()


def test_who_belongs_to_no_organisation_cannot_be_helped_this_way(client, agent):
    assert "they belong to no organisation." in form_of(client, make.user()).content.decode()


class TestWhoCalls:
    def test_a_part_of_the_name_offers_those_who_may_be_meant(self, client, agent, nadia):
        other = make.customer(name="Nadia Klein")
        make.customer(name="Omar Reid")
        response = client.get(HERE, {"customer": "nadia", "form": "technical"})
        page = response.content.decode()
        assert response.status_code == 422
        for one in (nadia, other):
            assert one.email in page and one.membership.organisation.name in page
        assert "Omar Reid" not in page
        assert f"customer={nadia.email.replace('@', '%40')}&amp;form=technical" in page

    @pytest.mark.parametrize("typed", ["", "na", "nobody@nowhere.example", "\x00", "%", "x" * 300])
    def test_nobody_is_said(self, client, agent, nadia, typed):
        response = client.get(HERE, {"customer": typed, "form": "technical"})
        assert response.status_code == 422 and "error-summary" in response.content.decode()

    def test_colleagues_and_closed_accounts_are_no_callers(self, client, agent):
        for one in (make.staff(), make.customer(is_active=False)):
            assert form_of(client, one).status_code == 422

    @pytest.mark.parametrize("form", ["escalate", "nonsense", ""])
    def test_a_form_that_is_none(self, client, agent, nadia, form):
        assert form_of(client, nadia, form).status_code == 422


def test_only_whoever_answers_customers_may(client, nadia):
    for person in (make.staff(Role.EDITOR), nadia):
        client.force_login(person)
        assert client.get(HERE).status_code in (302, 403)
        assert send(client, nadia).status_code in (302, 403)
    assert not Ticket.objects.exists()


def test_the_agent_cannot_bring_a_request_of_others_into_it(client, agent, nadia):
    closed = tickets.ticket(status="closed")
    send(client, nadia, follows=closed.reference)
    assert Ticket.objects.get(requester=nadia).follows is None


def test_through_the_verb_it_is_the_same(agent, nadia):
    ticket = actions.submit(by=agent, requester=nadia, subject="Slow", text="It is slow.")
    assert ticket.requester == nadia and ticket.events.get().by == agent
