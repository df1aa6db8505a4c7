"""“Save the draft”: a form is put aside, found again in either language, and gone once it was sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.models import Draft
from portal.accounts.tasks import forget_drafts
from tests import make
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
FORM = "/requests/new/feedback/"
TYPED = {"subject": "The new invoices", "text": "Half of a thought"}


@pytest.fixture
def customer(client):
    customer = make.customer()
    client.force_login(customer)
    return customer


def save(client, **typed):
    return client.post(FORM, TYPED | {"save_draft": "", "form_key": "d" * 32} | typed, follow=True)


def test_it_is_put_aside_without_a_check_and_nothing_is_sent(client, customer):
    shown = save(client, subject="").content.decode()
    assert "Your draft is saved for 30 days. Nothing was sent yet." in shown
    assert "Half of a thought" in shown and "This is your draft." in shown
    assert not Ticket.objects.exists()


def test_it_is_found_again_in_the_other_language_and_saved_twice_it_is_one(client, customer):
    save(client)
    save(client, text="The whole thought")
    shown = client.get(f"/fr{FORM}").content.decode()
    assert "The whole thought" in shown and Draft.objects.count() == 1


def test_it_is_gone_once_it_was_sent(client, customer):
    shown = save(client).content.decode()
    assert '<input type="hidden" name="draft" value="1">' in shown
    assert client.post(FORM, TYPED | {"form_key": "d" * 32, "draft": "1"}).status_code == 302
    assert Ticket.objects.count() == 1 and not Draft.objects.exists()


def test_it_can_be_thrown_away(client, customer):
    save(client)
    shown = client.post(FORM, {"discard_draft": ""}, follow=True).content.decode()
    assert "The draft is thrown away." in shown and "Half of a thought" not in shown


def test_nobody_else_sees_it(client, customer):
    save(client)
    client.force_login(make.customer())
    assert "Half of a thought" not in client.get(FORM).content.decode()


def test_after_thirty_days_it_is_forgotten(customer, client):
    save(client)
    forget_drafts()
    assert Draft.objects.exists()
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=30, minutes=1))
    for _ in range(2):
        forget_drafts()
    assert not Draft.objects.exists()
