"""Open promises are counted again on purpose only, and it is recorded."""

import pytest

from portal.businesstime.actions import recompute, would_move
from portal.businesstime.models import Holiday, Recalculation
from portal.businesstime.signals import clock_recounted
from tests import make as people
from tests.businesstime.make import Promised, london

pytestmark = pytest.mark.usefixtures("promises")

FRIDAY = london("2026-11-20 16:50")


@pytest.fixture
def manager():
    return people.administrator()


@pytest.fixture
def closed_monday(uk):
    """Promised on Friday; only then Monday becomes a day off."""
    promise = Promised.promised(uk, FRIDAY, days=1)
    promise.save()
    Holiday.objects.create(calendar=uk, on="2026-11-23", name_en="Flood", name_fr="Inondation")
    return Promised.objects.get(pk=promise.pk)


def test_a_recount_moves_the_deadline_and_says_who_when_why_and_from_where(closed_monday, manager):
    (record,) = recompute([closed_monday], by=manager, reason="The office was flooded.")
    closed_monday.refresh_from_db()
    assert closed_monday.due_by == london("2026-11-24 16:50")
    assert closed_monday.counted.due == closed_monday.due_by
    assert closed_monday.next_alarm_at == london("2026-11-24 12:35")
    assert record in Recalculation.objects.all()
    assert (record.by, record.reason) == (manager, "The office was flooded.")
    assert (record.old_due_by, record.new_due_by) == (london("2026-11-23 16:50"), closed_monday.due_by)
    assert (record.clock, record.clock_pk) == ("businesstime_tests.promised", closed_monday.pk)


def test_a_second_recount_changes_and_records_nothing(closed_monday, manager):
    recompute([closed_monday], by=manager, reason="Flood")
    assert recompute([closed_monday], by=manager, reason="Flood") == []
    assert Recalculation.objects.count() == 1


@pytest.mark.parametrize("end", ["keep", "miss", "pause"])
def test_what_no_longer_runs_stays_as_it_is(closed_monday, manager, end):
    closed_monday.save(update_fields=getattr(closed_monday, end)(FRIDAY))
    assert recompute([closed_monday], by=manager, reason="Flood") == []
    closed_monday.refresh_from_db()
    assert closed_monday.due_by == london("2026-11-23 16:50")


def test_what_would_move_can_be_seen_before(closed_monday):
    assert would_move([closed_monday]) == [(closed_monday, london("2026-11-24 16:50"))]
    closed_monday.refresh_from_db()
    assert closed_monday.due_by == london("2026-11-23 16:50")
    assert Recalculation.objects.count() == 0


def test_the_room_of_the_promise_hears_of_it(closed_monday, manager):
    heard = []

    def listen(sender, clock, old_due_by, **kwargs):
        heard.append((sender, clock.pk, old_due_by))

    clock_recounted.connect(listen)
    try:
        recompute([closed_monday], by=manager, reason="Flood")
    finally:
        clock_recounted.disconnect(listen)
    assert heard == [(Promised, closed_monday.pk, london("2026-11-23 16:50"))]


def test_a_promise_that_was_paused_goes_on_by_the_new_hours_and_its_ledger_still_adds_up(uk, manager):
    promise = Promised.promised(uk, FRIDAY, days=2)
    promise.save()
    promise.save(update_fields=promise.pause(london("2026-11-23 10:00")))
    Holiday.objects.create(calendar=uk, on="2026-11-25", name_en="Flood", name_fr="Inondation")
    promise = Promised.objects.get(pk=promise.pk)
    promise.save(update_fields=promise.resume(london("2026-11-24 17:00")))
    assert promise.counted.seconds == 2 * 510 * 60
    assert promise.due_by == london("2026-11-27 15:20")
