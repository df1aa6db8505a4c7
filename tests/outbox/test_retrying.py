"""The table of waits."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.outbox.retrying import PATIENCE, next_try

SINCE = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize("attempts, minutes", [(1, 1), (2, 2), (3, 5), (4, 15), (5, 30), (6, 30), (100, 30)])
def test_the_wait_after_each_try(attempts, minutes):
    now = SINCE + timedelta(hours=1)
    assert next_try(attempts, SINCE, now) == now + timedelta(minutes=minutes)


def test_after_72_hours_it_is_given_up():
    assert next_try(9, SINCE, SINCE + PATIENCE - timedelta(seconds=1)) is not None
    assert next_try(9, SINCE, SINCE + PATIENCE) is None
