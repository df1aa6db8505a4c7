"""Moments, lengths and zones as people of both languages write them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation

from portal.businesstime import ledger, wording
from portal.businesstime.arithmetic import WorkingCalendar
from portal.businesstime.explaining import explain
from tests.businesstime.make import london

MONDAY = london("2026-11-23 16:50")


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(london("2026-11-23 10:50"), tick=False):
        yield


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "Wednesday 25\xa0November,\xa016:50", "Wed 25\xa0Nov,\xa016:50"),
        ("fr", "mercredi 25\xa0novembre\xa0à\xa016\xa0h\xa050", "mer. 25\xa0nov.\xa0à\xa016\xa0h\xa050"),
    ],
)
def test_a_moment_in_both_languages(language, long, short):
    moment = london("2026-11-25 16:50")
    with translation.override(language):
        assert wording.long_moment(moment) == long
        assert wording.short_moment(moment) == short


def test_french_says_whole_hours_and_the_first_of_a_month_its_way():
    with translation.override("fr"):
        assert wording.long_moment(london("2026-12-01 12:00")) == "mardi 1er\xa0décembre\xa0à\xa012\xa0h"


def test_today_is_said_in_the_zone_of_the_moment():
    assert wording.short_moment(london("2026-11-23 11:20")) == "Today,\xa011:20"
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert wording.short_moment(late, "Asia/Tokyo") == "Tue 24\xa0Nov,\xa001:30"


def test_the_year_is_said_when_it_is_another_one():
    assert wording.long_moment(london("2027-01-04 09:00")) == "Monday 4\xa0January\xa02027,\xa009:00"
    assert wording.day(date(2026, 12, 25)) == "Friday 25\xa0December"


def test_a_moment_is_on_the_readers_clock():
    with timezone.override("Asia/Kathmandu"):
        assert wording.long_moment(MONDAY) == "Monday 23\xa0November,\xa022:35"
        assert wording.zone_name() == "Kathmandu time"
    assert wording.zone_name() == "London time"
    assert wording.zone_name("America/Argentina/Buenos_Aires") == "Buenos Aires time"


def test_lengths():
    assert [wording.length(minutes) for minutes in (0, 1, 30, 60, 430)] == [
        "0 minutes",
        "1 minute",
        "30 minutes",
        "1\xa0h",
        "7\xa0h\xa010",
    ]
    assert wording.short_length(25) == "25\xa0min"
    assert wording.working_length(360) == "6 working hours"
    assert wording.working_length(580) == "9\xa0h\xa040 of working time"
    assert wording.working_length(45) == "45 minutes of working time"
    assert [wording.working_days(days) for days in (1, 2)] == ["one working day", "2 working days"]


def test_days_that_follow_each_other():
    assert wording.day_range(date(2026, 11, 21), date(2026, 11, 21)) == "Sat 21\xa0Nov"
    assert wording.day_range(date(2026, 11, 21), date(2026, 11, 22)) == "Sat 21, Sun 22\xa0Nov"
    assert wording.day_range(date(2026, 11, 21), date(2026, 11, 24)) == "Sat 21 to Tue 24\xa0Nov"
    assert wording.day_range(date(2026, 11, 28), date(2026, 12, 1)) == "Sat 28\xa0Nov to Tue 1\xa0Dec"


def test_templates_have_the_same_words():
    template = Template(
        "{% load moments %}{{ at|moment }}|{{ at|moment_short }}|{{ at|day }}|{{ on|day_short }}|"
        '{{ 430|length }}|{{ 525|hour_of }}|{% zone_name %}|{% zone_name "Europe/Paris" %}|'
        "{{ none|moment }}{{ none|moment_short }}{{ none|day }}{{ none|day_short }}{{ none|length }}"
    )
    said = template.render(Context({"at": MONDAY, "on": date(2026, 12, 25), "none": None}))
    assert said == (
        "Monday 23\xa0November,\xa016:50|Today,\xa016:50|Monday 23\xa0November|Fri 25\xa0Dec|"
        "7\xa0h\xa010|08:45|London time|Paris time|"
    )


def test_round_the_clock_every_hour_counts_and_none_is_called_working():
    day, off = [(0, 24 * 60)], []
    always = WorkingCalendar("Europe/London", [day] * 7)
    office = WorkingCalendar("Europe/London", [[(9 * 60, 17 * 60)]] * 5 + [off, off])
    assert wording.promised_length(120, always) == "2\xa0h"
    assert wording.promised_length(24 * 60, always) == "24\xa0h"
    assert wording.promised_length(120, office) == "2 working hours"
    assert wording.promised_length(16 * 60, office) == "2 working days"
    start = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    assert ledger.quantity(explain(always, start, 24 * 60)) == "24\xa0h"
    # Open all day, and closed on a weekend in between: there a day is a working day.
    weekdays = WorkingCalendar("Europe/London", [day] * 5 + [off, off])
    assert ledger.quantity(explain(weekdays, start, 24 * 60)) == "one working day"
