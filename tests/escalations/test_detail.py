"""The passport: what its readers see, and that nobody else sees anything."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from escalations import actions, tasks
from escalations.models import Escalation, EscalationEvent
from portal.accounts.roles import Role
from portal.attachments.models import Attachment
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


# S1-22
def test_it_shows_the_clock_and_how_it_was_counted(client):
    with time_machine.travel(FRIDAY, tick=False):
        escalation = make.received()
        client.force_login(escalation.requester)
        shown = page(client.get(escalation.get_absolute_url()))
    assert "We will acknowledge your escalation by" in shown
    assert "Monday 23 November, 16:50" in shown and "London time" in shown
    assert "How we counted this" in shown and "Received at 16:50. We close at 17:15." in shown


def test_the_five_steps_carry_their_times_and_one_fact(client):
    with time_machine.travel(FRIDAY, tick=False):
        escalation = make.received()
    with time_machine.travel(MONDAY, tick=False):
        actions.acknowledge(escalation, by=make.resolutions())
        client.force_login(escalation.requester)
        response = client.get(escalation.get_absolute_url())
    steps = response.context["steps"]
    assert [step["state"] for step in steps] == ["done", "present", "to_come", "to_come", "to_come"]
    assert [" ".join(step["when"].split()) for step in steps] == [
        "Fri 20 Nov, 16:50",
        "Today, 09:40",
        "by Tue 24 Nov, 09:40",
        "",
        "",
    ]
    assert steps[0]["fact"] == "by you" and " ".join(steps[1]["fact"].split()) == "7 h 10 before the promise"


def test_when_we_are_late_it_says_so_and_names_the_new_promise(client):
    with time_machine.travel(FRIDAY, tick=False):
        escalation = make.received()
    with time_machine.travel(datetime(2026, 11, 23, 16, 50, tzinfo=UTC), tick=False):
        tasks.ring_alarms()
    with time_machine.travel(datetime(2026, 11, 23, 17, 10, tzinfo=UTC), tick=False):
        client.force_login(escalation.requester)
        shown = page(client.get(escalation.get_absolute_url()))
    assert "We are 20 minutes late" in shown and "We are sorry." in shown
    assert "Tuesday 24 November, 16:50" in shown
    assert "We did not acknowledge it in time. The Support Manager was told." in shown
    assert "Acknowledged by" not in shown


def test_it_speaks_french(client):
    escalation = make.received(by=people.customer(language="fr"))
    client.force_login(escalation.requester)
    shown = page(client.get(f"/fr/escalations/{escalation.reference}/"))
    assert '<html lang="fr">' in shown
    assert f'hreflang="en" href="http://localhost:8000/escalations/{escalation.reference}/"' in shown


def test_a_stranger_sees_404_on_every_address_of_it(client):
    escalation = make.received()
    stranger = people.customer()
    colleague = people.colleague(escalation.requester, sees="own")
    paths = [escalation.get_absolute_url()] + [
        reverse(f"escalations:{verb}", args=[escalation.pk])
        for verb in ("add", "answer_once", "ask_next_level")
    ]
    for person in (stranger, colleague, people.staff(Role.EDITOR)):
        client.force_login(person)
        assert client.get(paths[0]).status_code == 404
        for path in paths[1:]:
            assert client.post(path, {"form_key": new_key(), "note": "Let me in."}).status_code == 404
    assert not escalation.events.filter(verb="add").exists()


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_two_promises_drawn_for_both_widths_weigh_little(client, prefix):
    with time_machine.travel(FRIDAY, tick=False):
        escalation = make.received()
    with time_machine.travel(MONDAY, tick=False):
        actions.acknowledge(escalation, by=make.resolutions())
        client.force_login(escalation.requester)
        sent = client.get(prefix + escalation.get_absolute_url()).content
    assert sent.count(b"promise-ribbon--phone") == 2
    assert len(sent) < 24_000


def test_a_number_that_does_not_exist_looks_the_same_as_anothers(client):
    escalation = make.received()
    client.force_login(people.customer())
    theirs = client.get(escalation.get_absolute_url())
    nobodys = client.get("/escalations/ESC-99999/")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content.replace(b"ESC-00001", b"") == nobodys.content.replace(b"ESC-99999", b"") or len(
        theirs.content
    ) == len(nobodys.content)


def test_rights_are_those_of_today(client):
    escalation = make.received()
    colleague = people.colleague(escalation.requester)
    client.force_login(colleague)
    assert client.get(escalation.get_absolute_url()).status_code == 200
    colleague.memberships.update(sees="own")
    assert client.get(escalation.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "post"])
def test_the_page_only_shows(client, method):
    escalation = make.received()
    client.force_login(escalation.requester)
    assert getattr(client, method)(escalation.get_absolute_url()).status_code == 405


def test_nothing_changes_by_a_link(client):
    escalation = make.declined()
    client.force_login(escalation.requester)
    for verb in ("add", "answer_once", "ask_next_level"):
        assert client.get(reverse(f"escalations:{verb}", args=[escalation.pk])).status_code == 405


@pytest.mark.parametrize("updates", [1, 3])
def test_it_costs_the_same_for_any_length_of_the_story(client, updates, django_assert_max_num_queries):
    escalation = make.planned()
    for _time in range(updates):
        actions.update(escalation, by=make.resolutions(), note="Going well.")
        actions.add(escalation, by=escalation.requester, note="Thank you.")
    client.force_login(escalation.requester)
    client.get(escalation.get_absolute_url())
    with django_assert_max_num_queries(16):
        client.get(escalation.get_absolute_url())


def test_files_of_an_escalation_are_for_its_readers_only(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.escalations.test_submit import PNG, typed

    customer = people.customer()
    client.force_login(customer)
    ticket = make.case(customer)
    client.post("/escalate/", {**typed(ticket), "files": [SimpleUploadedFile("a.png", PNG)]})
    url = Attachment.objects.get().get_absolute_url()
    assert client.get(url).status_code == 200
    client.force_login(people.customer())
    assert client.get(url).status_code == 404
    client.force_login(make.resolutions())
    assert client.get(url).status_code == 200


def test_events_that_are_internal_are_not_even_read_for_customers():
    escalation = make.approved()
    actions.note(escalation, by=make.resolutions(), note="Inside.")
    seen = EscalationEvent.objects.visible_to(escalation.requester)
    assert set(seen.values_list("verb", flat=True)) == {"submit", "acknowledge", "approve"}
    assert "note" in EscalationEvent.objects.visible_to(make.resolutions()).values_list("verb", flat=True)


def test_a_deactivated_person_sees_nothing():
    escalation = make.received()
    escalation.requester.is_active = False
    assert not Escalation.objects.visible_to(escalation.requester).exists()
