"""Triage: what it is about, how severe it is, what is missing; and severity 1, which does not wait."""

import re

import pytest

from portal.accounts.roles import Role
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Category, Severity

pytestmark = pytest.mark.django_db
KEY = "t" * 32


@pytest.fixture
def agent(client):
    agent = make.staff()
    client.force_login(agent)
    return agent


def url(ticket, verb="triage") -> str:
    return f"/admin/tickets/ticket/{ticket.pk}/{verb}/"


def category() -> Category:
    return Category.objects.get(slug="performance")


def severity(number: int) -> Severity:
    return Severity.objects.get(number=number)


def kinds() -> list[str]:
    return [letter.kind.rsplit("/", 1)[1] for letter in Letter.objects.order_by("pk")]


def test_the_page_shows_the_four_severities_and_what_the_customer_said(client, agent):
    """S2-15, S2-17 to S2-20: name, description and example; S2-93: the priority beside it."""
    ticket = tickets.ticket(impact="moderate", text="It is slow <since> Monday.\nSix people wait.")
    shown = client.get(url(ticket)).content.decode()
    for row in Severity.objects.all():
        for words in (row.name, row.description, row.example):
            assert words.replace("'", "&#x27;") in shown
    assert "Moderate" in shown and "Suggested severity" in shown
    assert "It is slow &lt;since&gt; Monday.<br>Six people wait." in shown
    assert re.findall(r'name="severity" value="(\d)"[^>]*checked', shown) == ["3"]


def test_it_sets_category_and_severity_and_leaves_the_words_of_the_customer(
    client, agent
):  # S2-21, S2-92, C1
    ticket = tickets.ticket(impact="critical")
    sent = {"category": category().pk, "severity": 3, "complete": "yes", "form_key": KEY}
    for _ in range(2):
        assert client.post(url(ticket), sent).status_code == 302
    ticket.refresh_from_db()
    assert (ticket.status, ticket.severity_id, ticket.category) == ("triage", 3, category())
    assert ticket.impact == "critical"
    assert ticket.events.filter(verb="triage").count() == 1
    assert "Sorted in triage: 3 – Moderate incident" in client.get(url(ticket, "change")).content.decode()


def test_what_is_missing_is_asked_in_the_same_step(client, agent):  # S2-22
    ticket = tickets.ticket()
    sent = {
        "category": category().pk,
        "severity": 2,
        "complete": "no",
        "text": "Which version do you use?",
        "form_key": KEY,
    }
    assert client.post(url(ticket), sent).status_code == 302
    ticket.refresh_from_db()
    assert (ticket.status, ticket.severity_id) == ("waiting_for_customer", 2)
    assert ticket.messages.public().last().body == "Which version do you use?"
    assert kinds() == ["received", "asked"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"severity": 2, "complete": "no"}, "Say what is missing"),
        ({"severity": 2, "complete": "yes", "text": "Which one?"}, "Choose “No”, or take the words away."),
        ({"severity": 2}, "Say whether everything is there."),
        ({"complete": "yes"}, "Choose one of the four severities."),
        ({"severity": 9, "complete": "yes"}, "Choose one of the four severities."),
        ({"severity": 2, "complete": "yes", "category": ""}, "Choose what it is about."),
        ({"severity": 2, "complete": "yes", "category": 999}, "Select a valid choice"),
    ],
)
def test_half_a_triage_is_refused_and_kept(client, agent, typed, words):
    ticket = tickets.ticket()
    response = client.post(url(ticket), {"category": category().pk, **typed, "form_key": KEY})
    assert response.status_code == 422 and words in response.content.decode()
    assert typed.get("text", "") in response.content.decode()
    ticket.refresh_from_db()
    assert (ticket.status, ticket.severity) == ("new", None)


def test_severity_1_goes_to_development_by_itself_and_the_leads_are_told():  # S2-16
    lead, manager, other = make.staff(Role.LEAD), make.staff(Role.MANAGER), make.staff()
    ticket = tickets.ticket()
    actions.triage(ticket, by=other, severity=severity(1))
    ticket.refresh_from_db()
    assert ticket.status == "escalated_to_dev"
    event = ticket.events.get(verb="escalate_at_once")
    assert event.by is None and event.public
    told = Letter.objects.filter(kind="tickets/email/severity_one").values_list("to", flat=True)
    assert set(told) == {lead.email, manager.email}
    assert (
        Letter.objects.filter(kind="tickets/email/with_development", to=ticket.requester.email).count() == 1
    )


def test_severity_1_does_not_wait_for_what_is_missing():  # S2-16, S2-22
    ticket = tickets.ticket()
    actions.triage(ticket, by=make.staff(), severity=severity(1), text="Since when?")
    ticket.refresh_from_db()
    assert ticket.status == "escalated_to_dev"
    assert ticket.messages.public().last().body == "Since when?"


def test_the_severity_is_set_again_with_a_reason_for_colleagues(client, agent):  # S2-92
    ticket = tickets.ticket(impact="limited")
    actions.triage(ticket, by=agent, severity=severity(4))
    sent = {"severity": 2, "note": "Invoicing stands still too.", "form_key": KEY}
    assert client.post(url(ticket, "set_severity"), sent).status_code == 302
    ticket.refresh_from_db()
    assert (ticket.severity_id, ticket.impact) == (2, "limited")
    event = ticket.events.get(verb="set_severity")
    assert event.note == "4 → 2. Invoicing stands still too." and not event.public
    with pytest.raises(IllegalMove):
        actions.set_severity(ticket, by=agent, severity=severity(2), note="Again.")


def test_severity_1_that_is_seen_later_goes_to_development_too():  # S2-16
    ticket, agent = tickets.ticket(status="work_in_progress"), make.staff()
    actions.set_severity(ticket, by=agent, severity=severity(1), note="Nobody can sign in.")
    ticket.refresh_from_db()
    assert ticket.status == "escalated_to_dev"


def test_the_customer_reads_the_severity_and_not_the_reason(client):  # S2-20
    ticket, agent = tickets.ticket(), make.staff()
    actions.triage(ticket, by=agent, severity=severity(4))
    actions.set_severity(ticket, by=agent, severity=severity(3), note="SECRET-REASON")
    client.force_login(ticket.requester)
    shown = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert "3 – Moderate incident" in shown and "SECRET-REASON" not in shown


def test_after_triage_it_stands_in_the_menu(client, agent):
    ticket = tickets.ticket()
    before = client.get(url(ticket, "change")).content.decode()
    assert "Triage again" not in before and url(ticket) in before
    actions.triage(ticket, by=agent, severity=severity(3))
    assert "Triage again" in client.get(url(ticket, "change")).content.decode()


def test_feedback_need_not_fit_a_category(client, agent):
    ticket = tickets.ticket(form="feedback")
    sent = {"severity": 4, "complete": "yes", "form_key": KEY}
    assert client.post(url(ticket), sent).status_code == 302


def test_what_was_begun_without_triage_can_still_be_sorted():  # S2-21
    ticket, agent = tickets.ticket(status="work_in_progress"), make.staff()
    actions.triage(ticket, by=agent, severity=severity(3), category=category())
    ticket.refresh_from_db()
    assert (ticket.status, ticket.severity_id, ticket.category) == ("work_in_progress", 3, category())
