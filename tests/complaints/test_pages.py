"""The customer's list and page: whose turn it is, who has it, what was promised, who may see it."""

from datetime import UTC, datetime

import pytest
import time_machine

from escalations.complaints import actions, tasks
from portal.workflow import kept
from tests import make as people
from tests.complaints import make
from tests.complaints.test_states import WALKS
from tests.escalations.make import case
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)


def shown(client, complaint, reader=None) -> str:
    client.force_login(reader or complaint.requester)
    response = client.get(complaint.get_absolute_url())
    assert response.status_code == 200
    return page(response)


def test_it_says_whose_turn_it_is_who_has_it_and_by_when(client):
    with time_machine.travel(FRIDAY, tick=False):
        complaint = make.looking(ticket=None)
        words = shown(client, complaint)
    for said in ("Our turn: looking into it", "Sam Okafor", "Customer Service Representative",
                 "The representative will answer you by", "Wednesday 25 November, 16:50", "London time",
                 make.SAID["what_happened"], f"What would put it right: {make.SAID['wish']}",
                 "You made the complaint"):  # fmt: skip
        assert said in words, said


# S4-6, S4-7
@pytest.mark.parametrize(
    ("begin", "next_"),
    [
        (make.answered, "A manager then reviews all of it."),
        (make.responded, "contacts you within two working days"),
        (make.proposed, "talks with you about what else you can do"),
    ],
)
def test_after_an_answer_it_asks_whether_that_settles_it_and_says_what_follows(client, begin, next_):
    words = shown(client, begin())
    assert "Does our answer settle it?" in words and "I am not satisfied" in words and next_ in words


@pytest.mark.parametrize("status", WALKS)
def test_every_status_has_its_page_in_both_languages(client, status):
    complaint = WALKS[status]()
    shown(client, complaint)
    assert client.get(f"/fr{complaint.get_absolute_url()}").status_code == 200


def test_a_late_promise_is_called_late(client):
    with time_machine.travel(FRIDAY, tick=False):
        complaint = make.received()
    with time_machine.travel("2026-11-23 17:00Z", tick=False):
        tasks.ring_alarms()
        words = shown(client, complaint)
        assert "We are 10 minutes late" in words and "The managers were told" in words
        assert "We are late: promised by" in page(client.get("/complaints/"))


def test_colleagues_who_see_all_requests_see_it_and_nobody_else_does(client):
    complaint = make.received()
    shown(client, complaint, people.colleague(complaint.requester))
    for stranger in (people.colleague(complaint.requester, sees="own"), people.customer(), people.staff()):
        client.force_login(stranger)
        assert client.get(complaint.get_absolute_url()).status_code == 404
        assert complaint.subject not in page(client.get("/complaints/"))


def test_staff_read_the_page_but_judge_nothing_on_it(client):
    complaint = make.answered()
    words = shown(client, complaint, complaint.holder)
    assert "I am satisfied" not in words
    assert client.post(f"{complaint.get_absolute_url()}satisfied/", {}).status_code == 403


def test_a_level_that_was_not_needed_says_so(client):
    assert shown(client, make.resolved()).count("not needed") == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, rows, django_assert_num_queries):
    customer = people.customer()
    for number in range(rows):
        make.looking(by=customer, ticket=case(customer) if number else None)
    client.force_login(customer)
    client.get("/complaints/")
    with django_assert_num_queries(4):
        words = page(client.get("/complaints/"))
    assert words.count("CPL-") == 2 * rows  # the number and the address


@pytest.mark.parametrize("words", [1, 3])
def test_the_page_costs_the_same_for_any_length(client, words, django_assert_num_queries):
    complaint = make.proposed()
    for _time in range(words):
        actions.add(complaint, by=complaint.requester, note="More.")
    client.force_login(complaint.requester)
    kept.forget()  # so that what is kept for half a minute is as young as the first look
    client.get(complaint.get_absolute_url())
    with django_assert_num_queries(12):
        client.get(complaint.get_absolute_url())


def test_the_list_has_pages_and_an_empty_one_leads_to_the_form(client):
    customer = people.customer()
    client.force_login(customer)
    assert "You have made no complaint" in page(client.get("/complaints/"))
    for _time in range(26):
        make.received(by=customer)
    assert page(client.get("/complaints/?page=2")).count("CPL-") == 2
