"""Who may raise a request, and what the others are told before they have typed anything."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from portal.contracts.entitlement import NotEntitled, today
from portal.contracts.models import SupportPlan
from portal.outbox.models import Letter
from tests import make
from tests.intake.make import send, signed_in
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

FORMS = ["/requests/new/", "/requests/new/technical/", "/requests/new/problem/", "/requests/new/change/"]


def without_contract(**contract):
    organisation = make.organisation("Harrow Mills", contract=False)
    if contract:
        make.sign(organisation, **contract)
    return organisation


def told(client, path="/requests/new/") -> str:
    response = client.get(path)
    assert response.status_code == 403
    return response.content.decode()


def test_a_contract_in_force_lets_people_in(client):  # S3-3
    signed_in(client)
    assert [client.get(path).status_code for path in FORMS] == [200] * 4


def test_a_certified_partner_needs_no_contract(client):  # S3-4
    signed_in(client, make.organisation(contract=False, is_certified=True))
    assert send(client).status_code == 302
    assert Ticket.objects.get().plan == SupportPlan.objects.default()


def test_an_integration_partner_that_is_not_certified_needs_one(client):  # S3-4
    signed_in(client, make.organisation(contract=False, is_partner=True))
    told(client)


@pytest.mark.parametrize("path", FORMS)
def test_without_a_contract_every_address_says_why_and_asks_nothing(client, path):  # S3-5
    signed_in(client, without_contract())
    page = told(client, path)
    assert "Your organisation has no contract." in page
    assert "What you can do" in page and "mailto:" in page
    assert 'name="subject"' not in page


def test_without_an_organisation_one_is_told_how_to_get_into_one(client):  # S3-5
    client.force_login(make.user())
    page = told(client)
    assert "belongs to no organisation" in page and "Ask us to add you" in page


def test_an_ended_contract_says_when_it_ended(client):  # S3-5
    ended = today() - timedelta(days=1)
    signed_in(client, without_contract(ends_on=ended))
    page = told(client)
    assert f"ended on {ended.day} {ended:%B %Y}." in page and "renew it" in page


def test_the_last_day_counts(client):  # S3-3
    signed_in(client, without_contract(ends_on=today()))
    assert client.get("/requests/new/").status_code == 200


def test_a_contract_to_come_says_when_it_begins(client):  # S3-5
    begins = today() + timedelta(days=3)
    signed_in(client, without_contract(starts_on=begins))
    page = told(client)
    assert f"begins on {begins.day} {begins:%B %Y}." in page
    assert "From that day on you can raise requests." in page


def test_it_is_said_in_french_too(client):  # S3-2, S3-5
    signed_in(client, without_contract())
    response = client.get("/fr/requests/new/")
    assert response.status_code == 403 and 'lang="fr"' in response.content.decode()


def test_an_ended_contract_leaves_the_old_requests_usable(client):  # S3-5
    organisation = make.organisation()
    customer = signed_in(client, organisation)
    ticket = tickets.ticket(requester=customer, status="on_customer_test")
    organisation.contracts.update(ends_on=today() - timedelta(days=1))
    here = f"/requests/{ticket.reference}/"
    assert client.get(here).status_code == 200
    assert ticket.subject in client.get("/requests/").content.decode()
    client.post(f"{here}refuse/", {"text": "It is still slow.", "form_key": "a" * 32})
    actions.resolve(ticket, by=make.staff(), text="Now it is quick.")
    client.post(f"{here}confirm/", {"form_key": "b" * 32})
    ticket.refresh_from_db()
    assert ticket.status == "closed"
    told(client)


def test_the_verb_itself_refuses(client):  # S3-3
    for requester in (make.customer(without_contract()), make.user(), make.staff()):
        with pytest.raises(NotEntitled, match="service contract"), transaction.atomic():
            actions.submit(by=requester, subject="Slow", text="It is slow.")
    assert not Ticket.objects.exists() and not Letter.objects.exists()


def test_the_verb_refuses_a_product_that_the_contract_does_not_cover():  # S3-3, S3-13
    mine, other = make.product("Invoices"), make.product("Stock")
    customer = make.customer(without_contract(products=[mine]))
    with pytest.raises(NotEntitled, match="Your contract does not cover Stock."), transaction.atomic():
        actions.submit(by=customer, subject="Slow", text="It is slow.", product=other)
    assert actions.submit(by=customer, subject="Slow", text="It is slow.", product=mine).product == mine


def test_a_request_that_follows_needs_a_contract_too(client):  # S3-44
    organisation = make.organisation()
    customer = signed_in(client, organisation)
    closed = tickets.ticket(requester=customer, status="closed")
    organisation.contracts.all().delete()
    told(client, f"/requests/new/?follows={closed.reference}")
    assert send(client, follows=closed.reference).status_code == 403
    with pytest.raises(NotEntitled), transaction.atomic():
        actions.submit(by=customer, subject="Again", text="It is back.", follows=closed)


def test_a_contract_that_ended_while_somebody_wrote_loses_no_word(client):  # S3-5
    organisation = make.organisation()
    signed_in(client, organisation)
    assert client.get("/requests/new/technical/").status_code == 200
    organisation.contracts.update(ends_on=today() - timedelta(days=1))
    response = send(client, text="Forty long seconds.")
    page = response.content.decode()
    assert response.status_code == 403 and "Forty long seconds." in page and "Nothing was sent." in page
    assert not Ticket.objects.exists()


def test_the_plan_of_the_contract_is_kept_with_the_request(client):  # S3-3
    gold = SupportPlan.objects.create(name_en="Gold", name_fr="Or")
    stock = make.product("Stock")
    organisation = make.organisation()
    make.sign(organisation, products=[stock], plan=gold, starts_on=timezone.localdate())
    customer = make.customer(organisation)
    assert tickets.ticket(requester=customer, product=stock).plan == gold


def test_staff_are_led_to_the_page_on_which_they_write_down_what_customers_tell(client):
    client.force_login(make.staff())
    assert "/admin/tickets/ticket/write-down/" in told(client)
