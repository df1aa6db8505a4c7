"""Counting by weeks agrees with counting minute by minute, whatever the zone, the week and the day."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.businesstime.arithmetic import WorkingCalendar
from portal.businesstime.explaining import Explanation, explain
from tests.businesstime.oracle import Oracle, clock_changes

ZONES = [
    "Pacific/Pago_Pago",  # -11
    "America/Sao_Paulo",  # until 2019 the change was at midnight, so that 00:00 did not exist
    "America/St_Johns",  # half an hour, and until 2011 changed at 00:01
    "America/New_York",
    "UTC",
    "Europe/London",
    "Europe/Paris",
    "Africa/Casablanca",  # four changes a year
    "Asia/Beirut",  # changes at midnight
    "Asia/Kathmandu",  # +5:45
    "Australia/Lord_Howe",  # changes by half an hour
    "Pacific/Apia",  # lost 30 December 2011
    "Pacific/Kiritimati",  # +14
]
YEARS = (1995, 2034)
SETTINGS = settings(
    max_examples=35, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@cache
def changes(zone):
    return clock_changes(zone, 2005, 2030)


def irregular_week(seed):
    """None to three openings each day, up to 24:00; open for four hours a week at least."""
    numbers = Random(seed)
    while True:
        week = []
        for _day in range(7):
            borders = sorted(numbers.sample(range(97), numbers.choice((0, 2, 4, 6))))
            week.append(tuple((a * 15, b * 15) for a, b in zip(borders[::2], borders[1::2], strict=True)))
        if sum(closes - opens for day in week for opens, closes in day) >= 240:
            return tuple(week)


OFFICE = ((525, 1035),)
weeks = st.one_of(
    st.just((OFFICE,) * 5 + ((), ())),
    st.just((((540, 750), (810, 1050)),) * 5 + ((), ())),
    st.just((((0, 1440),),) * 7),
    st.just((((0, 360), (1320, 1440)),) * 7),
    st.integers(0, 10**6).map(irregular_week),
)


@st.composite
def moments(draw, zone):
    """Near a change of the clock, near midnight of a day that matters, or anywhere."""
    aside = timedelta(seconds=draw(st.integers(-3 * 86400, 3 * 86400)))
    special = [
        datetime(2026, 12, 31, tzinfo=UTC),
        datetime(2028, 2, 29, tzinfo=UTC),
        datetime(2011, 12, 30, tzinfo=UTC),
        datetime(2026, 11, 20, 17, 15, tzinfo=UTC),
        *changes(zone),
    ]
    if draw(st.booleans()):
        return draw(st.sampled_from(special)) + aside
    first = datetime(YEARS[0], 1, 1, tzinfo=UTC)
    return first + timedelta(seconds=draw(st.integers(0, (YEARS[1] - YEARS[0]) * 365 * 86400)))


@st.composite
def situations(draw):
    """A calendar, its oracle, a moment, and a day near it."""
    zone, week = draw(st.sampled_from(ZONES)), draw(weeks)
    start = draw(moments(zone))
    around = st.integers(-3, 9).map(lambda number: start.date() + timedelta(days=number))
    holidays = draw(st.sets(around, max_size=4))
    return WorkingCalendar(zone, week, holidays), Oracle(zone, week, holidays), start


def week_of(calendar):
    return sum(closes - opens for day in calendar.week for opens, closes in day) * 60


@given(situations(), st.data())
@SETTINGS
def test_adding_agrees_with_the_oracle(situation, data):
    calendar, oracle, start = situation
    seconds = data.draw(st.integers(1, min(week_of(calendar), 2 * calendar.day_minutes * 60)))
    assert calendar.add_seconds(start, seconds) == oracle.add_seconds(start, seconds)


@given(situations())
@SETTINGS
def test_one_working_day_agrees_with_the_oracle(situation):
    calendar, oracle, start = situation
    assert calendar.add_days(start, 1) == oracle.add_seconds(start, calendar.day_minutes * 60)


@given(situations(), st.integers(0, 8 * 86400))
@SETTINGS
def test_measuring_agrees_with_the_oracle(situation, aside):
    calendar, oracle, start = situation
    end = start + timedelta(seconds=aside)
    assert calendar.seconds_between(start, end) == oracle.seconds_between(start, end)
    assert calendar.seconds_between(end, start) == -oracle.seconds_between(start, end)


@given(situations())
@SETTINGS
def test_openings_agree_with_the_oracle(situation):
    calendar, oracle, start = situation
    assert calendar.is_open(start) == oracle.is_open(start)
    assert calendar.next_opening(start) == oracle.next_opening(start)


@given(situations(), st.integers(-1, 2))
@settings(SETTINGS, max_examples=25)
def test_the_openings_of_a_day_are_those_the_oracle_sees(situation, ahead):
    calendar, oracle, start = situation
    day = start.date() + timedelta(days=ahead)
    minutes = []
    for opens, closes in calendar.open_on(day):
        minutes += [opens + timedelta(minutes=n) for n in range((closes - opens) // timedelta(minutes=1))]
    assert minutes == oracle.open_minutes(day)


@given(situations(), st.integers(1, 10**7))
@settings(SETTINGS, max_examples=80)
def test_adding_and_measuring_agree(situation, seconds):
    calendar, _oracle, start = situation
    due = calendar.add_seconds(start, seconds)
    assert calendar.seconds_between(start, due) == seconds
    assert due >= start


@given(situations(), st.integers(1, 10**7))
@settings(SETTINGS, max_examples=80)
def test_what_is_due_is_due_at_a_working_moment(situation, seconds):
    """The moment just before it is open: it may be the closing moment, never later."""
    calendar, _oracle, start = situation
    assert calendar.is_open(calendar.add_seconds(start, seconds) - timedelta(microseconds=1))


@given(situations(), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
@settings(SETTINGS, max_examples=80)
def test_later_or_longer_is_never_due_earlier(situation, seconds, later, longer):
    calendar, _oracle, start = situation
    due = calendar.add_seconds(start, seconds)
    assert calendar.add_seconds(start + timedelta(seconds=later), seconds) >= due
    assert calendar.add_seconds(start, seconds + longer) >= due


@given(situations(), st.integers(1, 10**6), st.integers(1, 10**6))
@settings(SETTINGS, max_examples=80)
def test_two_lengths_one_after_the_other_are_their_sum(situation, first, second):
    calendar, _oracle, start = situation
    there = calendar.add_seconds(calendar.add_seconds(start, first), second)
    assert there == calendar.add_seconds(start, first + second)


@given(situations(), st.integers(0, 40))
@settings(SETTINGS, max_examples=60)
def test_the_lines_of_an_explanation_add_up_and_end_when_it_is_due(situation, days_promised):
    calendar, _oracle, start = situation
    minutes = days_promised * calendar.day_minutes + 7
    explanation = explain(calendar, start, minutes)
    assert explanation.seconds == minutes * 60
    assert explanation.due == calendar.add_minutes(start, minutes)
    assert Explanation.from_json(explanation.as_json()) == explanation
    days_told = [(line.first, line.last) for line in explanation.parts[0].lines]
    assert all(first <= last for first, last in days_told)
    assert all(before[1] < after[0] for before, after in zip(days_told, days_told[1:], strict=False))


def test_a_moment_between_two_ticks_of_the_clock_is_not_lost():
    calendar = WorkingCalendar("Europe/London", (OFFICE,) * 5 + ((), ()))
    start = datetime(2026, 11, 20, 17, 14, 59, 999_999, tzinfo=UTC)
    assert calendar.add_seconds(start, 1) == datetime(2026, 11, 23, 8, 45, 0, 999_999, tzinfo=UTC)


def test_a_holiday_on_a_closed_day_takes_nothing_away():
    week = (OFFICE,) * 5 + ((), ())
    plain = WorkingCalendar("Europe/London", week)
    sunday = WorkingCalendar("Europe/London", week, [date(2026, 11, 22)])
    start = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert plain.add_days(start, 3) == sunday.add_days(start, 3)
