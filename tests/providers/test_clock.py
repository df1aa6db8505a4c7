"""Each priority has its clock: P1 pages at once and alarms after a quarter of an hour, P2 in two hours, P3
and P4 in twenty-four, on the wall clock unless the route says otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from escalations.providers import actions, deadlines, tasks
from escalations.providers.models import ProviderClock
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar
from portal.webhooks.models import Call, Hook
from tests import make
from tests.providers import make as providers

pytestmark = pytest.mark.django_db
# A Friday evening: our office is closed until Monday.
EVENING = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
ON_CALL = "oncall@vendor.example"


@pytest.fixture
def p1(db):
    hook = Hook.objects.create(name="Pager", url="https://pager.example/p1")
    return providers.route("p1", contact="p1@vendor.example", on_call=ON_CALL, hook=hook)


@pytest.mark.parametrize(
    ("priority", "category", "due"),
    [
        ("p1", "outage", "2026-11-20 21:15"),
        ("p2", "performance", "2026-11-20 23:00"),  # S0-17
        ("p3", "interface", "2026-11-21 21:00"),  # S0-19
        ("p4", "interface", "2026-11-21 21:00"),
    ],
)
def test_the_clock_runs_through_the_night_and_the_weekend(priority, category, due):  # C8
    kim = providers.provider()
    with time_machine.travel(EVENING, tick=False):
        issue = providers.received(kim, priority=priority, category=category)
    assert f"{issue.clocks.get().due_by:%Y-%m-%d %H:%M}" == due
    assert issue.due_by == issue.clocks.get().due_by


def test_a_route_may_count_in_the_hours_of_the_office(db):  # C8
    providers.route("p3", calendar=Calendar.objects.default(), minutes=60)
    kim = providers.provider()
    with time_machine.travel(EVENING, tick=False):
        issue = providers.received(kim, priority="p3", category="interface")
    assert f"{issue.due_by:%Y-%m-%d %H:%M}" == "2026-11-23 09:45"


def test_a_route_that_is_changed_moves_no_promise(db):
    issue = providers.received(priority="p2", category="performance")
    providers.route("p2", minutes=5, contact="elsewhere@vendor.example")
    issue.refresh_from_db()
    assert issue.clocks.get().minutes == 120
    assert issue.routed_to != "elsewhere@vendor.example"


def test_a_p1_pages_the_person_on_call_by_mail_and_webhook_at_once(p1):  # S0-15
    issue = providers.received()
    assert [row for row in providers.told(issue) if row[0] != "received"] == [
        ("routed", "p1@vendor.example"),
        ("paged", ON_CALL),
    ]
    call = Call.objects.get(about=issue.reference)
    assert (call.hook, call.event) == (p1.hook, "provider_issue.received")
    assert '"immediate": true' in call.body
    assert str(providers.ACCOUNT) not in call.body  # C17


def test_the_others_page_nobody(p1):
    issue = providers.received(priority="p2", category="performance")
    assert [kind for kind, _to in providers.told(issue)] == ["received", "routed"]
    assert providers.calls(issue) == []


def test_without_an_acknowledgement_it_alarms_after_a_quarter_of_an_hour(p1):  # S0-15
    kim, manager = providers.provider(), make.staff(Role.MANAGER)
    with time_machine.travel(EVENING, tick=False):
        issue = providers.received(kim)
    known = len(providers.letters(issue))
    with time_machine.travel(EVENING + timedelta(minutes=8), tick=False):
        assert tasks.ring_clocks() == 1
        assert tasks.ring_clocks() == 0
    warned = providers.told(issue)[known:]
    assert warned == [("warned", ON_CALL), ("warned", "p1@vendor.example")]
    with time_machine.travel(EVENING + timedelta(minutes=15), tick=False):
        assert tasks.ring_clocks() == 1
        assert tasks.ring_clocks() == 0
    assert providers.told(issue)[known + 2 :] == [
        ("missed_contact", ON_CALL),
        ("missed_contact", manager.email),
        ("missed", kim.email),
    ]
    assert providers.calls(issue) == [
        "provider_issue.received",
        "provider_issue.not_acknowledged",
        "provider_issue.not_acknowledged",
    ]
    with time_machine.travel(EVENING + timedelta(days=3), tick=False):
        assert tasks.ring_clocks() == 0  # one breach


def test_an_acknowledgement_stops_the_alarms(p1):
    kim, ines = providers.provider(), providers.integration()
    with time_machine.travel(EVENING, tick=False):
        issue = providers.received(kim)
    with time_machine.travel(EVENING + timedelta(minutes=15), tick=False):
        actions.acknowledge(issue, by=ines)
    with time_machine.travel(EVENING + timedelta(hours=3), tick=False):
        assert tasks.ring_clocks() == 0
    clock = issue.clocks.get()
    assert (clock.state(EVENING + timedelta(hours=3)), clock.missed_at) == ("kept", None)


def test_taking_it_is_no_acknowledgement(p1):
    issue = providers.received()
    actions.take(issue, by=providers.integration())
    assert issue.clocks.open().exists()


def test_what_was_missed_stays_owed_and_first_until_somebody_answers(p1):
    kim, ines = providers.provider(), providers.integration()
    with time_machine.travel(EVENING, tick=False):
        issue = providers.received(kim)
    with time_machine.travel(EVENING + timedelta(hours=1), tick=False):
        # After a long silence only the latest is said.
        assert tasks.ring_clocks() == 1
        assert "warned" not in [kind for kind, _to in providers.told(issue)]
        issue.refresh_from_db()
        assert issue.due_by == EVENING + timedelta(minutes=15)
        actions.acknowledge(issue, by=ines)
    clock = issue.clocks.get()
    assert clock.missed_at is not None
    assert clock.state() == "kept_late"
    issue.refresh_from_db()
    assert issue.due_by is None


def test_a_p2_is_warned_of_before_its_two_hours_are_over(db, settings):  # S0-17
    settings.INTEGRATION_INBOX = "integration@vendor.example"
    kim = providers.provider()
    with time_machine.travel(EVENING, tick=False):
        issue = providers.received(kim, priority="p2", category="performance")
    with time_machine.travel(EVENING + timedelta(minutes=90), tick=False):
        assert tasks.ring_clocks() == 1
    assert providers.told(issue)[-1] == ("warned", "integration@vendor.example")
    event = issue.events.get(verb="warn")
    assert event.public is False


def test_the_shares_end_with_the_deadline():
    for shares in (deadlines.SHARES, deadlines.SHARES_OF_IMMEDIATE):
        assert shares[-1] == deadlines.MISSED
    assert ProviderClock._meta.get_field("next_alarm_at").null


def test_the_sweep_is_on_the_schedule():
    from portal.schedule import SCHEDULE

    assert {"escalations.providers.tasks.ring_clocks", "portal.webhooks.tasks.deliver_due"} <= set(SCHEDULE)
