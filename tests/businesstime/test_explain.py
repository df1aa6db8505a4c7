"""Every deadline is explained line by line, the same for customers and staff."""

from datetime import date

import pytest
import time_machine

from portal.businesstime.arithmetic import WorkingCalendar
from portal.businesstime.explaining import Explanation, explain, explain_pause, explain_resumption
from portal.businesstime.ledger import explanation_lines, explanation_sentence, ledger, zone_sentence
from tests.businesstime.make import LUNCH_WEEK, OFFICE_WEEK, WHOLE_WEEK, london

OFFICE = WorkingCalendar(
    "Europe/London",
    OFFICE_WEEK,
    {date(2026, 12, 25): ("Christmas Day", "Noël"), date(2026, 12, 28): ("Boxing Day", "Lendemain de Noël")},
)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(london("2026-11-23 10:50"), tick=False):
        yield


def rows(explanation):
    return [(row.day, row.words, row.counted) for row in ledger(explanation).rows]


# C9
def test_from_friday_afternoon():
    explanation = explain(OFFICE, london("2026-11-20 16:50"), 510)
    assert rows(explanation) == [
        ("Fri 20\xa0Nov", "Received at 16:50. We close at 17:15.", "25\xa0min"),
        ("Sat 21, Sun 22\xa0Nov", "Closed. Nothing is counted.", "0\xa0min"),
        ("Mon 23\xa0Nov", "We open at 08:45 and reach one working day at 16:50.", "8\xa0h\xa005"),
    ]
    foot = ledger(explanation)
    assert (foot.total_words, foot.total) == ("One working day, 08:45 to 17:15", "8\xa0h\xa030")


def test_from_friday_evening_in_one_sentence():
    explanation = explain(OFFICE, london("2026-11-20 18:10"), 510)
    assert explanation_sentence(explanation) == (
        "Received Friday 18:10, we open Monday 08:45, one working day = 8\xa0h\xa030, due Monday 17:15."
    )
    assert rows(explanation)[0][1] == "Received at 18:10. We closed at 17:15. Nothing is counted."


def test_from_the_weekend():
    explanation = explain(OFFICE, london("2026-11-21 12:10"), 510)
    assert rows(explanation)[0] == (
        "Sat 21, Sun 22\xa0Nov",
        "Received at 12:10. Closed. Nothing is counted.",
        "0\xa0min",
    )


def test_from_before_opening_and_within_a_day():
    explanation = explain(OFFICE, london("2026-11-20 07:10"), 120)
    assert rows(explanation) == [
        ("Fri 20\xa0Nov", "Received at 07:10. We open at 08:45 and reach 2\xa0h at 10:45.", "2\xa0h")
    ]


def test_over_a_lunch_break():
    lunch = WorkingCalendar("Europe/London", LUNCH_WEEK)
    explanation = explain(lunch, london("2026-11-20 11:30"), 120, began="promised")
    assert rows(explanation)[0][1] == (
        "Promised at 11:30. We reach 2\xa0h at 14:30. Closed from 12:30 to 13:30."
    )


def test_over_christmas_the_holidays_are_named():
    words = [row[1] for row in rows(explain(OFFICE, london("2026-12-24 12:00"), 510))]
    assert "Closed: Christmas Day. Nothing is counted." in words
    assert "Closed: Boxing Day. Nothing is counted." in words


def test_a_holiday_has_its_name_in_the_language_of_the_reader():
    lines = explanation_lines(explain(OFFICE, london("2026-12-24 12:00"), 510), language="fr")
    assert any("Noël" in line for line in lines)
    assert not any("Christmas" in line for line in lines)


def test_on_a_day_whose_clock_changes_it_says_so():
    whole = WorkingCalendar("Europe/London", WHOLE_WEEK)
    (day,) = rows(explain(whole, london("2026-10-25 00:00"), 25 * 60))
    assert (
        day[1]
        == "Received at 00:00. We open at 00:00 and reach 25\xa0h at 24:00. The clocks change on this day."
    )
    assert day[2] == "25\xa0h"


