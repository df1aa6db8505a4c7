"""Three weeks of updates, worked out by hand: with a day off and the end of summer time. S4-42, S4-45.

Office: Monday to Friday 08:45 to 17:15 (8 h 30) in London. Monday 19 October 2026 is summer time (UTC+1); on
Sunday 25 October the clocks go back. Friday 30 October is a day off. All moments below are UTC.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from escalations import actions, tasks
from escalations.models import Escalation, Promise
from escalations.states import Kind, Rhythm
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar, Holiday
from portal.outbox.models import Letter
from tests import make as people
from tests.escalations import agreed, make

pytestmark = pytest.mark.django_db
START = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)  # Monday 10:00 in London
END = datetime(2026, 11, 6, 17, 15, tzinfo=UTC)

# At named times, Tuesday 10:00 and Friday 16:00 in London. The engineer writes when it is named below; what
# is not written is missed at its second, and promised again by whichever comes first: a working day, or the
# next named time. What is written on the day of a named time is the update of that time; on a day before, it
# is one more, and the named time stays promised.
#   promised for (UTC)      written at (UTC), or None
NAMED_TIMES = [
    ("2026-10-20 09:00", "2026-10-20 08:30"),  # Tuesday 10:00 summer time
    ("2026-10-23 15:00", None),  # Friday 16:00 summer time; missed
    ("2026-10-26 16:00", "2026-10-26 12:00"),  # a working day later: Monday 16:00, now winter time
    ("2026-10-27 10:00", None),  # Tuesday 10:00 winter time; missed
    ("2026-10-28 10:00", "2026-10-28 09:00"),  # a working day later
    (
        "2026-11-03 10:00",
        "2026-11-02 15:00",
    ),  # Friday 30 October is a day off, so Tuesday; one more on Monday
    ("2026-11-03 10:00", None),  # ... which leaves the named time promised; missed
    ("2026-11-04 10:00", "2026-11-04 10:00"),  # kept in the very second
    ("2026-11-06 16:00", None),  # Friday 16:00
]
ONE_MORE = {"2026-11-02 15:00"}
# The alarms of one promise of 12 hours from Monday 10:00 London, as shares of 720 minutes.
WARNINGS = {
    "2026-10-19 15:00": "warned_half",  # 6 h
    "2026-10-20 09:30": "warned_three_quarters",  # 9 h: 7 h 15 on Monday, 1 h 45 from 08:45
    "2026-10-20 11:18": "warned_nearly",  # 10 h 48
    "2026-10-20 12:30": "missed_above",
}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def escalation():
    people.staff(Role.LEAD)
    Holiday.objects.create(
        calendar=Calendar.objects.default(), on=date(2026, 10, 30), name_en="Our day", name_fr="Notre jour"
    )
    with time_machine.travel(START, tick=False):
        return make.approved()


def agree(escalation, **said) -> Escalation:
    with time_machine.travel(START, tick=False):
        agreed.agreed(escalation, **said)
        return actions.share_plan(escalation, by=make.resolutions(), steps=make.STEPS, version=1)


def owed(escalation) -> Promise:
    return escalation.promises.open().filter(kind=Kind.UPDATE, missed_at=None).get()


def test_updates_at_named_times_come_when_the_table_says(escalation):
    escalation = agree(escalation, rhythm=Rhythm.TIMES, times=[[1, 600], [4, 960]])
    mireille = make.resolutions()
    for due, written in NAMED_TIMES:
        promise = owed(escalation)
        assert promise.due_by == moment(due)
        if written:
            with time_machine.travel(moment(written), tick=False):
                actions.update(escalation, by=mireille, note="As promised.")
            promise.refresh_from_db()
            assert promise.kept_at == (None if written in ONE_MORE else moment(written))
        else:
            with time_machine.travel(promise.due_by - timedelta(seconds=1), tick=False):
                tasks.ring_alarms()
                promise.refresh_from_db()
                assert promise.missed_at is None
            with time_machine.travel(promise.due_by, tick=False):
                tasks.ring_alarms()
            promise.refresh_from_db()
            assert promise.missed_at == moment(due)
    assert len(make.letters(escalation, "missed_above")) == sum(not written for _due, written in NAMED_TIMES)


def test_alarms_come_at_their_shares_of_the_working_time_and_one_level_up_at_the_end(escalation):
    escalation = agree(escalation, rhythm=Rhythm.HOURS, every=12)
    assert owed(escalation).due_by == moment("2026-10-20 12:30")
    Letter.objects.all().delete()
    heard = {}
    at = START
    while at <= moment("2026-10-20 12:30"):
        before = set(make.kinds(escalation))
        with time_machine.travel(at, tick=False):
            tasks.ring_alarms()
            tasks.ring_alarms()  # twice changes nothing
        new = set(make.kinds(escalation)) - before - {"holding"}
        if new:
            heard[f"{at:%Y-%m-%d %H:%M}"] = new.pop()
        at += timedelta(minutes=1)
    assert heard == WARNINGS


def test_three_weeks_without_a_word_are_an_alarm_every_working_day(escalation):
    """Missed, promised again for a working day later, missed again: never silent, never doubled."""
    escalation = agree(escalation, rhythm=Rhythm.HOURS, every=12)
    missed = []
    while (promise := owed(escalation)).due_by <= END:
        with time_machine.travel(promise.due_by, tick=False):
            tasks.ring_alarms()
        missed.append(f"{promise.due_by:%m-%d %H:%M}")
    assert missed == [
        "10-20 12:30", "10-21 12:30", "10-22 12:30", "10-23 12:30",  # 13:30 in summer time
        "10-26 13:30", "10-27 13:30", "10-28 13:30", "10-29 13:30",  # 13:30 in winter time
        "11-02 13:30", "11-03 13:30", "11-04 13:30", "11-05 13:30", "11-06 13:30",  # no Friday 30 October
    ]  # fmt: skip
    assert len(make.letters(escalation, "missed_above")) == len(missed)
    assert len(make.letters(escalation, "holding")) == len(missed)
