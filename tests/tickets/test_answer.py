"""What staff say: answer, ask, resolve, note, supplement."""

import pytest
import time_machine

from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.tickets import make as tickets
from tickets import actions, emails

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    return tickets.ticket()


@pytest.fixture
def agent():
    return make.staff()


def letter_of(ticket, message) -> Letter:
    return Letter.objects.get(key=f"ticket:{ticket.pk}:message:{message.pk}:{ticket.requester.email}")


def test_an_answer_goes_to_the_customer_by_letter(ticket, agent):
    message = actions.answer(ticket, by=agent, text="Try the page Today only.")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.last_public_by) == ("work_in_progress", "staff")
    letter = letter_of(ticket, message)
    assert "An answer to your request" in letter.subject and "Try the page Today only." in letter.text


def test_an_answer_leaves_it_with_the_customer_where_it_was(agent):
    ticket = tickets.ticket(status="waiting_for_customer")
    actions.answer(ticket, by=agent, text="The same question in other words.")
    ticket.refresh_from_db()
    assert ticket.status == "waiting_for_customer"


def test_a_question_waits_for_the_customer(ticket, agent):  # S2-111
    message = actions.ask(ticket, by=agent, text="Which version?")
    ticket.refresh_from_db()
    assert ticket.status == "waiting_for_customer"
    letter = letter_of(ticket, message)
    assert "We need your answer" in letter.subject
    assert "When you reply, our clock starts again." in letter.text
    assert f"/requests/{ticket.reference}/#reply" in letter.text


def test_resolving_asks_the_customer_to_test(ticket, agent):  # S2-27, S2-115
    message = actions.resolve(ticket, by=agent, text="Corrected in 8.2.")
    ticket.refresh_from_db()
    assert ticket.status == "on_customer_test"
    assert "please test" in letter_of(ticket, message).subject


def test_a_note_leaves_no_trace_outside(agent):
    with time_machine.travel("2026-11-16T09:00:00Z", tick=False):
        ticket = tickets.ticket()
    before = Letter.objects.count()
    with time_machine.travel("2026-11-17T09:00:00Z", tick=False):
        actions.note(ticket, by=agent, text="They have not paid.")
    ticket.refresh_from_db()
    assert Letter.objects.count() == before
    assert ticket.changed_at.day == 16
    assert ticket.last_public_by == "customer"
    assert not ticket.events.get(verb="note").public


def test_a_closed_request_may_still_be_annotated(agent):
    ticket = tickets.ticket(status="closed")
    actions.note(ticket, by=agent, text="The same again in CW-9.")
    with pytest.raises(IllegalMove):
        actions.answer(ticket, by=agent, text="Hello?")


def test_a_supplement_speaks_with_its_own_voice(ticket):  # S1-34
    before = Letter.objects.count()
    message = actions.supplement(ticket, by=make.staff(), text="We watch over this case.")
    assert (message.voice, message.kind) == ("resolutions", "public")
    ticket.refresh_from_db()
    assert ticket.status == "new"
    assert Letter.objects.count() == before  # the escalation sends its own


def test_no_letter_can_be_written_from_a_note(ticket, agent):
    note = actions.note(ticket, by=agent, text="SECRET")
    with pytest.raises(ValueError, match="public"):
        emails.answered(ticket, note)


def test_a_letter_speaks_the_readers_language(agent):
    ticket = tickets.ticket(requester=make.customer(language="fr"))
    message = actions.answer(ticket, by=agent, text="Bonjour.")
    assert f"/fr/requests/{ticket.reference}/" in letter_of(ticket, message).text
