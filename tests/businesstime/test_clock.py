"""A promise: stored when it is made, kept, missed, paused and gone on with."""

import pytest
import time_machine
from django.core.exceptions import FieldError

from portal.businesstime.models import Holiday
from tests.businesstime import make
from tests.businesstime.make import Promised, london

FRIDAY = london("2026-11-20 16:50")


@pytest.fixture
def promise(uk):
    return Promised.promised(uk, FRIDAY, days=1)


def stored(promise):
    promise.save()
    return Promised.objects.select_related("calendar").get(pk=promise.pk)


# S1-21, C9
def test_a_working_day_from_friday_afternoon_is_promised_for_monday(promise):
    assert promise.due_by == london("2026-11-23 16:50")
    assert promise.minutes == 510
    assert promise.started_at == FRIDAY


def test_a_promise_is_of_minutes_or_of_days(uk):
    assert Promised.promised(uk, FRIDAY, 60).due_by == london("2026-11-23 09:20")
    with pytest.raises(TypeError):
        Promised.promised(uk, FRIDAY)
    with pytest.raises(TypeError):
        Promised.promised(uk, FRIDAY, 60, days=1)


def test_fields_of_the_room_go_along(uk):
    with pytest.raises((TypeError, FieldError)):
        Promised.promised(uk, FRIDAY, days=1, nonsense=True)


# S1-22
def test_alarms_ring_at_shares_of_the_working_time(promise):
    assert promise.alarms == [
        [50, london("2026-11-23 12:35").isoformat()],
        [75, london("2026-11-23 14:42:30").isoformat()],
        [90, london("2026-11-23 15:59").isoformat()],
        [100, london("2026-11-23 16:50").isoformat()],
    ]
    assert promise.next_alarm_at == london("2026-11-23 12:35")


def test_an_alarm_is_heard_once_and_those_missed_meanwhile_with_it(promise):
    assert promise.alarms_due(london("2026-11-23 12:34")) == []
    late = london("2026-11-23 15:00")
    assert promise.alarms_due(late) == [50, 75]
    assert promise.hear(late) == ["next_alarm_at"]
    assert promise.next_alarm_at == london("2026-11-23 15:59")
    assert promise.alarms_due(late) == []
    promise.hear(london("2026-11-23 16:50"))
    assert promise.next_alarm_at is None
    assert promise.alarms_due(london("2026-11-24 09:00")) == []


@pytest.mark.usefixtures("promises")
def test_what_is_due_is_found_by_a_query(uk, promise):
    promise = stored(promise)
    kept = Promised.promised(uk, FRIDAY, days=1)
    kept.keep(FRIDAY)
    kept.save()
    assert list(Promised.objects.due(london("2026-11-23 12:34"))) == []
    assert list(Promised.objects.due(london("2026-11-23 12:35"))) == [promise]
    assert list(Promised.objects.open()) == [promise]


def test_it_runs_then_is_due_soon_then_late(promise):
    assert promise.state(london("2026-11-23 10:50")) == "running"
    # the last 20 % of 8 h 30 are 1 h 42
    assert promise.state(london("2026-11-23 15:07:59")) == "running"
    assert promise.state(london("2026-11-23 15:08")) == "soon"
    assert promise.state(london("2026-11-23 14:50"), staff=True) == "soon"
    assert promise.state(london("2026-11-23 16:49:59")) == "soon"
    assert promise.state(london("2026-11-23 16:50")) == "late"


def test_a_short_promise_is_due_soon_within_the_last_hour(uk):
    short = Promised.promised(uk, london("2026-11-23 09:00"), 120)
    assert short.state(london("2026-11-23 09:59")) == "running"
    assert short.state(london("2026-11-23 10:00")) == "soon"


def test_kept_in_time(promise):
    assert promise.keep(london("2026-11-23 09:40")) == ["kept_at", "next_alarm_at"]
    assert promise.state(london("2026-11-25 10:00")) == "kept"
    assert promise.minutes_left() == 7 * 60 + 10
    assert promise.next_alarm_at is None


def test_kept_at_the_very_deadline_is_in_time(promise):
    promise.keep(london("2026-11-23 16:50"))
    assert promise.state(london("2026-11-25 10:00")) == "kept"


def test_missed_stays_owed_and_is_kept_late(promise):
    promise.miss(london("2026-11-23 16:50"))
    assert promise.state(london("2026-11-23 17:00")) == "late"
    assert promise.next_alarm_at is None
    promise.keep(london("2026-11-24 09:15"))
    assert promise.state(london("2026-11-25 10:00")) == "kept_late"
    assert promise.minutes_late() == 25 + 30


