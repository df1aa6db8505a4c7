"""The public page: opening hours, what one working day is, two examples, the next days off."""

import pytest
import time_machine

from tests.businesstime.make import london

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def saturday():
    with time_machine.travel(london("2026-11-21 12:00"), tick=False):
        yield


def page(client):
    response = client.get("/how-we-count-time/")
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


# S2-6
def test_it_says_when_we_are_open_and_on_which_clock(client):
    html = page(client)
    assert "Monday to Friday" in html
    assert "08:45 to 17:15" in html
    assert "Saturday and Sunday" in html
    assert "These hours are London time." in html


# C9
def test_it_shows_both_examples_worked(client):
    html = page(client)
    assert "Received Friday 18:10, due by" in html
    assert "Received Friday 16:50, one working day = 8 h 30, due Monday 16:50." in html
    assert "Received Friday 18:10, we open Monday 08:45, one working day = 8 h 30, due Monday 17:15." in html
    assert "One working day is 8 h 30 of opening hours" in html


# C10
def test_it_names_the_next_days_we_are_closed(client):
    html = page(client)
    assert "Friday 25 December" in html
    assert "Christmas Day" in html


def test_the_examples_avoid_weekends_with_holidays(client):
    with time_machine.travel(london("2026-12-16 12:00"), tick=False):
        html = page(client)
    assert "due Monday 16:50." in html


def test_in_french_its_days_hours_and_holidays_are_french(client):
    html = client.get("/fr/how-we-count-time/").content.decode().replace("\xa0", " ")
    assert "8 h 45" in html
    assert "Vendredi 25 décembre" in html
    assert "Noël" in html


def test_it_takes_few_queries_however_many_holidays_there_are(client, django_assert_max_num_queries):
    page(client)
    with django_assert_max_num_queries(4):
        page(client)


def test_it_changes_nothing_by_post(client):
    assert client.post("/how-we-count-time/").status_code == 405
