"""Every status of the table is reached and left by verbs, and its meaning can be read by everybody."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.html import escape

from tests import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Severity
from tickets.moves import LEADS, MOVES
from tickets.states import MEANINGS, Status

ROOT = Path(settings.BASE_DIR)
# How an agent and a customer walk to each status; every step is a verb.
TO_DEV = ["escalate_to_dev"]
TO_WORK = [*TO_DEV, "plan", "develop"]
TO_RELEASE = [*TO_WORK, "review", "hand_to_qa", "test", "make_ready", "release"]
WALKS = {
    Status.NEW: [],
    Status.TRIAGE: ["triage"],  # S2-108
    Status.UNDER_REVIEW: ["investigate"],  # S2-109
    Status.CUSTOMER_RESPONDED: ["ask", "reply"],  # S2-110
    Status.WAITING_FOR_CUSTOMER: ["ask"],  # S2-111
    Status.WORK_IN_PROGRESS: ["start"],  # S2-112
    Status.QUOTE_REQUIRED: ["request_quote"],  # S2-113
    Status.ESCALATED_TO_DEV: TO_DEV,  # S2-114
    Status.PLANNED: [*TO_DEV, "plan"],  # S2-118
    Status.DEV_IN_PROGRESS: TO_WORK,  # S2-119
    Status.DEV_DONE_REVIEW: TO_RELEASE[:4],  # S2-120
    Status.DEV_DONE_QA: TO_RELEASE[:5],  # S2-121
    Status.QA_IN_PROGRESS: TO_RELEASE[:6],  # S2-122
    Status.READY_FOR_RELEASE: TO_RELEASE[:7],  # S2-123
    Status.RELEASED: TO_RELEASE,  # S2-124
    Status.ON_CUSTOMER_TEST: ["resolve"],  # S2-115
    Status.PENDING_CLOSURE: ["pend"],  # S2-116
    Status.CLOSED: ["close"],  # S2-117
    Status.REACTIVATED: ["close", "reopen"],  # S3-41
    Status.ON_HOLD: ["hold"],  # S3-42
}
WITH_WORDS = {"escalate_to_dev", "request_quote", "send_back", "return_to_support"} | {
    "ask", "reply", "resolve", "pend", "close", "reopen", "refuse", "answer",
}  # fmt: skip


def do(ticket, verb, agent):
    by = ticket.requester if MOVES[verb].actor == "customer" else agent
    how = {"text": "Some words."} if verb in WITH_WORDS else {}
    if verb == "triage":
        how = {"severity": Severity.objects.get(number=3)}
    if verb == "merge":
        how = {"into": tickets.ticket(requester=ticket.requester)}
    getattr(actions, verb)(ticket, by=by, **how)
    ticket.refresh_from_db()


def walked(status):
    ticket, agent = tickets.ticket(), make.staff()
    for verb in WALKS[status]:
        do(ticket, verb, agent)
    return ticket, agent


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status)
def test_every_status_is_reached_by_verbs_and_says_so(status):  # S2-107 to S2-124, S3-33 to S3-42
    ticket, _agent = walked(status)
    assert ticket.status == status
    assert ticket.events.last().status == status


LEAVING = [
    (status, verb)
    for status in Status
    for verb, row in MOVES.items()
    if status in row.starts
    and row.actor != "system"
    and (row.end or LEADS.get(verb, {}).get(status, status)) != status
]


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "verb"), LEAVING, ids=lambda item: str(item))
def test_every_way_out_of_a_status_leads_where_the_table_says(status, verb):
    ticket, agent = walked(status)
    do(ticket, verb, agent)
    assert ticket.status == (MOVES[verb].end or LEADS[verb][status])


def test_every_status_can_be_left():
    assert {status for status, _verb in LEAVING} == set(Status)


@pytest.mark.parametrize("status", Status)
def test_each_step_of_development_has_a_way_back(status):
    if status.meaning.turn == "dev":
        assert status in MOVES["return_to_support"].starts


@pytest.mark.django_db
def test_the_customer_reads_of_development_only_where_their_word_changes():
    ticket, _agent = walked(Status.RELEASED)
    told = list(ticket.events.filter(public=True).values_list("verb", flat=True))
    assert told == ["submit", "escalate_to_dev", "plan", "make_ready", "release"]


@pytest.mark.django_db
def test_words_for_development_stay_inside():
    ticket, agent = walked(Status.QA_IN_PROGRESS)
    actions.send_back(ticket, by=agent, text="The test of the second page fails.")
    actions.return_to_support(ticket, by=agent, text="It is a setting.")
    assert ticket.messages.public().count() == 1
    assert ticket.messages.filter(kind="internal").count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status)
def test_the_page_of_a_request_says_what_its_status_means_in_both_languages(client, status):
    """S2-107 to S2-124, S3-33 to S3-42: the label, whose turn it is, and what it means."""
    ticket, _agent = walked(status)
    client.force_login(ticket.requester)
    for prefix, language in (("", "en"), ("/fr", "fr")):
        shown = client.get(f"{prefix}/requests/{ticket.reference}/").content.decode()
        with translation.override(language):
            for words in (status.meaning.chip.label, status.meaning.title, status.meaning.explains):
                assert escape(str(words)) in shown


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_everybody_can_read_what_each_status_means(client, language):  # S2-107 to S2-124, S3-33 to S3-42
    page = client.get("/fr/requests/statuses/" if language == "fr" else "/requests/statuses/")
    shown = page.content.decode()
    with translation.override(language):
        for status, meaning in MEANINGS.items():
            row = shown.split(f'id="{status.value}"')[1].split("</tr>")[0]
            stage = meaning.stage.label if meaning.stage else "–"
            for words in (meaning.chip.label, meaning.explains, meaning.next, meaning.turn.label, stage):
                assert escape(str(words)) in row
            assert escape(str(meaning.clock.label))[1:] in row


@pytest.mark.django_db
def test_reading_it_asks_the_database_nothing(client, django_assert_num_queries):
    client.get("/requests/statuses/")
    with django_assert_num_queries(0):
        client.get("/requests/statuses/")


@pytest.mark.django_db
def test_the_page_of_a_request_leads_there(client):
    ticket, _agent = walked(Status.PLANNED)
    client.force_login(ticket.requester)
    shown = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert 'href="/requests/statuses/#planned"' in shown and "What does this mean?" in shown


def test_no_other_code_knows_a_status_by_its_name():
    """Only the tables do; the row itself knows the first and the last."""
    tables = {"states.py", "moves.py", "models.py"}
    named = re.compile(r"\bStatus\.[A-Z_]{2,}\b")
    quoted = re.compile(r"status\s*(?:==|!=)\s*[\"']")
    code = [path for path in (ROOT / "tickets").rglob("*.py") if "migrations" not in path.parts]
    found = [path.name for path in code if path.name not in tables and named.search(path.read_text())]
    pages = [*code, *(ROOT / "templates" / "tickets").rglob("*.html")]
    assert found + [path.name for path in pages if quoted.search(path.read_text())] == []