def test_ten_days_are_told_in_runs():
    said = rows(explain(OFFICE, london("2026-11-20 16:50"), 5100))
    assert [row[0] for row in said] == [
        "Fri 20\xa0Nov",
        "Sat 21, Sun 22\xa0Nov",
        "Mon 23 to Fri 27\xa0Nov",
        "Sat 28, Sun 29\xa0Nov",
        "Mon 30\xa0Nov to Thu 3\xa0Dec",
        "Fri 4\xa0Dec",
    ]
    assert said[2][1:] == ("5 working days, counted in full.", "42\xa0h\xa030")


def test_ten_thousand_hours_are_told_in_a_few_lines_that_still_add_up():
    explanation = explain(OFFICE, london("2026-11-20 16:50"), 600_000)
    assert len(rows(explanation)) < 20
    assert explanation.seconds == 600_000 * 60
    assert len(str(explanation.as_json())) < 5000


def test_rows_add_up_although_the_seconds_do_not_round_alike():
    explanation = explain(OFFICE, london("2026-11-20 16:50:30"), 510)
    assert [row[2] for row in rows(explanation)] == ["25\xa0min", "0\xa0min", "8\xa0h\xa005"]


def test_a_pause_is_a_row_of_nothing_with_its_reason():
    explanation = explain(OFFICE, london("2026-11-19 12:00"), 510)
    paused = explain_pause(explanation, OFFICE, london("2026-11-19 15:12"), "customer")
    assert rows(paused) == [
        ("Thu 19\xa0Nov", "Received at 12:00. We pause at 15:12.", "3\xa0h\xa012"),
        ("Thu 19\xa0Nov", "Paused at 15:12 while we wait for you.", "0\xa0min"),
        ("To come", "Still to count when our clock starts again.", "5\xa0h\xa018"),
    ]
    assert "due" not in explanation_sentence(paused)
    going_on = explain_resumption(paused, OFFICE, london("2026-11-23 11:12"), 318 * 60)
    assert rows(going_on)[1:] == [
        ("Thu 19 to Mon 23\xa0Nov", "Paused at 15:12 while we wait for you.", "0\xa0min"),
        (
            "Mon 23\xa0Nov",
            "Our clock starts again at 11:12. We reach one working day at 16:30.",
            "5\xa0h\xa018",
        ),
    ]
    assert Explanation.from_json(going_on.as_json()) == going_on


def test_a_pause_asked_for_says_so():
    explanation = explain(OFFICE, london("2026-11-19 12:00"), 510)
    paused = explain_pause(explanation, OFFICE, london("2026-11-19 15:12"), "hold")
    assert "On hold at your request since 15:12." in [row[1] for row in rows(paused)]


def test_text_for_letters_has_every_row_the_total_and_the_zone():
    lines = explanation_lines(explain(OFFICE, london("2026-11-20 16:50"), 510))
    assert lines[0] == "Fri 20\xa0Nov: Received at 16:50. We close at 17:15. 25\xa0min"
    assert lines[-2] == "Together: One working day, 08:45 to 17:15, 8\xa0h\xa030"
    assert lines[-1] == "Days and hours are London time."


def test_a_reader_in_another_zone_is_told_both_clocks():
    explanation = explain(OFFICE, london("2026-11-20 16:50"), 510)
    assert zone_sentence(explanation, "Europe/Paris") == (
        "Days and hours are London time. Due Monday 23\xa0November,\xa016:50, London time: "
        "that is Monday 23\xa0November,\xa017:50, Paris time."
    )


def test_what_is_read_later_never_says_today():
    explanation = explain(OFFICE, london("2026-11-16 09:00"), 3000)
    assert "Today" not in explanation_sentence(explanation)
