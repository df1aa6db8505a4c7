"""What is asked again and again is found by an index made for it, and touches nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from escalations.ladder import levels
from escalations.models import Escalation, Promise
from escalations.states import Ladder
from portal.accounts.models import Organisation, Team, User
from portal.contracts.models import Product
from portal.outbox.models import Letter
from tests import make
from tests.escalations import make as escalations
from tests.speed.counting import plan
from tickets.labels import STATUSES
from tickets.models import Ticket
from tickets.paging import beyond, merged
from tickets.queue import ordering
from tickets.states import Status

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


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
        organisations = Organisation.objects.bulk_create(Organisation(name=f"O{n}") for n in range(20))
        products = Product.objects.bulk_create(Product(name=f"P{n}") for n in range(5))
        teams = Team.objects.bulk_create(Team(name=f"T{n}") for n in range(5))
        self.now = now = timezone.now()
        self.team = teams[0]
        Ticket.objects.bulk_create(
            Ticket(
                requester=people[n % 200],
                agent=people[n % 199],
                organisation=organisations[n % 20],
                product=products[n % 7] if n % 7 < 5 else None,
                team=teams[n % 6] if n % 6 < 5 else None,
                subject="Stock count is slow",
                created_at=now - timedelta(minutes=n * 7 % 2_000),
                changed_at=now - timedelta(minutes=n),
                due_by=now + timedelta(minutes=n) if n % 4 else None,
                **({"status": Status.CLOSED, "closed_at": now} if n % 3 else {}),
            )
            for n in range(2_000)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.customer = self.agent = people[0]
        self.organisation, self.product = organisations[0], products[0]

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
        query = Ticket.objects.open().filter(agent=self.agent).order_by(*ordering("mine")[:1])
        assert self.first_page_by("ticket_open_of_agent", query)

    @pytest.mark.parametrize(
        ("column", "value"), [("status", Status.NEW), ("impact", "major"), ("form", "technical")]
    )
    def test_the_queue_by_a_filter_is_read_in_the_order_of_what_is_due(self, column, value):
        query = Ticket.objects.open().filter(**{column: value}).order_by(*ordering("open")[:1])
        names = ("ticket_open_by_due", "ticket_by_status", "ticket_open_by_impact", "ticket_open_by_form")
        assert any(self.first_page_by(name, query) for name in names)

    @pytest.mark.parametrize("sort", ["-", ""])
    def test_my_requests_newest_received_first(self, sort):
        query = Ticket.objects.of(self.customer).order_by(f"{sort}created_at")
        assert self.first_page_by("ticket_of_req_received", query)

    def test_my_requests_of_a_product(self):
        query = Ticket.objects.of(self.customer).filter(product=self.product).order_by("-changed_at")
        assert self.first_page_by("ticket_of_req_product", query)

    def test_my_requests_by_status(self):
        """In the order of changes, among the open ones of this person."""
        query = Ticket.objects.of(self.customer).open().filter(status__in=STATUSES["progress"])
        assert any(
            self.first_page_by(name, query.order_by("-changed_at"))
            for name in ("ticket_open_of_req", "ticket_of_requester")
        )

    def test_my_requests_changed_between_two_days(self):
        days = {"changed_at__gte": self.now - timedelta(hours=20), "changed_at__lt": self.now}
        query = Ticket.objects.of(self.customer).filter(**days).order_by("-changed_at")
        assert self.first_page_by("ticket_of_requester", query)

    def test_all_requests_of_an_organisation(self):
        query = Ticket.objects.filter(organisation=self.organisation)
        assert self.first_page_by("ticket_of_organisation", query.order_by("-changed_at"))
        assert self.first_page_by("ticket_of_org_received", query.order_by("-created_at"))
        assert self.first_page_by("ticket_open_of_org", query.open().order_by("-changed_at"))
        of_product = query.filter(product=self.product).order_by("-changed_at")
        assert self.first_page_by("ticket_of_org_product", of_product)

    @pytest.mark.parametrize("after", [True, False])
    def test_a_page_after_or_before_a_key_begins_at_the_key(self, after):
        order = ("-changed_at", "-pk") if after else ("changed_at", "pk")
        query = Ticket.objects.of(self.customer).filter(beyond((self.now, 7), order)).order_by(order[0])
        assert by_index(query[:21], "ticket_of_requester", "requester_id changed_at")
        assert self.first_page_by("ticket_of_requester", query)

    def test_what_is_of_oneself_and_of_the_organisation_is_read_in_two_cut_lists(self):
        """Each by its own index; only what is left of both is sorted."""
        lists = [Ticket.objects.of(self.customer), Ticket.objects.filter(organisation=self.organisation)]
        steps = plan(merged(lists, ("-changed_at", "-pk"), 21)[:21])
        assert "ticket_of_requester" in steps and "ticket_of_organisation" in steps

    def test_the_queue_of_an_agent_with_teams(self):
        """Read in the order of what is due, until the page is full."""
        agent = make.staff(teams=[self.team])
        query = Ticket.objects.visible_to(agent).waiting_for_us().order_by(*ordering("turn")[:1])
        assert self.first_page_by("ticket_open_by_due", query)

    def test_requests_that_nobody_holds(self):
        query = Ticket.objects.open().filter(agent=None)
        steps = plan(query[:200])
        assert "ticket_open_of_agent" in steps or "ticket_next" in steps

    def test_escalations_of_an_agents_cases_are_counted_from_the_escalations(self):
        """The queue first, and one look at a case for each: never all cases."""
        agent, now = make.staff(teams=[self.team]), self.now
        Escalation.objects.bulk_create(
            Escalation(
                ticket=ticket,
                requester=self.customer,
                level=levels(Ladder.SERVICE)[0],
                due_by=now + n * HOUR,
                acknowledge_by=now,
            )
            for n, ticket in enumerate(Ticket.objects.order_by("pk")[:300])
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        query = Escalation.objects.visible_to(agent).open().in_order()
        steps = plan(query.values("pk")[:5])
        assert "escalation_queue" in steps and "Hash Join" not in steps and "SCAN tickets" not in steps

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
