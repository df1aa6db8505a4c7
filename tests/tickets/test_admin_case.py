import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make
from tests.attachments.make import SCRIPT, upload
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
KEY = "a" * 32


@pytest.fixture
def agent(client):
    agent = make.staff(name="Jonas Weber")
    client.force_login(agent)
    return agent


@pytest.fixture
def ticket():
    return tickets.ticket(subject="Stock page")


def url(ticket, verb: str = "change") -> str:
    return f"/admin/tickets/ticket/{ticket.pk}/{verb}/"


def page(client, ticket) -> str:
    response = client.get(url(ticket))
    assert response.status_code == 200
    return response.content.decode()


def press(client, ticket, verb, **typed):
    return client.post(url(ticket, verb), {"form_key": KEY, **typed})


def test_the_whole_story_stands_on_one_screen(client, agent, ticket):
    actions.take(ticket, by=agent)
    actions.note(ticket, by=agent, text="They have not paid.")
    actions.answer(ticket, by=agent, text="We look at it.")
    shown = page(client, ticket)
    said = [
        "It takes 40 seconds.",
        "They have not paid.",
        "Internal note",
        "We look at it.",
        "to the customer",
    ]
    for words in ["Stock page", *said, "History", "Taken", "Every team"]:
        assert words in shown


def test_reply_and_note_are_two_forms(client, agent, ticket):
    shown = page(client, ticket)
    assert f'action="{url(ticket, "answer")}"' in shown and f'action="{url(ticket, "note")}"' in shown
    assert 'class="staff-write-update"' in shown and 'class="staff-write-note"' in shown


def test_no_field_of_a_case_is_edited_here(client, agent, ticket):
    assert 'name="status"' not in page(client, ticket)
    assert client.post(url(ticket), {"status": "closed"}).status_code == 405
    client.force_login(make.administrator())
    assert client.post(url(ticket), {"status": "closed"}).status_code == 405
    assert Ticket.objects.get().status == "new"


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("take", "triage"),
        ("start", "work_in_progress"),
        ("answer", "work_in_progress"),
        ("ask", "waiting_for_customer"),
        ("resolve", "on_customer_test"),
        ("note", "new"),
        ("close", "closed"),
    ],
)
def test_each_verb_has_its_page_and_does_it_once(client, agent, ticket, verb, status):
    assert client.get(url(ticket, verb)).status_code == 200
    for _ in range(2):
        assert press(client, ticket, verb, text="Some words.")["Location"] == url(ticket)
    ticket.refresh_from_db()
    assert ticket.status == status
    assert ticket.events.filter(verb=verb).count() == 1


def test_assigning_asks_for_somebody_who_sees_it(client, agent, ticket):
    team, other = make.team(), make.staff()
    response = press(client, ticket, "assign", agent=other.pk, team=team.pk)
    assert response.status_code == 422 and "does not see the requests" in response.content.decode()
    assert press(client, ticket, "assign", agent=other.pk).status_code == 302
    ticket.refresh_from_db()
    assert ticket.agent == other


def test_only_legal_verbs_are_offered(client, agent, ticket):
    assert url(ticket, "resolve") in page(client, ticket)
    tickets.walked(ticket, "closed")
    shown = page(client, ticket)
    assert url(ticket, "note") in shown
    for verb in ("answer", "ask", "resolve", "close", "take"):
        assert url(ticket, verb) not in shown


def test_a_verb_that_came_too_late_says_so(client, agent, ticket):
    tickets.walked(ticket, "closed")
    response = press(client, ticket, "answer", text="Hello.")
    assert response["Location"] == url(ticket)
    assert "Someone may have been quicker." in page(client, ticket)


def test_who_writes_while_the_case_moves_on_is_told_and_keeps_their_words(client, agent, ticket):
    seen = ticket.version
    actions.reply(ticket, by=ticket.requester, text="It is solved, thank you.")
    response = press(client, ticket, "answer", text="Try the other page.", seen=seen)
    shown = response.content.decode()
    assert response.status_code == 422
    assert "The case has changed while you wrote." in shown and "It is solved, thank you." in shown
    assert "Try the other page." in shown
    assert not Letter.objects.filter(kind="tickets/email/answered").exists()
    ticket.refresh_from_db()
    assert f'name="seen" value="{ticket.version}"' in shown
    assert press(client, ticket, "answer", text="Try the other page.", seen=ticket.version).status_code == 302


def test_files_go_with_the_answer_and_are_kept_over_errors(client, agent, ticket):
    response = press(client, ticket, "answer", text="", files=[upload("plan.png"), upload("bad.png", SCRIPT)])
    shown = response.content.decode()
    assert response.status_code == 422 and "plan.png" in shown and "bad.png" in shown
    press(client, ticket, "answer", text="See the plan.", kept_files="1")
    assert [file.name for file in ticket.messages.last().attachments.all()] == ["plan.png"]


def test_an_agent_of_another_team_finds_nothing(client, agent, ticket):
    actions.assign(ticket, by=make.staff(Role.LEAD), team=make.team())
    assert client.get(url(ticket)).status_code == 404
    for verb in ("take", "answer", "note", "close", "assign", "ask", "resolve", "start"):
        assert client.get(url(ticket, verb)).status_code == 404
        assert press(client, ticket, verb, text="x").status_code == 404
    assert Ticket.objects.get().version == 2


def test_staff_who_do_not_work_on_requests_are_not_let_in(client, ticket):
    client.force_login(make.staff(Role.EDITOR))
    assert client.get(url(ticket)).status_code == 403
    assert press(client, ticket, "answer", text="x").status_code == 404


def test_customers_are_not_let_in(client, ticket):
    client.force_login(ticket.requester)
    assert client.get(url(ticket)).status_code == 302
    assert press(client, ticket, "note", text="x").status_code == 302
    assert ticket.messages.count() == 1


@pytest.mark.parametrize("messages", [1, 3])
def test_it_costs_at_most_twelve_statements(client, agent, ticket, messages):
    for _ in range(messages):
        actions.answer(ticket, by=make.staff(), text="An answer.")
        actions.note(ticket, by=agent, text="A note.")
    page(client, ticket)
    with CaptureQueriesContext(connection) as queries:
        page(client, ticket)
    assert len(queries) <= 12


def test_markup_is_shown_as_words(client, agent):
    ticket = tickets.ticket(subject='"><img src=x onerror=alert(1)>', text="<script>alert(1)</script>")
    for address in (url(ticket), url(ticket, "answer"), "/admin/tickets/ticket/"):
        shown = client.get(address).content.decode()
        assert "<img src=x" not in shown and "<script>alert" not in shown
