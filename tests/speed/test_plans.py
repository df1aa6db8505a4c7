"""What is asked again and again is found by an index made for it, and touches nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from escalations.models import Escalation, Promise
from portal.accounts.models import User
from portal.outbox.models import Letter
from tests import make
from tests.escalations import make as escalations
from tests.speed.counting import plan
from tickets.models import Ticket
from tickets.states import Status

pytestmark = pytest.mark.django_db


def by_index(query, name: str, condition: str = "") -> bool:
    """Both databases name the index; and what bounds the search, as SQLite and as PostgreSQL write it."""
    steps = plan(query)
    return name in steps and all(word in steps for word in condition.split())


def test_the_sweep_touches_only_promises_that_are_due():
    for _ in range(3):
        escalations.received()
    now = timezone.now()
    late = now + timedelta(days=30)
    assert Promise.objects.due(now).count() == 0 and Promise.objects.due(late).count() == 3
    assert by_index(Promise.objects.due(now)[:1000], "promise_next_alarm", "next_alarm_at")


def test_a_promise_that_is_kept_leaves_the_index_of_the_sweep():
    escalation = escalations.acknowledged()
    assert [promise.next_alarm_at for promise in escalation.promises.filter(kept_at__isnull=False)] == [None]


def test_letters_that_are_due_are_found_by_the_index_of_those_that_wait():
    assert by_index(Letter.objects.due(timezone.now())[:20], "letters_due", "due_at")


def test_letters_of_workers_that_died_are_found_by_the_index_of_those_claimed():
    assert by_index(Letter.objects.abandoned(timezone.now()).order_by(), "letters_claimed", "lease_until")


class TestLists:
    """Sorted by the index: the first page is read without looking at the others."""

    @pytest.fixture(autouse=True)
    def many_requests(self):
        """Enough of them, and statistics, so that the planner has something to choose by."""
        people = User.objects.bulk_create(User(email=f"c{n}@client.example") for n in range(200))
        now = timezone.now()
        Ticket.objects.bulk_create(
            Ticket(
                requester=people[n % 200],
                agent=people[n % 199],
                subject="Stock count is slow",
                changed_at=now - timedelta(minutes=n),
                **({"status": Status.CLOSED, "closed_at": now} if n % 3 else {}),
            )
            for n in range(2_000)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.customer = self.agent = people[0]

    def first_page_by(self, name: str, query) -> bool:
        steps = plan(query[:20])
        return name in steps and "TEMP B-TREE" not in steps

    def test_open_requests_of_a_customer(self):
        query = Ticket.objects.of(self.customer).open().order_by("-changed_at")
        assert self.first_page_by("ticket_open_of_req", query)

    def test_all_requests_of_a_customer(self):
        query = Ticket.objects.of(self.customer).order_by("-changed_at")
        assert self.first_page_by("ticket_of_requester", query)

    def test_open_requests_of_everybody(self):
        assert self.first_page_by("ticket_open", Ticket.objects.open().order_by("-changed_at"))

    def test_open_requests_of_an_agent(self):
        query = Ticket.objects.open().filter(agent=self.agent).order_by("-changed_at")
        assert self.first_page_by("ticket_open_of_agent", query)

    def test_the_next_case_for_an_agent_is_looked_for_among_those_not_taken(self):
        agent = make.staff(teams=[make.team()])
        steps = plan(Ticket.objects.visible_to(agent).next_for(agent)[:1])
        assert "ticket_next" in steps or "ticket_open_of_agent" in steps, steps

    def test_cases_of_who_is_away(self):
        steps = plan(Ticket.objects.held_by_away().order_by("changed_at")[:20])
        assert "people_who_are_away" in steps and "ticket_open_of_agent" in steps, steps

    def test_what_a_request_is_tied_to(self):
        ticket = Ticket.objects.first()
        steps = plan(Ticket.objects.visible_to(make.staff()).related_to(ticket, inside=True))
        assert "one_link_a_pair" in steps or "tickets_link" in steps, steps
        assert "SCAN tickets_ticket" not in steps and "Seq Scan on tickets_ticket" not in steps, steps

    def test_escalations_in_the_order_of_the_queue(self):
        assert self.first_page_by("escalation_queue", Escalation.objects.by_the_clock().in_order())
