"""A second person on the page of a case is shown, to staff who see the case and for as long as it is true."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse

from portal.accounts.roles import Role
from tests import make
from tests.escalations import make as escalations
from tests.tickets import make as tickets

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 10, 50, tzinfo=UTC)


@pytest.fixture(autouse=True)
def empty():
    caches["shared"].clear()


def case_page(kind: str) -> str:
    if kind == "request":
        return reverse("admin:tickets_ticket_change", args=[tickets.ticket().pk])
    return reverse("admin:escalations_escalation_change", args=[escalations.received().pk])


def look(client, person, path: str) -> str:
    """The notice as this person reads it on the page, or behind the address that the page asks again."""
    client.force_login(person)
    response = client.get(path)
    assert response.status_code == 200
    found = re.search(r'<p class="staff-presence">.*?<span>(.*?)</span></p>', response.text)
    return found[1] if found else ""


@pytest.mark.parametrize("kind", ["request", "escalation"])
def test_the_second_person_reads_who_is_there_and_then_the_first_does(client, kind):
    path = case_page(kind)
    jonas, mireille = make.staff(name="Jonas Weber"), make.staff(Role.RESOLUTIONS, name="Mireille Caron")
    assert look(client, jonas, path) == ""
    assert look(client, mireille, path) == "Jonas is on this page too"
    again = path.replace("/change/", "/presence/")
    assert look(client, jonas, again) == "Mireille is on this page too"


def test_nobody_is_told_of_oneself_nor_of_another_case(client):
    jonas, ines = make.staff(name="Jonas Weber"), make.staff(name="Ines Ruiz")
    here = case_page("request")
    look(client, jonas, here)
    assert look(client, jonas, here) == ""
    assert look(client, ines, case_page("request")) == ""


def test_it_is_forgotten_after_two_minutes(client):
    path = case_page("request")
    with time_machine.travel(NOW, tick=False) as clock:
        look(client, make.staff(name="Jonas Weber"), path)
        clock.shift(timedelta(seconds=121))
        assert look(client, make.staff(name="Ines Ruiz"), path) == ""


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Jonas", "Ines"], "Jonas and Ines are on this page too"),
        (["Jonas", "Ines", "Tomas"], "Jonas, Ines and 1 other are on this page too"),
        (["Jonas", "Ines", "Tomas", "Ada"], "Jonas, Ines and 2 others are on this page too"),
    ],
)
def test_several_are_named_and_counted(client, names, words):
    path = case_page("request")
    for name in names:
        look(client, make.staff(name=f"{name} X"), path)
    assert look(client, make.staff(name="Mireille Caron"), path) == words


def test_a_name_is_words_and_never_code(client):
    path = case_page("request")
    look(client, make.staff(name="<b>Jonas"), path)
    assert look(client, make.staff(), path) == "&lt;b&gt;Jonas is on this page too"


def test_without_a_cache_the_page_is_whole(client, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionError("no cache")

    path = case_page("escalation")
    jonas = make.staff(name="Jonas Weber")
    client.force_login(jonas)
    client.get(path)
    monkeypatch.setattr(caches["shared"], "get", away)
    assert look(client, jonas, path) == ""


def test_who_does_not_see_the_case_is_neither_told_nor_shown(client):
    case = tickets.ticket()
    case.team = make.team()
    case.save()
    seen_by, stranger = make.staff(teams=[case.team], name="Jonas Weber"), make.staff(name="Ines Ruiz")
    stranger.teams.add(make.team())
    path = reverse("admin:tickets_ticket_presence", args=[case.pk])
    client.force_login(stranger)
    assert client.get(path).status_code == 404
    assert look(client, seen_by, path) == ""
    assert client.post(path).status_code == 405
