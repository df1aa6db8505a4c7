"""The support hours stand at the foot of every page and letter. S2-6."""

import pytest
from django.db import DatabaseError

from portal.businesstime import hours
from portal.businesstime.models import Calendar, OpeningHours
from tests import make as people
from tests.escalations import make

WORDS = "Monday to Friday, 08:45 to 17:15, London time"


@pytest.fixture(autouse=True)
def nothing_kept(nothing_left_over):
    hours.kept.clear()


# S2-6
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nowhere/"])
def test_every_page_says_when_we_are_there(client, path):
    foot = client.get(path).content.decode().partition("<footer")[2]
    assert f"<p>{WORDS}.</p>" in foot


@pytest.mark.django_db
def test_in_french_too(client):
    assert (
        "du lundi au vendredi, de 8 h 45 à 17 h 15"
        in client.get("/fr/").content.decode().replace("\N{NBSP}", " ").lower()
    )


@pytest.mark.django_db
def test_every_letter_says_it_in_text_and_html():
    letter = make.letters(make.received(by=people.customer()))[0]
    assert f"\n{WORDS}\n" in letter.text
    assert WORDS in letter.html


@pytest.mark.django_db
def test_they_are_those_of_the_calendar_within_a_minute(client, monkeypatch):
    moment = [100.0]
    monkeypatch.setattr("portal.businesstime.hours.time.monotonic", lambda: moment[0])
    assert hours.support_hours() == WORDS
    OpeningHours.objects.filter(calendar=Calendar.objects.default()).exclude(weekday=0).delete()
    assert hours.support_hours() == WORDS
    moment[0] += 60
    assert hours.support_hours() == "Monday, 08:45 to 17:15, London time"


def test_without_a_database_a_page_that_says_so_can_still_be_drawn(monkeypatch, caplog):
    def gone(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(Calendar.objects, "filter", gone)
    assert hours.support_hours() == ""
    assert "could not be read" in caplog.text
