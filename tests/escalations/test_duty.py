"""The duty rota: who is on now, how they are reached, and the hours that nobody covers."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from escalations.duty import gaps
from escalations.models import DutyLine
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar, Holiday
from portal.workflow import kept
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def monday():
    with time_machine.travel(at(23, 10), tick=False):
        yield


# S4-13
def test_whoever_is_on_duty_and_the_number_stand_wherever_one_asks_to_speak(client, monday):
    make.shift(people.staff(Role.DUTY, name="Dario Costa"), at(23, 8), at(23, 18))
    DutyLine.objects.create(phone="+44 20 7946 0131", hours_en="Always, for severity 1", hours_fr="Toujours")
    make.post(people.staff(Role.REGIONAL, name="Rosa Keller"), role=Role.REGIONAL)
    escalation = make.received()
    client.force_login(escalation.requester)
    for path in ("/escalate/", escalation.get_absolute_url(), "/escalate/ladder/"):
        words = page(client.get(path))
        assert "Dario Costa" in words and "until Today, 18:00" in words.replace("\xa0", " "), path
        assert "Rosa Keller" in words and "+44 20 7946 0131" in words and "Always, for severity 1" in words
    assert "Toujours" in page(client.get("/fr/escalate/ladder/"))


@pytest.mark.parametrize(
    ("clock", "name"),
    [
        ((7, 59), "Nobody is on duty"),
        ((8, 0), "Dario"),
        ((13, 59), "Dario"),
        ((14, 0), "Olga"),
        ((18, 0), "Nobody"),
    ],
)
def test_a_shift_begins_with_its_first_minute_and_its_end_is_the_nexts(client, clock, name):
    make.shift(people.staff(Role.DUTY, name="Dario Costa"), at(23, 8), at(23, 14))
    make.shift(people.staff(Role.DUTY, name="Olga Petit"), at(23, 14), at(23, 18))
    with time_machine.travel(at(23, *clock), tick=False):
        assert name in page(client.get("/escalate/ladder/"))


def test_the_regions_own_come_first_and_the_deputy_stands_in(client, monday):
    north = make.region("North")
    deputy = people.staff(Role.DUTY, name="Nora Deputy")
    nils = people.staff(Role.DUTY, name="Nils North", away_from=date(2026, 11, 20), deputy=deputy)
    make.shift(people.staff(Role.DUTY, name="Emil Everywhere"), at(23, 8), at(23, 18))
    make.shift(nils, at(23, 8), at(23, 18), region=north)
    DutyLine.objects.create(phone="111", hours_en="Day", hours_fr="Jour")
    DutyLine.objects.create(phone="222", hours_en="Day", hours_fr="Jour", region=north)
    kept.forget()
    for region, name, phone in ((north, "Nora Deputy", "222"), (None, "Emil Everywhere", "111")):
        client.force_login(people.customer(people.organisation(region=region)))
        words = page(client.get("/escalate/ladder/"))
        assert name in words and phone in words and "Nils North" not in words


def test_the_hours_without_cover_are_those_within_the_opening_hours(client):
    """From Monday 10:00 on: the rest of Monday, a morning, and a day off that asks for nobody."""
    dario = people.staff(Role.DUTY)
    make.shift(dario, at(23, 8), at(23, 16))
    make.shift(dario, at(24, 12), at(26, 0))
    Holiday.objects.create(
        calendar=Calendar.objects.default(), on=date(2026, 11, 26), name_en="Off", name_fr="Congé"
    )
    make.shift(dario, at(27, 0), datetime(2026, 12, 7, tzinfo=UTC))
    with time_machine.travel(at(23, 10), tick=False):
        (row,) = gaps(at(23, 10))
        assert row.stretches == [(at(23, 16), at(23, 17, 15)), (at(24, 8, 45), at(24, 12))]
        client.force_login(people.staff(Role.MANAGER))
        words = page(client.get("/admin/escalations/shift/cover/")).replace("\xa0", " ")
        assert "Mon 23 Nov, 16:00 to 17:15" in words and "Tue 24 Nov, 08:45 to 12:00" in words
    assert "cover/" in page(client.get("/admin/escalations/shift/"))


def test_a_rota_without_gaps_says_so_and_each_region_is_asked(client, monday):
    north = make.region("North")
    make.shift(people.staff(Role.DUTY), at(23, 0), datetime(2026, 12, 8, tzinfo=UTC))
    assert [(row.region, row.stretches) for row in gaps(at(23, 10))] == [(None, []), (north, [])]
    client.force_login(people.staff(Role.MANAGER))
    assert "in every opening hour" in page(client.get("/admin/escalations/shift/cover/"))


def test_a_shift_ends_after_it_starts(client, monday):
    client.force_login(people.staff(Role.MANAGER))
    form = {
        "person": people.staff(Role.DUTY).pk,
        "starts_at_0": "2026-11-24", "starts_at_1": "10:00", "ends_at_0": "2026-11-24", "ends_at_1": "10:00",
    }  # fmt: skip
    assert "A shift ends after it starts." in page(client.post("/admin/escalations/shift/add/", form))


@pytest.mark.parametrize("shifts", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, monday, shifts, django_assert_max_num_queries):
    for number in range(shifts):
        make.shift(people.staff(Role.DUTY), at(23 + number, 8), at(23 + number, 18))
    client.force_login(people.staff(Role.MANAGER))
    client.get("/admin/escalations/shift/cover/")
    with django_assert_max_num_queries(9):
        client.get("/admin/escalations/shift/cover/")
