"""A promise that is counted again by a corrected calendar moves in the queue too."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from portal.accounts.roles import Role
from portal.businesstime.actions import recompute, running_clocks
from portal.businesstime.models import Calendar, Holiday, Recalculation
from tests import make
from tests.escalations.make import received

pytestmark = pytest.mark.django_db


def test_a_day_off_entered_later_moves_no_promise_until_it_is_recounted():
    with time_machine.travel(datetime(2026, 11, 20, 16, 50, tzinfo=UTC), tick=False):
        case = received()
        calendar = Calendar.objects.default()
        Holiday.objects.create(
            calendar=calendar, on=date(2026, 11, 23), name_en="Stocktaking", name_fr="Inventaire"
        )
        case.refresh_from_db()
        assert case.acknowledge_by == datetime(2026, 11, 23, 16, 50, tzinfo=UTC)

        manager = make.staff(Role.MANAGER)
        recompute(running_clocks(Calendar.objects.default()), by=manager, reason="Closed for stocktaking")
        case.refresh_from_db()
    assert case.acknowledge_by == case.due_by == datetime(2026, 11, 24, 16, 50, tzinfo=UTC)
    assert Recalculation.objects.get(clock="escalations.promise").by == manager
    assert case.ticket.due_by == case.ticket.clocks.get(kind="respond").due_by
