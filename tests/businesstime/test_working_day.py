"""One working day: the examples that are stated publicly."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from portal.businesstime.arithmetic import CalendarError, NeverOpen, Overlap, TooFar, WorkingCalendar

LONDON = ZoneInfo("Europe/London")
DAY = ((525, 1035),)
WEEK = (DAY, DAY, DAY, DAY, DAY, (), ())
CALENDAR = WorkingCalendar("Europe/London", WEEK)


def at(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=LONDON)


# C9
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-20 16:50:00", "2026-11-23 16:50:00"),  # Friday afternoon
        ("2026-11-20 18:10:00", "2026-11-23 17:15:00"),  # Friday, after closing
        ("2026-11-21 12:00:00", "2026-11-23 17:15:00"),  # Saturday
        ("2026-11-19 08:45:00", "2026-11-19 17:15:00"),  # a full day from opening ends at closing
        ("2026-11-19 08:44:59", "2026-11-19 17:15:00"),
        ("2026-11-19 08:45:01", "2026-11-20 08:45:01"),
        ("2026-11-19 17:14:59", "2026-11-20 17:14:59"),  # the last second
        ("2026-11-19 17:15:00", "2026-11-20 17:15:00"),  # the closing moment counts from the next opening
        ("2026-11-19 00:00:00", "2026-11-19 17:15:00"),
    ],
)
def test_one_working_day_is_due_at_the_same_clock_time_on_the_next_one(received, due):
    assert CALENDAR.add_days(at(received), 1) == at(due)


def test_a_working_day_has_the_calendars_full_length():
    assert CALENDAR.day_minutes == 510


def test_on_an_uneven_week_a_working_day_is_the_longest_day():
    uneven = WorkingCalendar("Europe/London", (DAY, DAY, DAY, DAY, ((525, 720),), (), ()))
    assert uneven.day_minutes == 510
    assert uneven.add_days(at("2026-11-20 08:45:00"), 1) == at("2026-11-23 14:00:00")


def test_opening_is_open_and_closing_is_not():
    assert CALENDAR.is_open(at("2026-11-19 08:45:00"))
    assert CALENDAR.is_open(at("2026-11-19 17:14:59"))
    assert not CALENDAR.is_open(at("2026-11-19 17:15:00"))
    assert not CALENDAR.is_open(at("2026-11-21 12:00:00"))


def test_the_next_opening_is_now_when_we_are_open():
    assert CALENDAR.next_opening(at("2026-11-19 12:00:00")) == at("2026-11-19 12:00:00")
    assert CALENDAR.next_opening(at("2026-11-19 17:15:00")) == at("2026-11-20 08:45:00")
    assert CALENDAR.next_opening(at("2026-11-20 17:15:00")) == at("2026-11-23 08:45:00")


def test_no_minutes_at_all_are_due_at_once_or_at_the_next_opening():
    assert CALENDAR.add_minutes(at("2026-11-19 12:00:00"), 0) == at("2026-11-19 12:00:00")
    assert CALENDAR.add_minutes(at("2026-11-20 20:00:00"), 0) == at("2026-11-23 08:45:00")


def test_working_time_between_is_signed():
    friday, monday = at("2026-11-20 16:50:00"), at("2026-11-23 09:00:30")
    assert CALENDAR.minutes_between(friday, monday) == 40
    assert CALENDAR.minutes_between(monday, friday) == -40
    assert CALENDAR.seconds_between(friday, monday) == 40 * 60 + 30


# C8
def test_a_wall_clock_target_counts_the_night_and_the_changed_clock():
    assert WorkingCalendar.add_wall(at("2026-03-28 12:00:00"), 24 * 60) == at("2026-03-29 13:00:00")


def test_hours_that_cannot_be_counted_with_are_refused():
    with pytest.raises(NeverOpen):
        WorkingCalendar("Europe/London", ((),) * 7)
    with pytest.raises(Overlap):
        WorkingCalendar("Europe/London", (((525, 720), (719, 1035)), *((),) * 6))
    for opening in [(-1, 60), (60, 60), (90, 60), (0, 1441)]:
        with pytest.raises(CalendarError):
            WorkingCalendar("Europe/London", ((opening,), *((),) * 6))
    with pytest.raises(CalendarError):
        WorkingCalendar("Europe/London", (DAY,) * 6)


def test_negative_minutes_are_refused():
    with pytest.raises(ValueError):
        CALENDAR.add_minutes(at("2026-11-19 12:00:00"), -1)
    with pytest.raises(ValueError):
        CALENDAR.add_wall(at("2026-11-19 12:00:00"), -1)


def test_a_moment_too_far_away_is_refused_rather_than_wrong():
    with pytest.raises(TooFar):
        CALENDAR.add_minutes(at("2026-11-19 12:00:00"), 100_000_000)
    with pytest.raises(TooFar):
        CALENDAR.add_minutes(at("1950-11-19 12:00:00"), 1)


def test_openings_that_touch_are_one_opening():
    whole = WorkingCalendar("Europe/London", (((720, 1035), (525, 720)), *(DAY,) * 4, (), ()))
    assert whole.week == CALENDAR.week
