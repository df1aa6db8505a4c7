"""Figures on escalations: acknowledged in time, how long, again, updates kept; drawn and exported."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine

from escalations import actions, tasks
from escalations.models import Escalation, Promise, Reason
from escalations.providers.models import Redirect
from escalations.providers.states import Door
from escalations.reports import FIGURES, Span
from portal.accounts.roles import Role
from tests import make as people
from tests.escalations import agreed, make
from tests.escalations.test_submit import page
from tests.speed.counting import plan
from tickets import actions as cases

pytestmark = pytest.mark.django_db
REPORT, FILE = "/admin/escalations/escalation/report/", "/admin/escalations/escalation/report/file/"
UPDATES = "/admin/escalations/escalation/updates/"
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
MONDAY = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


def at(day, hour=9, month=11):
    return time_machine.travel(datetime(2026, month, day, hour, tzinfo=UTC), tick=False)


@pytest.fixture
def history():
    """October: one acknowledged late. November: two in time, one of them escalated again; one update kept
    and one missed; one ended after three working days."""
    mireille = make.resolutions()
    with at(12, month=10):
        late = make.received()
    with at(15, month=10):
        tasks.ring_alarms()
        actions.acknowledge(late, by=mireille)
    with at(9):
        escalation = make.planned(staff=mireille)
    with at(10):
        actions.update(escalation, by=mireille, note="Going well.")  # promised for Wednesday
    with at(12):
        tasks.ring_alarms()  # the next was promised for Thursday 09:00, and is missed
        escalation = actions.propose_end(escalation, by=mireille, **make.CONDITIONS, **make.LESSON)
        actions.agree(escalation, by=escalation.requester)
    with at(16):
        again = make.acknowledged(ticket=escalation.ticket, staff=mireille)
    return mireille, escalation, again


def rows(name, first=OCTOBER, last=NOVEMBER) -> list[list[str]]:
    (figure,) = [figure for read in FIGURES if (figure := read(Span(first, last))).title == name]
    return figure.rows


def test_acknowledged_in_time_is_told_by_month(history):
    assert rows("Acknowledged in time") == [
        ["October 2026", "1", "0", "1", "0 %"],
        ["November 2026", "2", "2", "0", "100 %"],
    ]


def test_days_to_de_escalate_are_working_days(history):
    assert rows("Working days to de-escalate", NOVEMBER) == [["November 2026", "1", "3.0", "3.0"]]


def test_an_end_with_its_case_is_counted_by_working_days_too():
    with at(9):
        escalation = make.received()
    with at(10):
        cases.close(escalation.ticket, by=people.staff(), text="A duplicate.")
    assert Escalation.objects.get().lasted_minutes == 510


def test_cases_that_are_escalated_again_are_told(history):
    assert rows("Escalated again") == [
        ["October 2026", "1", "0", "0 %"],
        ["November 2026", "2", "1", "50 %"],
    ]


def test_the_reasons_of_customers_are_counted(history):
    Escalation.objects.update(main_reason=Reason.objects.get(slug="no_progress"))
    assert rows("Reasons") == [["There is no progress", "3"]]


def test_the_time_at_each_level_is_told_in_days_by_the_calendar(history):
    assert rows("Time at each level", NOVEMBER) == [["1, Customer", "1", "3.0"]]


def test_what_partners_raised_for_customers_is_counted_for_each(history):
    partner = people.organisation("Open Ledger Partners")
    with at(12):
        Redirect.objects.create(organisation=partner, door=Door.FORM, subject="Duplicates")
        Redirect.objects.create(door=Door.MAIL, subject="My invoice")
    assert sorted(rows("Misdirected, by provider", NOVEMBER)) == [
        ["By mail to the inbox", "1"],
        ["Open Ledger Partners", "1"],
    ]


# S4-45
def test_updates_kept_and_missed_are_told(history):
    # The one that followed the miss was kept by the end, before it was due.
    assert rows("Promised updates", NOVEMBER) == [["November 2026", "3", "2", "1", "66 %"]]


def test_what_lies_outside_the_months_is_not_counted(history):
    assert rows("Acknowledged in time", date(2026, 9, 1), date(2026, 9, 1)) == [
        ["September 2026", "0", "0", "0", "–"]
    ]


def test_the_page_draws_and_the_file_holds_the_same(client, history):
    mireille, *_ = history
    client.force_login(mireille)
    with at(20):
        shown = page(client.get(REPORT, {"first": "2026-10", "last": "2026-11"}))
        assert shown.count("<svg viewBox") == len(FIGURES) and "66 %" in shown
        assert "style=" not in shown.split("<h1")[1].split("</main")[0].split("<svg")[1]
        assert f"{FILE}?first=2026-10&amp;last=2026-11" in shown
        response = client.get(FILE, {"first": "2026-10", "last": "2026-11"})
    table = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert table[0] == ["Figure", "Month", "What", "How much"]
    assert ["Promised updates", "November 2026", "Missed", "1"] in table
    assert response["Content-Disposition"].endswith('reports-on-escalations-2026-10-2026-11.csv"')


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"first": "November", "last": "2026-11"}, "Write the month as in 2026-11."),
        ({"first": "2026-11", "last": "2026-10"}, "Choose at most 24 months"),
        ({"first": "2024-01", "last": "2026-11"}, "Choose at most 24 months"),
        ({"first": "2026-13", "last": "2026-11"}, "Write the month as in 2026-11."),
    ],
)
def test_months_that_cannot_be_are_said_beside_the_field(client, asked, said):
    client.force_login(make.resolutions())
    response = client.get(REPORT, asked)
    assert response.status_code == 422 and said in page(response)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, number, django_assert_num_queries):
    mireille = make.resolutions()
    for _escalation in range(number):
        make.resolved(staff=mireille)
    client.force_login(mireille)
    client.get(REPORT)
    with django_assert_num_queries(4 + len(FIGURES)):
        client.get(REPORT)


def test_each_figure_reads_its_months_by_an_index():
    for field, rows, index in (
        ("due_by", Promise.objects.all(), "promise_of_a_month"),
        ("submitted_at", Escalation.objects.all(), "escalations_of_a_month"),
        ("resolved_at", Escalation.objects.all(), "ended_in_a_month"),
    ):
        steps = plan(rows.filter(**Span(NOVEMBER, NOVEMBER).within(field)).order_by())
        assert index in steps, steps


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.EDITOR])
def test_the_pages_are_for_those_who_work_on_escalations(client, role):
    client.force_login(people.staff(role))
    for address in (REPORT, FILE, UPDATES):
        assert client.get(address).status_code in (302, 403), address


# --- Promised updates ---------------------------------------------------------------------------


# S4-45
def test_promised_updates_stand_day_by_day_and_missed_ones_first(client):
    mireille = make.resolutions()
    with time_machine.travel(MONDAY, tick=False):
        escalation, other = make.planned(staff=mireille), make.planned(staff=mireille)
        agreed.agreed(other, by=mireille, every=2)
        waits = actions.ask(make.planned(staff=mireille), by=mireille, note="Which site?")
    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        tasks.ring_alarms()
        client.force_login(mireille)
        shown = page(client.get(UPDATES)).replace("\N{NO-BREAK SPACE}", " ")
        late, coming = shown.split("Missed, and still owed")[1].split("</section>", 1)
    assert other.reference in late and "Monday 9 November, 11:00" in late
    assert "Wednesday 11 November" in coming and "09:00" in coming and escalation.reference in coming
    assert waits.reference not in shown


@pytest.mark.parametrize("number", [1, 3])
def test_promised_updates_cost_the_same_for_any_number(client, number, django_assert_max_num_queries):
    mireille = make.resolutions()
    for _escalation in range(number):
        make.planned(staff=mireille)
    client.force_login(mireille)
    client.get(UPDATES)
    with django_assert_max_num_queries(6):
        client.get(UPDATES)
