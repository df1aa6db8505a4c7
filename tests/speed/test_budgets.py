"""How many statements a page or a form may cost: the promises that hold on every machine."""

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.workflow.once import new_key
from tests import make
from tests.escalations import make as escalations
from tests.intake import make as intake
from tests.speed.counting import shown, statements
from tests.tickets import make as tickets
from tickets.models import Category, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, settings):
    """Staff with their second factor, as in production."""
    settings.STAFF_SECOND_FACTOR = True

    def sign_in(person):
        if person.is_staff:
            make.second_factor(person)
        client.force_login(person)
        return client

    return sign_in


def told(customer):
    """A request with a conversation, and an escalation beside it."""
    ticket = tickets.ticket(requester=customer, status="waiting_for_customer")
    escalations.received(ticket, by=customer)
    return ticket


class TestCustomer:
    def test_my_requests(self, signed_in):
        customer = make.customer()
        for _ in range(3):
            told(customer)
        assert len(shown(signed_in(customer), reverse("tickets:list"))) <= 6

    def test_my_requests_of_the_whole_organisation(self, signed_in):
        customer = make.customer()
        told(customer)
        reader = make.colleague(customer)
        assert len(shown(signed_in(reader), reverse("tickets:list") + "?view=all")) <= 6

    def test_a_request(self, signed_in):
        customer = make.customer()
        page = reverse("tickets:detail", args=[told(customer).pk])
        assert len(shown(signed_in(customer), page)) <= 8


class TestStaff:
    @pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD])
    @pytest.mark.parametrize("view", ["", "?view=open&status=new", "?view=closed", "?view=mine"])
    def test_the_queue_of_requests(self, signed_in, role, view):
        for _ in range(3):
            told(make.customer())
        page = reverse("admin:tickets_ticket_changelist") + view
        assert len(shown(signed_in(make.staff(role)), page)) <= 8

    @pytest.mark.parametrize("view", ["", "?view=acknowledge&impact=major", "?view=closed"])
    def test_the_queue_of_escalations(self, signed_in, view):
        for _ in range(3):
            told(make.customer())
        page = reverse("admin:escalations_escalation_changelist") + view
        assert len(shown(signed_in(make.staff(Role.RESOLUTIONS)), page)) <= 8

    def test_a_request(self, signed_in):
        page = reverse("admin:tickets_ticket_change", args=[told(make.customer()).pk])
        assert len(shown(signed_in(make.staff()), page)) <= 12

    @pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.RESOLUTIONS, Role.MANAGER])
    def test_the_opening_page(self, signed_in, role):
        for _ in range(3):
            told(make.customer())
        assert len(shown(signed_in(make.staff(role)), reverse("admin:index"))) <= 8


class TestForms:
    """Request or escalation, its clock, its event and its letter, with the key that makes it safe twice."""

    def send(self, client, path, **typed):
        def post():
            answer = client.post(path, {**typed, "form_key": new_key()})
            assert answer.status_code == 302, answer.content.decode()

        return statements(post)

    def test_a_request(self, signed_in):
        typed = {"subject": "Stock count is slow", "text": "It takes 40 seconds.", "impact": "major"}
        path = reverse("tickets:create", args=["technical"])
        client = signed_in(make.customer())
        self.send(client, path, **typed)
        assert len(self.send(client, path, **typed)) <= 14

    def test_a_request_of_a_form_that_asks_all_there_is(self, signed_in):
        """Answers and a category beside the rest, under a contract that names its products."""
        asks = dict.fromkeys(("asks_impact", "asks_criticality", "asks_category"), True)
        questions = [{"key": key} for key in ("area", "since", "context")]
        form = intake.request_type(questions=questions, **asks)
        products = [make.product(), make.product()]
        organisation = make.organisation(contract=False)
        make.sign(organisation, products=products)
        typed = {
            "subject": "Stock count is slow",
            "text": "It takes 40 seconds.",
            "product": products[1].pk,
            "category": Category.objects.first().slug,
            "impact": "major",
            "criticality": "minor",
            **{f"answer_{question['key']}": "Orders" for question in questions},
        }
        path = reverse("tickets:create", args=[form.slug])
        client = signed_in(make.customer(organisation))
        self.send(client, path, **typed)
        assert len(self.send(client, path, **typed)) <= 14
        assert Ticket.objects.last().answers.count() == 3

    def test_an_escalation(self, signed_in):
        customer = make.customer()
        path = reverse("escalations:submit")
        client = signed_in(customer)
        for _ in range(2):
            case = tickets.ticket(requester=customer)
            typed = escalations.typed(case)
            typed.pop("form_key")
            found = self.send(client, path, **typed)
        assert len(found) <= 14
