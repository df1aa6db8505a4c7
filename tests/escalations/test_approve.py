"""The review ends with yes, or with no and the way on."""

import pytest

from escalations import actions
from escalations.models import Escalation
from escalations.states import Kind, Status
from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db


# S1-26
def test_approval_is_told_with_its_reason_and_what_comes_next():
    escalation = make.approved()
    (letter,) = make.letters(escalation, "approved")
    assert "> Three Mondays were lost." in letter.text
    assert "We will share the action plan by" in letter.text
    assert (escalation.status, escalation.due_kind) == (Status.APPROVED, Kind.PLAN)


# S1-27
def test_the_agent_of_the_case_is_told_before_the_customer():
    jonas = people.staff(name="Jonas Weber")
    escalation = make.approved(ticket=make.case(agent=jonas))
    kinds = make.kinds(escalation)
    assert kinds.index("agent_first") < kinds.index("approved")
    (letter,) = make.letters(escalation, "agent_first")
    assert letter.to == jonas.email and "you are the first to be told" in letter.text
    event = escalation.events.get(verb="tell_agent")
    assert event.detail == "Jonas Weber" and not event.public


# S1-27
def test_without_an_agent_the_team_lead_is_told_first():
    priya = people.staff(Role.LEAD, name="Priya Nair")
    escalation = make.approved()
    assert [letter.to for letter in make.letters(escalation, "agent_first")] == [priya.email]


# S1-26, C13
def test_a_refusal_says_why_and_what_can_be_done(client):
    escalation = make.declined()
    (letter,) = make.letters(escalation, "declined")
    words = " ".join(letter.text.split())
    assert "> The case moves on already." in letter.text
    assert "you can answer once or ask the next level" in words
    client.force_login(escalation.requester)
    shown = page(client.get(escalation.get_absolute_url()))
    assert "Why we did not approve it" in shown and "Answer once" in shown and "Ask the next level" in shown


# C13
def test_the_customer_may_answer_once_and_is_reviewed_again(client):
    escalation = make.declined()
    client.force_login(escalation.requester)
    url = f"{escalation.get_absolute_url()}answer/"
    assert client.post(url, {"form_key": new_key(), "note": "It stands still again."}).status_code == 302
    escalation.refresh_from_db()
    assert (escalation.status, escalation.due_kind) == (Status.ACKNOWLEDGED, Kind.REVIEW)
    assert "We will tell you our decision by" in make.letters(escalation, "answer_received")[0].text
    assert make.letters(escalation, "answered")[0].to == escalation.holder.email
    actions.decline(escalation, by=escalation.holder, note="Still no.")
    shown = page(client.get(escalation.get_absolute_url()))
    assert "Answer once" not in shown and "Ask the next level" in shown
    response = client.post(url, {"form_key": new_key(), "note": "A second answer."})
    assert response.status_code == 409 and "A second answer." in page(response)
    assert escalation.events.filter(verb="answer_once").count() == 1


# C13, S1-30
def test_the_customer_may_ask_the_next_level(client):
    priya = people.staff(Role.LEAD, name="Priya Nair")
    escalation = make.declined()
    client.force_login(escalation.requester)
    url = f"{escalation.get_absolute_url()}next-level/"
    client.post(url, {"form_key": new_key(), "note": "A date is near."})
    escalation.refresh_from_db()
    assert (escalation.status, escalation.level.number) == (Status.ACKNOWLEDGED, 2)
    assert priya.email in [letter.to for letter in make.letters(escalation, "next_level_asked")]
    assert "It goes to level 2, Team Lead" in " ".join(
        make.letters(escalation, "answer_received")[0].text.split()
    )


def test_at_the_top_there_is_no_next_level():
    escalation = make.declined()
    Escalation.objects.update(level=5)
    with pytest.raises(IllegalMove):
        actions.ask_next_level(escalation, by=escalation.requester, note="Higher.")
    assert not escalation.events.filter(verb="ask_next_level").exists()


def test_a_refusal_cannot_come_back_beside_a_new_escalation_of_the_case():
    escalation = make.declined()
    second = make.received(escalation.ticket)
    with pytest.raises(IllegalMove, match=second.reference):
        actions.answer_once(escalation, by=escalation.requester, note="Again.")


def test_after_a_refusal_the_case_may_be_escalated_anew():  # S2-81, S2-82
    escalation = make.declined()
    assert make.received(escalation.ticket).pk != escalation.pk
