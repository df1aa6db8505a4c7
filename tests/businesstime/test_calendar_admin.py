"""Calendars in the back office: hours, days off, the try-it page, the recount."""

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from portal.accounts.roles import Role
from portal.businesstime.models import Calendar, Holiday, OpeningHours
from tests import make as people
from tests.businesstime import make

pytestmark = pytest.mark.django_db
NOW = make.london("2026-11-23 10:50")


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def administrator(client):
    user = people.administrator()
    client.force_login(user)
    return user


@pytest.fixture
def lead(client):
    user = people.staff(Role.LEAD)
    client.force_login(user)
    return user


def page(name, calendar):
    return reverse(f"admin:businesstime_calendar_{name}", args=[calendar.pk])


FIELDS = ("name_en", "name_fr", "zone", "country", "subdivision")


def typed(calendar, hours, holidays=(), delete=(), **fields):
    """What the change page sends: every opening as (weekday, opens, closes), new days off, pks to delete."""
    rows = list(calendar.hours.all())
    data = {
        **{
            name: getattr(calendar, name) for name in ("name_en", "name_fr", "zone", "country", "subdivision")
        },
        "hours-TOTAL_FORMS": len(hours),
        "hours-INITIAL_FORMS": len(rows),
        "holidays-TOTAL_FORMS": len(holidays) + len(delete),
        "holidays-INITIAL_FORMS": len(delete),
        "worked_holidays-TOTAL_FORMS": 0,
        "worked_holidays-INITIAL_FORMS": 0,
        **fields,
    }
    for number, (weekday, opens, closes) in enumerate(hours):
        data |= {f"hours-{number}-weekday": weekday, f"hours-{number}-opens": opens}
        data |= {f"hours-{number}-closes": closes, f"hours-{number}-calendar": calendar.pk}
        if number < len(rows):
            data[f"hours-{number}-id"] = rows[number].pk
    for number, pk in enumerate(delete):
        data |= {f"holidays-{number}-id": pk, f"holidays-{number}-calendar": calendar.pk}
        data[f"holidays-{number}-DELETE"] = "on"
    for number, (on, english, french) in enumerate(holidays, len(delete)):
        data |= {f"holidays-{number}-on": on, f"holidays-{number}-name_en": english}
        data |= {f"holidays-{number}-name_fr": french, f"holidays-{number}-calendar": calendar.pk}
    return data


FIVE_DAYS = [(weekday, "08:45", "17:15") for weekday in range(5)]


@pytest.mark.usefixtures("administrator")
def test_the_page_shows_hours_as_one_writes_them_and_who_entered_what(client, uk):
    html = client.get(page("change", uk)).content.decode()
    assert 'value="08:45"' in html
    assert 'value="17:15"' in html
    assert "Christmas Day" in html
    assert "entered by" in html.lower()


def test_hours_and_a_day_off_are_changed_with_who_and_when(client, uk, administrator):
    before = uk.version
    week = [(0, "08:45", "12:30"), *FIVE_DAYS[1:], (0, "13 h 30", "17:15")]
    response = client.post(page("change", uk), typed(uk, week, [("2026-11-24", "Flood", "Crue")]))
    assert response.status_code == 302
    uk = Calendar.objects.get(pk=uk.pk)
    assert uk.working.week[0] == ((525, 750), (810, 1035))
    day = uk.holidays.get(on="2026-11-24")
    assert (day.added_by, day.added_at, day.source) == (administrator, NOW, Holiday.Source.STAFF)
    assert uk.hours.get(weekday=0, opens=810).added_by == administrator
    assert uk.version != before
    assert LogEntry.objects.filter(user=administrator, object_id=str(uk.pk)).exists()


