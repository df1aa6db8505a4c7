"""What we publish about our speed stands beside what was measured. S2-12 to S2-14."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.contracts.models import SupportPlan
from portal.workflow import kept
from tests import make
from tests.speed.counting import plan, shown
from tests.tickets import make as tickets
from tickets import actions, tasks
from tickets.averages import averages
from tickets.clocks import DailyFigure, TicketClock

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def at(moment):
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def two_requests():
    """One answered after 20 and one after 40 minutes; the first closed after 2 hours, 1 of them a test."""
    agent = make.staff()
    with at(MONDAY):
        first, second = tickets.ticket(), tickets.ticket()
    with at(MONDAY + 20 * MINUTE):
        actions.answer(first, by=agent, text="We look.")
    with at(MONDAY + 40 * MINUTE):
        actions.answer(second, by=agent, text="We look.")
    with at(MONDAY + HOUR):
        actions.resolve(first, by=agent, text="Corrected.")
    with at(MONDAY + 2 * HOUR):
        actions.confirm(first, by=first.requester)


def page(client, path="/requests/averages/") -> str:
    kept.forget()
    return " ".join(client.get(path).content.decode().replace("\N{NBSP}", " ").split())


def test_the_published_ones_are_shown_to_everybody_before_anything_was_measured(client):
    shown = page(client)
    assert "30 minutes" in shown and "50 h" in shown
    assert shown.count("Nothing to measure yet") == 2


def test_the_measured_ones_stand_beside_them(client, two_requests):
    with at(MONDAY + 3 * HOUR):
        assert tasks.count_days() == 2
        shown = page(client)
        respond, resolve = averages()
    assert (respond.measured, respond.count, respond.in_time_share) == (30, 2, 100)
    assert (resolve.measured, resolve.count) == (60, 1)
    assert '<td class="number">1 h</td>' in shown


def test_it_is_there_in_french(client):
    assert "30 minutes" in page(client, "/fr/requests/averages/")


def test_counting_twice_and_late_changes_nothing(two_requests):
    with at(MONDAY + 3 * HOUR):
        tasks.count_days()
        before = list(DailyFigure.objects.values())
        tasks.count_days()
    with at(MONDAY + timedelta(days=1)):
        tasks.count_days()
    assert list(DailyFigure.objects.values()) == before
    assert {figure.day for figure in DailyFigure.objects.all()} == {date(2026, 11, 23)}


def test_what_was_kept_after_the_count_is_counted_next_time(two_requests):
    with at(MONDAY + 3 * HOUR):
        tasks.count_days()
    with at(MONDAY + 4 * HOUR):
        ticket = tickets.ticket()
        actions.answer(ticket, by=make.staff(), text="At once.")
    with at(MONDAY + 5 * HOUR):
        tasks.count_days()
        assert averages()[0].count == 3


def test_what_is_older_than_ninety_days_is_not_in_it(two_requests):
    with at(MONDAY + 3 * HOUR):
        tasks.count_days()
    with at(MONDAY + timedelta(days=91)):
        assert averages()[0].measured is None


def test_a_manager_edits_what_is_published(client):
    SupportPlan.objects.filter(is_default=True).update(published_response_minutes=45)
    assert "45 minutes" in page(client)
    assert "45 minutes" in page(client, "/")


def test_the_page_walks_no_table(client):
    page(client)
    assert len(shown(client, "/requests/averages/")) <= 1
    days = TicketClock.objects.filter(kept_at__gte=MONDAY, kind__in=["respond", "resolve"])
    assert "ticketclock_kept" in plan(days)


def test_the_table_scrolls_by_keyboard_where_it_is_wider_than_the_screen(client):
    assert (
        'class="table-scroll" tabindex="0" role="region" aria-label="'
        in client.get("/requests/averages/").content.decode()
    )