def test_how_much_is_used(promise):
    assert promise.used_share(FRIDAY) == 0
    assert promise.used_share(london("2026-11-22 12:00")) == 4  # 25 of 510 minutes
    assert promise.used_share(london("2026-11-23 12:35")) == 50
    assert promise.used_share(london("2026-11-24 12:00")) == 100
    assert promise.minutes_left(london("2026-11-23 10:50")) == 360


@pytest.mark.usefixtures("promises")
def test_a_pause_stops_the_clock_and_gives_the_rest_back(promise):
    promise = stored(promise)
    assert promise.pause(london("2026-11-23 10:50")) == [
        "paused_at",
        "remaining_seconds",
        "explanation",
        "alarms",
        "next_alarm_at",
    ]
    assert promise.remaining == 360
    assert promise.next_alarm_at is None
    promise = stored(promise)
    assert promise.state(london("2026-12-01 10:00")) == "paused"
    assert promise.used_share(london("2026-12-01 10:00")) == 29

    changed = promise.resume(london("2026-11-25 15:00"))
    promise.save(update_fields=changed)
    promise.refresh_from_db()
    assert promise.due_by == london("2026-11-26 12:30")  # 2 h 15 on Wednesday, 3 h 45 on Thursday
    assert promise.remaining is None
    assert promise.state(london("2026-11-26 09:00")) == "running"
    # half of the time is reached 1 h 45 after it went on: 2 h 30 had been used
    assert promise.next_alarm_at == london("2026-11-25 16:45")
    assert [share for share, _at in promise.alarms] == [50, 75, 90, 100]
    assert promise.counted.seconds == 510 * 60


def test_alarms_that_were_heard_before_a_pause_do_not_ring_again(promise):
    promise.hear(london("2026-11-23 12:40"))
    promise.pause(london("2026-11-23 13:00"))
    promise.resume(london("2026-11-24 13:00"))
    assert [share for share, _at in promise.alarms] == [75, 90, 100]
    assert promise.next_alarm_at == london("2026-11-24 14:42:30")


def test_an_alarm_that_nobody_heard_before_a_pause_rings_when_it_goes_on(promise):
    promise.pause(london("2026-11-23 13:00"))
    promise.resume(london("2026-11-24 13:00"))
    assert promise.alarms_due(london("2026-11-24 13:00")) == [50]


def test_a_pause_outside_opening_hours_loses_nothing(promise):
    promise.pause(london("2026-11-21 12:00"))
    assert promise.remaining == 485
    promise.resume(london("2026-11-22 12:00"))
    assert promise.due_by == london("2026-11-23 16:50")


def test_a_second_pause_a_pause_of_a_late_one_and_a_resumption_of_a_running_one_do_nothing(promise):
    assert promise.resume(london("2026-11-23 09:00")) == []
    assert promise.pause(london("2026-11-23 16:50")) == []
    promise.pause(london("2026-11-23 10:00"))
    assert promise.pause(london("2026-11-23 11:00")) == []
    promise.resume(london("2026-11-23 11:00"))
    promise.keep(london("2026-11-23 12:00"))
    assert promise.pause(london("2026-11-23 13:00")) == []


@pytest.mark.usefixtures("promises")
def test_a_stored_deadline_does_not_move_when_the_calendar_changes(uk, promise):
    promise = stored(promise)
    Holiday.objects.create(calendar=uk, on="2026-11-23", name_en="Flood", name_fr="Inondation")
    promise = stored(promise)
    assert promise.due_by == london("2026-11-23 16:50")
    assert promise.counted.due == london("2026-11-23 16:50")
    assert Promised.promised(promise.calendar, FRIDAY, days=1).due_by == london("2026-11-24 16:50")


@time_machine.travel(london("2026-11-23 10:50"), tick=False)
def test_now_is_the_present_when_none_is_given(promise):
    assert promise.state() == "running"
    assert promise.minutes_left() == 360


def test_a_calendar_of_ones_own_can_be_promised_by(db):
    night = make.calendar((((0, 360), (1320, 1440)),) * 7)
    promise = Promised.promised(night, london("2026-10-24 22:00"), days=1)
    assert promise.minutes == 480
    # two hours before midnight, and on the day the clock goes back seven hours before six
    assert promise.due_by.timestamp() == london("2026-10-25 05:00").timestamp()
