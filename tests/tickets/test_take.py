"""Who works on it: take, start, assign."""

import pytest

from portal.accounts.roles import Role
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.tickets import make as tickets
from tickets import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    return tickets.ticket()


def test_taking_a_new_request_begins_its_triage(ticket):  # S2-21, S2-108
    agent = make.staff()
    actions.take(ticket, by=agent)
    ticket.refresh_from_db()
    assert (ticket.agent, ticket.status) == (agent, "triage")


def test_taking_over_later_leaves_the_status(ticket):
    tickets.walked(ticket, "waiting_for_customer")
    actions.take(ticket, by=make.staff())
    ticket.refresh_from_db()
    assert ticket.status == "waiting_for_customer"


def test_work_begins(ticket):  # S2-112
    actions.start(ticket, by=make.staff())
    ticket.refresh_from_db()
    assert ticket.status == "work_in_progress"
    with pytest.raises(IllegalMove):
        actions.start(ticket, by=make.staff())


def test_an_assigned_agent_gets_a_letter(ticket):
    agent, lead = make.staff(), make.staff(Role.LEAD)
    actions.assign(ticket, by=lead, agent=agent)
    letter = Letter.objects.get(kind="tickets/email/assigned")
    assert letter.to == agent.email and ticket.reference in letter.subject
    assert not ticket.events.get(verb="assign").public


def test_nobody_gets_a_case_they_cannot_see(ticket):
    lead, team = make.staff(Role.LEAD), make.team()
    for other in (make.staff(), make.customer(), make.staff(Role.EDITOR)):
        with pytest.raises(IllegalMove):
            actions.assign(ticket, by=lead, agent=other, team=team)
    actions.assign(ticket, by=lead, agent=make.staff(teams=[team]), team=team)


def test_every_move_counts_a_version(ticket):
    actions.take(ticket, by=make.staff())
    actions.start(ticket, by=make.staff())
    ticket.refresh_from_db()
    assert ticket.version == 3
