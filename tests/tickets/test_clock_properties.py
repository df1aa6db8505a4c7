"""What a promise has spent is what the oracle counts, however often it stood and whenever (C3, C8)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.businesstime.models import Holiday
from portal.contracts.models import SupportPlan, Target
from tests.businesstime import make
from tests.businesstime.make import LUNCH_WEEK, OFFICE_WEEK, london
from tests.businesstime.oracle import MINUTE, Oracle
from tickets.clocks import Kind, TicketClock
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

# Before the clocks change in spring, and before Easter.
START = london("2026-03-25 08:00")
EASTER = (date(2026, 4, 3), date(2026, 4, 6))
SETTINGS = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    # The calendar is only read; no clock is stored.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
passing = st.lists(st.integers(0, 2 * 1440), min_size=1, max_size=8)
promised = st.sampled_from([60, 510, 3000])


@pytest.fixture(params=[OFFICE_WEEK, LUNCH_WEEK], ids=["office", "lunch"])
def counted(request):
    """A calendar with Easter off, and its oracle."""
    calendar = make.calendar(request.param)
    Holiday.objects.bulk_create(
        Holiday(calendar=calendar, on=on, name_en="Easter", name_fr="Pâques") for on in EASTER
    )
    calendar.refresh_from_db()
    return calendar, Oracle("Europe/London", request.param, EASTER)


def begun(calendar, minutes: int, at=START) -> TicketClock:
    target = Target(plan=SupportPlan(), kind=Kind.RESOLVE, severity=3, minutes=minutes)
    return TicketClock.for_target(target, calendar, at, began="received")


@given(passing, promised)
@SETTINGS
def test_any_sequence_of_moments_gives_the_time_that_was_worked(counted, lengths, minutes):
    """S2-111, S3-34, S3-42: it runs, stands, runs again; only while it ran its time was spent."""
    calendar, oracle = counted
    clock, now, worked = begun(calendar, minutes), START, 0
    for number, length in enumerate(lengths):
        before, now = now, now + length * MINUTE
        if number % 2 == 0:
            worked += oracle.seconds_between(before, now)
            assert clock.spent(now) == worked
            clock.pause(now)
            assert clock.is_standing
        else:
            assert clock.spent(now) == worked
            clock.resume(now)
            assert clock.paused_at is None and clock.running_since == now
    clock.resume(now)
    left = minutes * 60 - worked
    assert clock.due_by <= now if left <= 0 else clock.due_by == oracle.add_seconds(now, left)


@given(st.integers(0, 5 * 1440), passing)
@SETTINGS
def test_a_pause_outside_our_hours_costs_nothing(counted, until, lengths):
    """Whatever is paused and resumed while we are closed is due as if nothing had been."""
    calendar, oracle = counted
    clock = begun(calendar, 3000)
    due, now = clock.due_by, START + until * MINUTE
    while oracle.is_open(now):
        now += MINUTE
    opens = oracle.next_opening(now)
    for length in lengths:
        clock.pause(now)
        now = min(now + length // 8 * MINUTE, opens)
        clock.resume(now)
    assert clock.due_by == due
    assert clock.spent(due) == 3000 * 60


@given(passing, promised, promised)
@SETTINGS
def test_counted_again_for_another_target_it_has_spent_the_same(counted, lengths, minutes, others):
    """S2-15: nothing is won or lost by deciding the severity late."""
    calendar, _oracle = counted
    clock, now = begun(calendar, minutes), START
    for number, length in enumerate(lengths):
        now += timedelta(minutes=length)
        (clock.resume if number % 2 else clock.pause)(now)
    target = Target(plan=SupportPlan(), kind=Kind.RESOLVE, severity=1, minutes=others)
    clock.ticket = Ticket()
    again = clock.again_for(target, calendar)
    assert (again.spent(now), again.running_since, again.stops) == (
        clock.spent(now),
        clock.running_since,
        clock.stops,
    )