def test_a_public_holiday_taken_off_is_remembered_with_who_did_it(client, uk, administrator):
    christmas = uk.holidays.get(on="2026-12-25")
    response = client.post(page("change", uk), typed(uk, FIVE_DAYS, delete=[christmas.pk]))
    assert response.status_code == 302
    assert not uk.holidays.filter(on="2026-12-25").exists()
    assert uk.worked_holidays.get(on="2026-12-25").decided_by == administrator
    assert "25 December 2026" in client.get(page("change", uk)).content.decode().replace(
        "Dec. 25, 2026", "25 December 2026"
    )


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(
    ("week", "words"),
    [
        ([*FIVE_DAYS, (4, "17:00", "18:00")], "This overlaps with another opening of the same day."),
        ([*FIVE_DAYS, (5, "25:00", "26:00")], "Write a time of day such as 08:45, at most 24:00."),
        ([*FIVE_DAYS, (5, "soon", "18:00")], "Write a time of day such as 08:45, at most 24:00."),
        ([*FIVE_DAYS, (5, "18:00", "06:00")], "Closing comes after opening."),
    ],
)
def test_hours_that_cannot_be_counted_with_get_an_error_beside_the_field(client, uk, week, words):
    response = client.post(page("change", uk), typed(uk, week))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert OpeningHours.objects.filter(calendar=uk).count() == 5


@pytest.mark.usefixtures("administrator")
def test_a_calendar_that_never_opens_is_refused(client, uk):
    closed = {f"hours-{number}-DELETE": "on" for number in range(5)}
    response = client.post(page("change", uk), typed(uk, FIVE_DAYS, **closed))
    assert "A calendar needs at least one opening" in response.content.decode()
    assert uk.hours.count() == 5


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"zone": "Europe/Londres"}, "Choose a time zone by its name"),
        ({"country": "ZZ"}, "The public holidays of this country are not known."),
        ({"country": "GB", "subdivision": "XYZ"}, "This part of the country is not known."),
        ({"country": "", "subdivision": "ENG"}, "Name the country that this is a part of."),
    ],
)
def test_a_place_that_does_not_exist_is_refused(client, uk, fields, words):
    response = client.post(page("change", uk), typed(uk, FIVE_DAYS, **fields))
    assert words in response.content.decode()


def test_a_new_calendar_gets_the_holidays_of_its_country_at_once(client, administrator):
    fields = {"name_en": "Germany", "name_fr": "Allemagne", "zone": "Europe/Berlin", "country": "de"}
    response = client.post(
        reverse("admin:businesstime_calendar_add"),
        {
            **fields,
            "hours-TOTAL_FORMS": 1,
            "hours-INITIAL_FORMS": 0,
            "hours-0-weekday": 0,
            "hours-0-opens": "9",
            "hours-0-closes": "24:00",
            "holidays-TOTAL_FORMS": 0,
            "holidays-INITIAL_FORMS": 0,
            "worked_holidays-TOTAL_FORMS": 0,
            "worked_holidays-INITIAL_FORMS": 0,
        },
    )
    assert response.status_code == 302
    germany = Calendar.objects.get(country="DE")
    assert germany.holidays.filter(on="2026-10-03", added_by=administrator).exists()
    assert germany.working.week[0] == ((540, 1440),)


@pytest.mark.usefixtures("administrator")
def test_another_calendar_becomes_the_default_one(client, uk):
    france = Calendar.objects.get(country="FR")
    url = reverse("admin:businesstime_calendar_changelist")
    client.post(url, {"action": "make_default", "_selected_action": [france.pk]})
    assert Calendar.objects.default() == france
    client.post(url, {"action": "make_default", "_selected_action": [france.pk, uk.pk]})
    assert Calendar.objects.default() == france


@pytest.mark.usefixtures("administrator")
def test_the_default_calendar_cannot_be_deleted(client, uk):
    assert client.post(page("delete", uk), {"post": "yes"}).status_code == 403
    assert Calendar.objects.filter(pk=uk.pk).exists()


@pytest.mark.usefixtures("lead")
def test_a_team_lead_reads_calendars_and_changes_none(client, uk):
    assert (
        "Monday to Friday, 08:45 to 17:15"
        in client.get(reverse("admin:businesstime_calendar_changelist")).content.decode()
    )
    assert client.get(page("change", uk)).status_code == 200
    assert client.post(page("change", uk), typed(uk, FIVE_DAYS)).status_code == 403
    assert client.get(page("recount", uk)).status_code == 403
    assert client.post(page("recount", uk), {"reason": "Flood"}).status_code == 403


def test_an_agent_and_a_customer_do_not_come_in(client, uk):
    client.force_login(people.staff(Role.AGENT))
    assert client.get(page("try", uk)).status_code == 403
    client.force_login(people.customer())
    assert client.get(page("try", uk)).status_code == 302


# --- Try a promise ------------------------------------------------------------------------------------


