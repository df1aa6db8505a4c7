"""Escalate My Case without its case number: not progressed, and not lost either."""

import pytest

from escalations.models import Escalation
from portal.accounts.models import Draft
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db
SAID = {name: str(value) for name, value in make.SAID.items()} | {"case": "", "case_number": ""}
KEY = "d" * 32


@pytest.fixture
def nadia(client):
    nadia = people.customer()
    client.force_login(nadia)
    return nadia


# S1-8, S1-10
def test_without_a_case_number_it_is_not_progressed_but_kept_as_a_draft(client, nadia):
    answer = client.post("/escalate/", SAID | {"form_key": KEY})
    assert answer.status_code == 422 and "kept as your draft" in page(answer)
    assert not Escalation.objects.exists()
    later = page(client.get("/escalate/"))
    assert SAID["reason"] in later and "This is your draft." in later


def test_with_its_number_the_draft_is_sent_and_gone(client, nadia):
    ticket = make.case(nadia)
    client.post("/escalate/", SAID | {"form_key": KEY})
    sent = client.post("/escalate/", make.typed(ticket, form_key=KEY, draft="1"))
    assert sent.status_code == 302 and Escalation.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_draft_about_one_case_is_not_shown_for_another_and_waits(client, nadia):
    first, second = make.case(nadia), make.case(nadia)
    client.post("/escalate/", SAID | {"case": first.reference, "save_draft": ""})
    assert SAID["reason"] not in page(client.get(f"/escalate/?case={second.reference}"))
    assert SAID["reason"] in page(client.get(f"/escalate/?case={first.reference}"))


def test_a_case_chosen_on_its_page_takes_up_a_draft_without_a_case(client, nadia):
    ticket = make.case(nadia)
    client.post("/escalate/", SAID | {"save_draft": ""})
    shown = page(client.get(f"/escalate/?case={ticket.reference}"))
    assert SAID["reason"] in shown and f'value="{ticket.reference}" selected' in shown
