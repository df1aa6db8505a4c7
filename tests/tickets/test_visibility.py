import pytest
from django.contrib.auth.models import AnonymousUser

from portal.accounts.roles import Role
from tests import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


def sees(user) -> set:
    return set(Ticket.objects.visible_to(type(user).objects.get(pk=user.pk)))


@pytest.fixture
def ticket():
    return tickets.ticket()


def test_the_requester_sees_their_own(ticket):
    assert sees(ticket.requester) == {ticket}


def test_a_colleague_sees_it_where_the_membership_says_so(ticket):
    assert sees(make.colleague(ticket.requester)) == {ticket}
    assert sees(make.colleague(ticket.requester, sees="own")) == set()


def test_the_right_is_read_each_time(ticket):
    colleague = make.colleague(ticket.requester)
    colleague.memberships.update(sees="own")
    assert sees(colleague) == set()


def test_nobody_else_sees_it(ticket):
    assert sees(make.customer()) == set()
    assert sees(make.staff(Role.EDITOR)) == set()
    assert not Ticket.objects.visible_to(AnonymousUser()).exists()


def test_a_deactivated_person_sees_nothing(ticket):
    ticket.requester.is_active = False
    ticket.requester.save()
    assert sees(ticket.requester) == set()


def test_an_agent_sees_the_requests_of_their_teams_and_of_no_team(ticket):
    ours, theirs = make.team(), make.team()
    in_ours, in_theirs = tickets.ticket(), tickets.ticket()
    actions.assign(in_ours, by=make.staff(Role.LEAD), team=ours)
    actions.assign(in_theirs, by=make.staff(Role.LEAD), team=theirs)
    assert sees(make.staff(teams=[ours])) == {ticket, in_ours}
    assert sees(make.staff(Role.LEAD)) == {ticket, in_ours, in_theirs}


def test_customers_never_get_an_internal_note(ticket):
    note = actions.note(ticket, by=make.staff(), text="The licence has run out.")
    first = Message.objects.get(ticket=ticket, kind="public")
    for customer in (ticket.requester, make.colleague(ticket.requester)):
        assert set(Message.objects.visible_to(customer)) == {first}
    assert set(Message.objects.visible_to(make.staff())) == {first, note}
    assert not Message.objects.visible_to(make.customer()).exists()
