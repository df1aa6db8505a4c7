"""Who holds a case: the next for me, the load of each, deputies, and people who leave."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts import actions as people
from portal.accounts.absence import today
from portal.accounts.models import Absence
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.tickets import make as tickets
from tests.tickets.test_at_once import at_once
from tickets import actions
from tickets.models import Severity, Ticket
from tickets.staff_forms import holders

pytestmark = pytest.mark.django_db
QUEUE = "/admin/tickets/ticket/"


def away(person, deputy=None, *, days: int = 3):
    person.away_from, person.away_until = today(), today() + timedelta(days=days)
    person.deputy = deputy
    person.save()
    return person


def severity(ticket, number):
    actions.set_severity(ticket, by=make.staff(), severity=Severity.objects.get(number=number), note="Seen.")
    return ticket


class TestTakeNext:
    def test_the_gravest_then_the_oldest_of_my_teams(self):  # S2-109
        mine = make.team()
        agent, lead = make.staff(teams=[mine]), make.staff(Role.LEAD)
        plain, second, third = (tickets.ticket(subject=name) for name in ("plain", "second", "third"))
        grave, other = tickets.ticket(subject="grave"), tickets.ticket(subject="other")
        severity(grave, 2), severity(second, 3), severity(third, 3), severity(other, 2)
        actions.assign(other, by=lead, team=make.team())
        actions.assign(grave, by=lead, team=mine)
        tickets.ticket(status="waiting_for_customer")
        taken = [actions.take_next(by=agent) for _ in range(5)]
        assert taken == [grave, second, third, plain, None]
        assert all(ticket.agent == agent for ticket in taken[:4])

    def test_the_button_of_the_queue_leads_to_it_and_sent_twice_is_one(self, client):
        agent = make.staff()
        client.force_login(agent)
        first, _other = tickets.ticket(), tickets.ticket()
        assert "Take the next one" in client.get(QUEUE).content.decode()
        for _ in range(2):
            response = client.post(f"{QUEUE}take_next/", {"form_key": "n" * 32})
            assert response["Location"] == f"{QUEUE}{first.pk}/change/"
        assert Ticket.objects.filter(agent=agent).count() == 1

    def test_when_nothing_waits_it_says_so(self, client):
        client.force_login(make.staff())
        response = client.post(f"{QUEUE}take_next/", {"form_key": "n" * 32}, follow=True)
        assert "Nothing waits for you" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_different_cases():
    for _ in range(6):
        tickets.ticket()
    taken = at_once(lambda agent: actions.take_next(by=agent), [make.staff() for _ in range(6)])
    assert len({ticket.pk for ticket in taken}) == 6


def test_the_form_shows_how_many_each_holds_in_one_statement(client):
    agent = make.staff(name="Busy Ben")
    for _ in range(2):
        actions.take(tickets.ticket(), by=agent)
    closed = tickets.ticket(status="closed")
    Ticket.objects.filter(pk=closed.pk).update(agent=agent)
    client.force_login(agent)
    assert "Busy Ben: 2 open" in client.get(f"{QUEUE}{tickets.ticket().pk}/assign/").content.decode()
    costs = []
    for _ in range(2):
        make.staff()
        with CaptureQueriesContext(connection) as queries:
            [str(person.deputy) for person in holders()]
        costs.append(len(queries))
    assert costs == [1, 1]


class TestAway:
    def test_the_deputy_gets_what_is_given_and_the_history_says_so(self, client):
        deputy = make.staff(name="Dora Deputy")
        agent = away(make.staff(name="Hal Holiday"), away(make.staff(), deputy))
        lead, ticket = make.staff(Role.LEAD), tickets.ticket()
        actions.assign(ticket, by=lead, agent=agent)
        ticket.refresh_from_db()
        assert ticket.agent == deputy
        assert Letter.objects.get(kind="tickets/email/assigned").to == deputy.email
        client.force_login(lead)
        shown = client.get(f"{QUEUE}{ticket.pk}/change/").content.decode()
        assert "Given to the deputy: Hal Holiday is away" in shown

    def test_without_a_deputy_who_is_there_it_is_refused(self, client):
        first = make.staff()
        agent = away(make.staff(name="Hal Holiday"), away(first))
        away(first, agent)
        lead, ticket = make.staff(Role.LEAD), tickets.ticket()
        with pytest.raises(IllegalMove):
            actions.assign(ticket, by=lead, agent=agent)
        client.force_login(lead)
        response = client.post(f"{QUEUE}{ticket.pk}/assign/", {"agent": agent.pk, "form_key": "n" * 32})
        assert response.status_code == 422 and "is away, and nobody stands in" in response.content.decode()

    def test_a_reply_rings_the_deputy_too(self):
        agent, deputy = make.staff(), make.staff(name="Dora Deputy")
        ticket = tickets.ticket()
        actions.take(ticket, by=agent)
        away(agent, deputy)
        actions.reply(ticket, by=ticket.requester, text="Any news?")
        letters = {letter.to: letter for letter in Letter.objects.filter(kind="tickets/email/replied")}
        assert set(letters) == {agent.email, deputy.email}
        assert "You get this because you stand in for Jonas Weber" in letters[deputy.email].text

    def test_a_deputy_who_does_not_see_the_case_hears_nothing_of_it(self):
        team = make.team()
        agent, deputy = make.staff(teams=[team]), make.staff()
        ticket = tickets.ticket()
        actions.assign(ticket, by=make.staff(Role.LEAD), agent=agent, team=team)
        away(agent, deputy)
        actions.reply(ticket, by=ticket.requester, text="Any news?")
        assert not Letter.objects.filter(to=deputy.email).exists()

    def test_their_cases_stand_in_a_view_and_can_be_taken(self, client):
        agent, other = make.staff(), make.staff()
        ticket = tickets.ticket(subject="Forsaken")
        actions.take(ticket, by=agent)
        client.force_login(other)
        assert "Forsaken" not in client.get(f"{QUEUE}?view=away").content.decode()
        with pytest.raises(IllegalMove):
            actions.take(ticket, by=other)
        away(agent)
        assert "Forsaken" in client.get(f"{QUEUE}?view=away").content.decode()
        assert f"{QUEUE}{ticket.pk}/take/" in client.get(f"{QUEUE}{ticket.pk}/change/").content.decode()
        actions.take(ticket, by=other)
        ticket.refresh_from_db()
        assert ticket.agent == other

    def test_away_ends_with_the_last_day(self):
        agent = make.staff()
        for first, last, expected in ((0, 0, True), (-3, -1, False), (1, 5, False), (-3, None, True)):
            agent.away_from = today() + timedelta(days=first)
            agent.away_until = None if last is None else today() + timedelta(days=last)
            agent.save()
            assert agent.is_away is expected
            assert Absence.objects.away().filter(pk=agent.pk).exists() is expected

    def test_staff_say_it_in_their_profile_and_customers_are_not_asked(self, client):
        agent, deputy = make.staff(), make.staff()
        said = {"name": "Jonas Weber", "language": "en", "zone": "Europe/London"}
        gone = said | {"away_from": today().isoformat(), "deputy": deputy.pk}
        client.force_login(agent)
        assert client.post("/accounts/profile/", gone).status_code == 302
        agent.refresh_from_db()
        assert agent.is_away and agent.deputy == deputy
        wrong = gone | {"away_until": (today() - timedelta(days=1)).isoformat()}
        response = client.post("/accounts/profile/", wrong)
        assert "The last day comes before the first." in response.content.decode()
        customer = make.customer()
        client.force_login(customer)
        assert 'name="away_from"' not in client.get("/accounts/profile/").content.decode()
        client.post("/accounts/profile/", gone)
        customer.refresh_from_db()
        assert customer.away_from is None and customer.deputy is None

    def test_leads_say_it_for_colleagues_and_change_nothing_else(self, client):
        agent, deputy = make.staff(name="Hal Holiday"), make.staff()
        client.force_login(make.staff(Role.LEAD))
        page = f"/admin/accounts/absence/{agent.pk}/change/"
        assert "Hal Holiday" in client.get("/admin/accounts/absence/").content.decode()
        sent = {"away_from": today().isoformat(), "deputy": deputy.pk, "name": "Boss", "is_superuser": "1"}
        assert client.post(page, sent).status_code == 302
        agent.refresh_from_db()
        assert (agent.is_away, agent.deputy, agent.name) == (True, deputy, "Hal Holiday")
        assert not agent.is_superuser


class TestLeaving:
    def test_open_cases_go_back_to_the_team(self):
        team = make.team()
        agent, admin = make.staff(teams=[team]), make.administrator()
        ticket, closed = tickets.ticket(), tickets.ticket()
        actions.assign(ticket, by=admin, agent=agent, team=team)
        actions.take(closed, by=agent)
        actions.close(closed, by=agent, text="Done.")
        people.close_account(agent, by=admin)
        ticket.refresh_from_db(), closed.refresh_from_db()
        assert (ticket.agent, ticket.team) == (None, team)
        assert closed.agent == agent
        assert not ticket.events.get(verb="hand_back").public

    def test_so_do_they_when_the_box_is_cleared_by_hand(self, client):
        agent, ticket = make.staff(), tickets.ticket()
        actions.take(ticket, by=agent)
        client.force_login(make.administrator())
        sent = {"email": agent.email, "name": agent.name, "language": "en", "zone": agent.zone}
        sent |= {"is_staff": "on", "groups": [group.pk for group in agent.groups.all()]}
        sent |= {f"memberships-{n}": "0" for n in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
        assert client.post(f"/admin/accounts/user/{agent.pk}/change/", sent).status_code == 302
        ticket.refresh_from_db()
        assert ticket.agent is None
