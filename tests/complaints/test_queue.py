"""The back office: the queue by the clock, one complaint with its verbs, and who may press them."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from escalations.complaints import actions
from escalations.complaints.states import Status
from portal.accounts.roles import Role
from portal.workflow import kept
from portal.workflow.once import new_key
from tests import make as people
from tests.complaints import make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db

QUEUE = "/admin/complaints/complaint/"
MONDAY = datetime(2026, 11, 23, 10, 50, tzinfo=UTC)
MAKERS = {
    1: make.representative,
    2: make.manager,
    3: make.solutions,
}


def url(complaint, page="change"):
    return reverse(f"admin:complaints_complaint_{page}", args=[complaint.pk])


def numbers(response) -> list[str]:
    return [row.complaint.reference for row in response.context["cl"].rows]


def buttons(client, complaint) -> list[str]:
    context = client.get(url(complaint)).context
    return [button.verb for button in [*context["verbs"], *context["asking_verbs"]]]


def test_it_stands_in_the_order_of_the_clock(client):
    client.force_login(make.solutions())
    with time_machine.travel("2026-11-18 10:00Z", tick=False):
        late, waiting = make.received(), make.answered()
    with time_machine.travel("2026-11-23 09:50Z", tick=False):
        fresh = make.received()
    with time_machine.travel(MONDAY, tick=False):
        response = client.get(QUEUE)
    assert numbers(response) == [late.reference, fresh.reference, waiting.reference]
    words = page(response)
    assert "is-late" in words and "7 h 30" in words and "with the customer" in words


def test_the_saved_views_show_each_level_its_work(client):
    greta = make.manager()
    client.force_login(greta)
    first, second, third = make.received(), make.reviewing(), make.with_solutions()
    waiting, ended = make.answered(), make.resolved()
    shown = {
        name: numbers(client.get(f"{QUEUE}?view={name}"))
        for name in ("representatives", "service", "solutions", "waiting", "ended", "mine")
    }
    assert shown == {
        "representatives": [first.reference],
        "service": [second.reference],
        "solutions": [third.reference],
        "waiting": [waiting.reference],
        "ended": [ended.reference],
        "mine": [second.reference],
    }
    counts = {tab.name: tab.count for tab in client.get(QUEUE).context["tabs"]}
    assert (counts[""], counts["solutions"], counts["ended"]) == (4, 1, None)


def test_a_number_lands_on_it_from_the_header_too_and_words_search(client):
    client.force_login(make.solutions())
    complaint = make.received()
    make.received(subject="Something else")
    assert client.get(f"{QUEUE}?q={complaint.reference}")["Location"] == url(complaint)
    assert client.get(f"/admin/search/?q={complaint.reference}")["Location"].startswith(QUEUE)
    assert numbers(client.get(f"{QUEUE}?q=repaired")) == [complaint.reference]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_any_number(client, rows, django_assert_num_queries):
    client.force_login(make.solutions())
    for _row in range(rows):
        make.looking()
    client.get(QUEUE)
    with django_assert_num_queries(6):
        client.get(QUEUE)


# S4-46
@pytest.mark.parametrize("role", [1, 2, 3])
def test_each_role_works_on_its_own_level_and_reads_the_others(client, role):
    others = {1: make.received(), 2: make.referred(), 3: make.with_solutions()}
    client.force_login(MAKERS[role]())
    for level, complaint in others.items():
        verb = {1: "acknowledge", 2: "review", 3: "contact"}[level]
        theirs = level == role or (role, level) == (2, 1)  # a manager helps the representatives
        assert (verb in buttons(client, complaint)) is theirs, level
        data = {"form_key": new_key(), "note": "x", "how": "phone"}
        assert client.post(url(complaint, verb), data).status_code == (302 if theirs else 403)
        assert client.post(url(complaint, "note"), {"form_key": new_key(), "note": "x"}).status_code == 302


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.RESOLUTIONS, Role.EDITOR, None])
def test_nobody_else_gets_in(client, role):
    complaint = make.received()
    client.force_login(people.staff(role) if role else people.customer())
    for address in (QUEUE, url(complaint), url(complaint, "acknowledge")):
        assert client.get(address).status_code in (302, 403, 404)


# S4-1 to S4-10, walked through the pages
def test_the_chain_is_walked_through_its_pages(client):
    sam, greta, yusuf = make.representative(), make.manager(), make.solutions()
    complaint = make.received()
    said = {"satisfied": "no", "how": "phone", "said_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M")}
    walk = [
        (sam, "acknowledge", {"note": ""}, Status.LOOKING),
        (sam, "answer", {"note": "We are sorry."}, Status.ANSWERED),
        (sam, "record_outcome", {**said, "note": "She wants more."}, Status.REFERRED),
        (greta, "review", {"note": ""}, Status.REVIEWING),
        (greta, "update", {"note": "I have read it."}, Status.REVIEWING),
        (greta, "refer_to_solutions", {"note": "Beyond my means."}, Status.SOLUTIONS),
        (yusuf, "contact", {"how": "meeting", "note": "We met."}, Status.CONTACTED),
        (yusuf, "record_call", {"note": "And called."}, Status.CONTACTED),
        (yusuf, "propose", {"note": "Half."}, Status.PROPOSED),
        (yusuf, "record_outcome", {**said, "note": "Not enough."}, Status.DISCUSSING),
        (yusuf, "tell_avenues", {"avenues": [make.avenue().pk], "note": "Final."}, Status.AVENUES),
    ]
    for person, verb, data, status in walk:
        client.force_login(person)
        assert client.get(url(complaint, verb)).status_code == 200, verb
        response = client.post(url(complaint, verb), {"form_key": new_key(), **data})
        assert response.status_code == 302, (verb, page(response)[-3000:])
        complaint.refresh_from_db()
        assert complaint.status == status, verb
    words = page(client.get(url(complaint)))
    for said in ("Clocks", "Facts", "External avenues", "Independent ombudsman", "not satisfied",
                 "recorded by Sam Okafor", "The customer is not satisfied: said on the phone"):  # fmt: skip
        assert said in words, said


def test_what_is_missing_is_said_beside_its_field_and_nothing_happens(client):
    client.force_login(make.solutions())
    complaint = make.discussing()
    make.avenue()
    response = client.post(url(complaint, "tell_avenues"), {"form_key": new_key(), "note": "Final."})
    assert response.status_code == 422 and "Choose at least one." in page(response)
    complaint.refresh_from_db()
    assert complaint.status == Status.DISCUSSING


@pytest.mark.parametrize("words", [1, 3])
def test_the_page_costs_the_same_for_any_length(client, words, django_assert_num_queries):
    client.force_login(make.solutions())
    complaint = make.proposed()
    for _time in range(words):
        actions.note(complaint, by=complaint.holder, note="Inside.")
        actions.update(complaint, by=complaint.holder, note="Outside.")
    kept.forget()  # so that what is kept for half a minute is as young as the first look
    client.get(url(complaint))
    with django_assert_num_queries(11):
        client.get(url(complaint))


def test_managers_edit_the_avenues_and_nobody_deletes_one(client):
    avenue = make.avenue()
    client.force_login(make.manager())
    address = f"/admin/complaints/avenue/{avenue.pk}/"
    assert client.get(f"{address}change/").status_code == 200
    assert client.get(f"{address}delete/").status_code == 403
    client.force_login(make.solutions())
    assert 'name="name_en"' not in page(client.get(f"{address}change/"))