def tried(client, uk, moment="2026-11-20 16:50", zone="Europe/London", amount="1", unit="days"):
    asked = {"moment": moment, "zone": zone, "amount": amount, "unit": unit}
    response = client.get(page("try", uk), asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("lead")
def test_a_promise_is_tried(client, uk):
    assert "How we counted this" not in client.get(page("try", uk)).content.decode()
    html = tried(client, uk)
    assert "Monday 23\xa0November,\xa016:50" in html
    assert "We open at 08:45 and reach one working day at 16:50." in html
    assert 'role="img"' in html


@pytest.mark.usefixtures("lead")
def test_it_may_be_received_in_another_zone_and_in_minutes(client, uk):
    html = tried(client, uk, moment="20/11/2026 17:50", zone="Europe/Paris", amount="60", unit="minutes")
    assert "Monday 23\xa0November,\xa009:20" in html


@pytest.mark.usefixtures("lead")
@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"moment": ""}, "moment", "This field is required."),
        ({"moment": "soon"}, "moment", "Write day and time like 2026-11-20 16:50."),
        ({"moment": "2026-02-30 10:00"}, "moment", "Write day and time like 2026-11-20 16:50."),
        ({"moment": "<script>alert(1)</script>"}, "moment", "Write day and time like 2026-11-20 16:50."),
        ({"moment": "1066-10-14 09:00"}, "moment", "We can count from 1970 to 2149."),
        ({"moment": "2149-12-31 09:00", "amount": "250"}, "moment", "We can count from 1970 to 2149."),
        ({"moment": "2026-03-29 01:30"}, "moment", "The clock of this zone skips that hour on that day."),
        ({"zone": "Mars/Olympus"}, "zone", "Choose a time zone by its name"),
        ({"zone": "../../etc/passwd"}, "zone", "Choose a time zone by its name"),
        ({"amount": "-1"}, "amount", "greater than or equal to 0"),
        ({"amount": "many"}, "amount", "Enter a whole number."),
        ({"amount": "2000"}, "amount", "That is more than ten thousand working hours."),
        ({"unit": "years"}, "unit", "Select a valid choice."),
    ],
)
def test_what_cannot_be_counted_gets_an_error_beside_the_field(client, uk, asked, field, words):
    html = tried(client, uk, **asked)
    assert words in html
    assert f'href="#id_{field}"' in html
    assert "<script>alert" not in html
    assert "How we counted this" not in html


@pytest.mark.usefixtures("lead")
def test_no_time_at_all_is_due_at_once_or_at_the_next_opening(client, uk):
    assert "Monday 23\xa0November,\xa008:45" in tried(client, uk, moment="2026-11-21 10:00", amount="0")


@pytest.mark.usefixtures("lead")
def test_a_calendar_that_does_not_exist_is_not_found(client, db):
    assert client.get(reverse("admin:businesstime_calendar_try", args=[10**6])).status_code == 404


# --- Count open promises again --------------------------------------------------------------------------


@pytest.mark.usefixtures("administrator")
def test_with_nothing_open_there_is_nothing_to_recount(client, uk):
    assert "None of them would move." in client.get(page("recount", uk)).content.decode()


@pytest.mark.usefixtures("promises")
def test_open_promises_are_counted_again_with_a_reason(client, uk, administrator, monkeypatch):
    promise = make.Promised.promised(uk, make.london("2026-11-20 16:50"), days=1)
    promise.save()

    def running(calendar):
        return list(make.Promised.objects.filter(calendar=calendar))

    monkeypatch.setattr("portal.businesstime.admin_views.running_clocks", running)
    Holiday.objects.create(calendar=uk, on="2026-11-23", name_en="Flood", name_fr="Crue")
    html = client.get(page("recount", uk)).content.decode()
    assert "Today,\xa016:50" in html
    assert "Tue 24\xa0Nov,\xa016:50" in html
    assert "This field is required." in client.post(page("recount", uk), {"reason": ""}).content.decode()
    response = client.post(page("recount", uk), {"reason": "Flood"}, follow=True)
    assert "1 promise has moved." in response.content.decode()
    promise.refresh_from_db()
    assert promise.due_by == make.london("2026-11-24 16:50")
    listed = client.get(reverse("admin:businesstime_recalculation_changelist")).content.decode()
    assert "Flood" in listed
    assert str(administrator) in listed
