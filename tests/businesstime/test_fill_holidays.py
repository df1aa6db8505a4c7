"""Public holidays are filled in from the country's, as often as one likes; staff have the last word."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from portal.businesstime.filling import fill
from portal.businesstime.models import Calendar, Holiday, OpeningHours
from portal.businesstime.shipping import ship_calendars
from portal.businesstime.tasks import fill_holidays
from tests import make as people
from tests.businesstime import make

pytestmark = pytest.mark.django_db
TODAY = make.london("2026-11-21 12:00")


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def england():
    return make.calendar(country="GB", subdivision="ENG")


def filling():
    said = StringIO()
    call_command("fill_holidays", stdout=said)
    return said.getvalue()


# C10, S2-6
def test_an_installation_begins_with_the_united_kingdom_and_france():
    uk, france = Calendar.objects.all()
    assert (uk.name, uk.zone, uk.is_default) == ("United Kingdom", "Europe/London", True)
    assert (france.name, france.zone, france.is_default) == ("France", "Europe/Paris", False)
    assert uk.working.week == france.working.week == make.OFFICE_WEEK
    assert uk.working.day_minutes == 510
    # England's own: Easter Monday is none in Scotland, and the late summer one is in August
    assert {date(2026, 4, 6), date(2026, 8, 31), date(2026, 12, 28)} <= set(uk.working.holidays)
    assert date(2026, 7, 14) in france.working.holidays
    assert date(2026, 7, 14) not in uk.working.holidays


def test_they_are_shipped_once_and_do_not_come_back():
    Calendar.objects.filter(country="FR").delete()
    ship_calendars()
    assert Calendar.objects.count() == 1


def test_names_are_in_both_languages(england):
    fill(england, [2026])
    christmas, boxing = england.holidays.filter(on__in=["2026-12-25", "2026-12-28"])
    assert (christmas.name_en, christmas.name_fr) == ("Christmas Day", "Noël")
    assert boxing.name_fr == "Lendemain de Noël (reporté)"
    assert Calendar.objects.get(country="FR").holidays.get(on="2026-07-14").name_en == "National Day"


def test_it_says_what_it_did_and_the_second_time_does_nothing(england):
    first, second = filling(), filling()
    assert "Ours: added 2027-12-25 Christmas Day" in first
    assert "Ours, 2025 to 2031: 60 added, 0 known, 0 left out" in first
    assert "added 2" not in second
    assert "Ours, 2025 to 2031: 0 added, 60 known, 0 left out" in second


def test_a_holiday_that_staff_took_off_never_comes_back(england):
    fill(england, [2026])
    lead = people.administrator()
    england.holidays.get(on="2026-05-04").delete(by=lead)
    england.holidays.filter(on="2026-05-25").delete()
    assert "2 left out because staff took them off" in filling()
    assert not england.holidays.filter(on__in=["2026-05-04", "2026-05-25"])
    assert england.worked_holidays.get(on="2026-05-04").decided_by == lead


def test_put_on_again_by_staff_it_stays(england):
    fill(england, [2026])
    england.holidays.get(on="2026-05-04").delete()
    Holiday.objects.create(calendar=england, on="2026-05-04", name_en="May Day", name_fr="Fête du Travail")
    assert "0 left out" in filling()
    assert england.holidays.filter(on="2026-05-04").count() == 1


def test_a_day_off_of_our_own_is_left_alone(england):
    ours = Holiday.objects.create(calendar=england, on="2026-12-25", name_en="Party", name_fr="Fête")
    fill(england, [2026])
    ours.refresh_from_db()
    assert ours.name_en == "Party"
    ours.delete()
    assert not england.worked_holidays.exists()


def test_an_unknown_country_is_named_and_the_others_are_filled(england):
    make.calendar(country="ZZ")
    with pytest.raises(CommandError, match="ZZ"):
        filling()
    assert england.holidays.exists()


def test_without_a_country_nothing_is_filled_in():
    bare = make.calendar()
    assert "no country, nothing to fill in" in filling()
    assert not bare.holidays.exists()


def test_by_the_clock_one_year_more_is_filled_in_once_the_year_has_turned(england):
    fill_holidays()
    assert england.holidays.filter(on__year=2031).exists()
    assert not england.holidays.filter(on__year=2032).exists()
    with time_machine.travel(make.london("2027-01-01 00:30"), tick=False):
        fill_holidays()
        fill_holidays()
    assert england.holidays.filter(on__year=2032).exists()


def test_looking_whether_there_is_something_to_fill_in_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        fill_holidays()


# --- The arithmetic follows the rows ----------------------------------------------------------------


def test_every_change_of_a_calendar_is_seen_at_the_next_read_of_its_row(uk):
    friday = make.london("2026-11-20 16:50")

    def due():
        return Calendar.objects.get(pk=uk.pk).working.add_days(friday, 1)

    assert due() == make.london("2026-11-23 16:50")
    flood = Holiday.objects.create(calendar_id=uk.pk, on="2026-11-23", name_en="Flood", name_fr="Crue")
    assert due() == make.london("2026-11-24 16:50")
    flood.delete()
    assert due() == make.london("2026-11-23 16:50")
    OpeningHours.objects.filter(calendar=uk, weekday=0).update(opens=600)
    assert due() == make.london("2026-11-24 09:35")
    OpeningHours.objects.filter(calendar=uk, weekday=0).delete()
    assert due() == make.london("2026-11-24 16:50")
    Holiday.objects.bulk_create([Holiday(calendar=uk, on="2026-11-24", name_en="Flood", name_fr="Crue")])
    assert due() == make.london("2026-11-25 16:50")
    changed = Calendar.objects.get(pk=uk.pk)
    changed.zone = "Europe/Paris"
    changed.save(update_fields=["zone"])
    assert due() != make.london("2026-11-25 16:50")


def test_the_arithmetic_is_built_once_a_version(uk, django_assert_num_queries):
    uk.working  # noqa: B018
    with django_assert_num_queries(1):
        assert Calendar.objects.default().working is uk.working
