"""Who gets a complaint: those of the level who are there, their deputies, at last the support managers."""

from datetime import date

import pytest
import time_machine

from escalations.complaints import actions, people
from escalations.complaints.models import ComplaintEvent
from portal.accounts.roles import Role
from tests import make as staff
from tests.complaints import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
AWAY = {"away_from": date(2026, 11, 20), "away_until": date(2026, 11, 27)}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 10:00Z", tick=False):
        yield


def away(person, deputy=None):
    for name, value in {**AWAY, "deputy": deputy}.items():
        setattr(person, name, value)
    person.save()
    return person


# S4-2
def test_a_complaint_that_the_representative_cannot_settle_goes_to_a_manager():
    greta = make.manager()
    complaint = make.looking()
    complaint = actions.refer_to_manager(
        complaint, by=complaint.holder, note="Prices are not mine to decide."
    )
    assert (complaint.level.role, complaint.holder) == (Role.SERVICE_MANAGER, greta)
    assert make.kinds(complaint, greta.email) == ["given"]
    words = make.text(make.letters(complaint, "referred")[0])
    assert "Prices are not mine to decide." in words and "Greta Holm has it now" in words


# S4-3
def test_while_the_manager_is_away_the_deputy_has_it():
    sam = make.representative()
    greta = away(make.manager(), deputy=sam)
    complaint = actions.refer_to_manager(make.received(), by=make.representative(), note="Not mine.")
    assert complaint.holder == sam
    assert make.kinds(complaint, greta.email) == []
    assert ComplaintEvent.objects.get(verb="refer_to_manager").detail == "Sam Okafor"


# S4-3: the deputy of the deputy
def test_when_the_deputy_is_away_too_it_goes_on_to_theirs():
    last = make.solutions()
    away(make.manager(), deputy=away(make.representative(), deputy=last))
    assert actions.refer_to_manager(make.received(), by=make.representative(), note="x").holder == last


# S4-3
def test_without_manager_and_deputy_a_support_manager_has_it():
    ines = staff.staff(Role.MANAGER, name="Ines Duarte")
    away(make.manager())
    assert actions.refer_to_manager(make.received(), by=make.representative(), note="x").holder == ines


# S4-3
def test_a_deputy_who_may_not_see_complaints_is_no_alternative():
    away(make.manager(), deputy=staff.staff(Role.EDITOR))
    complaint = actions.refer_to_manager(make.received(), by=make.representative(), note="x")
    assert complaint.holder is None


def test_when_nobody_is_there_at_all_the_team_hears_of_it_by_its_own_address(settings):
    complaint = make.received()
    assert complaint.holder is None
    assert make.kinds(complaint, settings.SUPPORT_EMAIL) == ["given"]


def test_whoever_has_the_fewest_gets_the_next():
    first, second = make.representative(), make.representative(name="Mia Lund")
    assert [make.received().holder for _time in range(3)] == [first, second, first]


def test_the_deputy_may_do_the_work_that_came_with_the_complaint():
    sam = make.representative()
    away(make.manager(), deputy=sam)
    complaint = actions.refer_to_manager(make.received(), by=sam, note="Not mine.")
    assert people.may_work_on(sam, complaint)
    assert not people.may_work_on(make.representative(), complaint)
