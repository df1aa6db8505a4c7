"""Staff see the queue in the order of the clock, press verbs, and managers edit where things go."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from escalations.providers.models import ProviderIssue, Route
from escalations.providers.states import Status
from portal.accounts.roles import Role
from tests import make
from tests.providers import make as providers
from tests.providers.make import ACCOUNT
from tests.providers.test_submit import words

pytestmark = pytest.mark.django_db
QUEUE = "/admin/providers/providerissue/"


@pytest.fixture
def kim():
    return providers.provider("Open Ledger")


def numbers(page: str) -> list[str]:
    return re.findall(r'class="staff-number"><a[^>]*>(PRV-\d+)<', page)


def test_the_queue_is_ordered_by_what_is_due(client, kim):
    slow = providers.received(kim, priority="p3", category="interface")
    fast = providers.received(kim, priority="p2", category="performance")
    ended = providers.resolved(kim, priority="p2", category="performance")
    in_hand = providers.acknowledged(kim, priority="p3", category="interface")
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        urgent = providers.received(kim)
    client.force_login(providers.integration())
    page = words(client.get(QUEUE))
    assert numbers(page) == [row.reference for row in (fast, urgent, slow, in_hand)]
    assert numbers(words(client.get(f"{QUEUE}?view=acknowledge"))) == [
        row.reference for row in (fast, urgent, slow)
    ]
    assert numbers(words(client.get(f"{QUEUE}?view=ended"))) == [ended.reference]
    assert numbers(words(client.get(f"{QUEUE}?priority=p3"))) == [slow.reference, in_hand.reference]
    assert str(ACCOUNT) not in page


def test_a_number_lands_on_its_issue(client, kim):
    issue = providers.received(kim)
    client.force_login(providers.integration())
    assert client.get(QUEUE, {"q": issue.reference}).url == f"{QUEUE}{issue.pk}/change/"
    found = client.get("/admin/search/", {"q": issue.reference}, follow=True)
    assert issue.summary in words(found)


def test_the_queue_asks_as_much_for_three_as_for_one(client, kim):
    client.force_login(providers.integration())
    counts = []
    for _round in range(3):
        providers.received(kim)
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as asked:
            client.get(QUEUE)
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_every_verb_of_an_issue_is_a_button_that_works(client, kim):
    issue = providers.received(kim)
    client.force_login(providers.integration())

    def press(verb, **typed):
        page = words(client.get(f"{QUEUE}{issue.pk}/change/"))
        assert f"{QUEUE}{issue.pk}/{verb}/" in page
        assert client.get(f"{QUEUE}{issue.pk}/{verb}/").status_code == 200
        assert client.post(f"{QUEUE}{issue.pk}/{verb}/", typed).status_code == 302

    press("take")
    press("acknowledge", note="I am on it.")
    press("start")
    press("answer", note="We see it too.")
    press("note", note="As in May.")
    press("ask", note="Which bank?")
    press("resolve", note="Done.")
    press("end")
    issue.refresh_from_db()
    assert issue.status == Status.CLOSED
    page = words(client.get(f"{QUEUE}{issue.pk}/change/"))
    for said in ("I am on it.", "As in May.", "Which bank?", "Closed by Ines Roth"):
        assert said in page
    other = providers.received(kim)
    category = providers.category("customer-question")
    client.post(f"{QUEUE}{other.pk}/turn_away/", {"category": category.pk})
    assert ProviderIssue.objects.get(pk=other.pk).status == Status.TURNED_AWAY


def test_words_that_are_missing_are_asked_for(client, kim):
    issue = providers.acknowledged(kim)
    client.force_login(providers.integration())
    response = client.post(f"{QUEUE}{issue.pk}/resolve/", {"note": ""})
    assert response.status_code == 422
    assert "Say what was done." in words(response)


def test_managers_edit_where_a_priority_goes(client):  # S0-20
    client.force_login(make.staff(Role.MANAGER))
    typed = {
        "type_en": "Outages", "type_fr": "Pannes", "contact": "new@vendor.example", "on_call": "",
        "hook": "", "is_immediate": "on", "minutes": "10", "calendar": "",
    }  # fmt: skip
    assert client.post("/admin/providers/route/p1/change/", typed).status_code == 302
    route = Route.objects.get(priority="p1")
    assert (route.contact, route.minutes, route.clock_calendar.working.day_minutes) == (
        "new@vendor.example",
        10,
        1440,
    )
    assert client.post("/admin/providers/route/add/", typed).status_code == 403


def test_a_category_that_is_not_admitted_says_why_in_both_languages(client):
    client.force_login(make.staff(Role.MANAGER))
    typed = {"slug": "fees", "name_en": "Fees", "name_fr": "Frais", "position": "20", "is_active": "on"}
    response = client.post("/admin/providers/category/add/", typed)
    assert "Say in both languages why not, and where to." in words(response)


def test_the_roles_see_their_own_and_no_more(client, kim):
    issue = providers.received(kim)
    launch = kim.membership.organisation.launch
    for role, of_issue, of_launch in (
        (Role.INTEGRATION, 200, 200),
        (Role.ENABLEMENT, 403, 200),
        (Role.MANAGER, 200, 200),
        (Role.AGENT, 403, 403),
    ):
        client.force_login(make.staff(role))
        assert client.get(f"{QUEUE}{issue.pk}/change/").status_code == of_issue
        assert client.get(f"/admin/providers/launch/{launch.pk}/change/").status_code == of_launch
