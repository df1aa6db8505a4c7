"""What the page of a case shows of its escalation."""

import pytest
from django.template import Context, Template

from portal.accounts.roles import Role
from portal.businesstime.templatetags.moments import moment_short
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page
from tickets import actions as cases

pytestmark = pytest.mark.django_db


def drawn(ticket, tag="{% escalation_panel ticket as panel %}{% include 'escalations/_panel.html' %}") -> str:
    return " ".join(Template("{% load escalations %}" + tag).render(Context({"ticket": ticket})).split())


def test_a_case_offers_to_be_escalated():
    ticket = make.case()
    assert f'href="/escalate/?case={ticket.reference}"' in drawn(ticket)


def test_an_escalated_case_shows_its_promise_and_the_way_to_the_passport():
    escalation = make.received()
    words = drawn(escalation.ticket)
    assert "We will acknowledge your escalation by" in words and escalation.reference in words
    assert "/escalate/" not in words


def test_after_the_end_it_says_how_it_ended_and_may_be_escalated_anew():
    escalation = make.declined()
    words = drawn(escalation.ticket)
    assert "Not approved" in words and "/escalate/" in words


def test_a_closed_case_does_not_offer_it():
    ticket = make.case()
    cases.close(ticket, by=people.staff(), text="Done.")
    ticket.refresh_from_db()
    assert "/escalate/" not in drawn(ticket)


def test_the_open_escalation_of_a_case_goes_before_those_that_ended():
    first = make.declined()
    second = make.received(first.ticket)
    tag = "{% escalation_of ticket as found %}{{ found.reference }}"
    assert drawn(first.ticket, tag) == second.reference


def test_the_conversation_leads_to_the_escalation_it_tells_of(client):
    escalation = make.received()
    client.force_login(escalation.requester)
    shown = client.get(f"/requests/{escalation.ticket.reference}/").content.decode()
    link = f'<a href="{escalation.get_absolute_url()}">{escalation.reference}</a>'
    assert f'<span class="event-words">You escalated this case: {link}</span>' in shown


def test_only_a_number_becomes_a_link():
    words = Template("{% load escalations %}{{ words|escalations_linked }}")
    said = words.render(Context({"words": "<b>ESC-00147</b>, ESC-1 and DESC-00147"}))
    assert said == '&lt;b&gt;<a href="/escalations/ESC-00147/">ESC-00147</a>&lt;/b&gt;, ESC-1 and DESC-00147'


def test_the_way_to_escalate_stands_after_the_facts_and_a_promise_before_the_conversation(client):
    ticket = make.case()
    client.force_login(ticket.requester)
    shown = page(client.get(f"/requests/{ticket.reference}/"))
    assert shown.index("Conversation") < shown.index("Who can see it") < shown.index("Not satisfied with how")
    escalation = make.received(ticket)
    shown = page(client.get(f"/requests/{escalation.ticket.reference}/"))
    assert shown.index("Our promise") < shown.index("Conversation")


# S1-2, S1-4
def test_every_page_leads_to_submit_a_request_and_that_to_escalate_my_case(client):
    customer = people.customer()
    client.force_login(customer)
    assert "Submit a request" in page(client.get("/escalate/"))
    assert 'href="/escalate/' in page(client.get("/requests/new/"))


def test_the_managers_see_it_too(client):
    escalation = make.received()
    client.force_login(people.staff(Role.MANAGER))
    assert client.get(escalation.get_absolute_url()).status_code == 200


def test_the_promise_has_a_heading_on_the_page_of_the_case():
    escalation = make.received()
    assert "Our promise</h2>" in drawn(escalation.ticket)


def test_my_requests_say_by_when_we_write_again(client):
    escalation = make.received(make.case(agent=people.staff()))
    client.force_login(escalation.requester)
    words = page(client.get("/requests/"))
    by = " ".join(moment_short(escalation.promises.get().due_by).split())
    assert f"We write again by <strong>{by}</strong>" in words


# S1-22
def test_the_banner_of_the_case_says_by_when_we_write_again(client):
    escalation = make.received()
    client.force_login(escalation.requester)
    words = " ".join(client.get(f"/requests/{escalation.ticket.reference}/").content.decode().split())
    banner = words[words.index('<section class="turn') :].partition("</section>")[0]
    assert "You need do nothing; we write again by <strong>" in banner
    assert "as soon as there is news" not in banner


def test_a_case_that_nobody_took_up_does_not_say_it_waits_when_it_is_escalated(client):
    escalation = make.planned()
    client.force_login(escalation.requester)
    words = " ".join(client.get(f"/requests/{escalation.ticket.reference}/").content.decode().split())
    assert "it is with Customer Resolutions" in words
    assert "It waits to be taken up" not in words
