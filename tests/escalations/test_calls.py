"""Calls: invitations that calendar programs take, moved, cancelled, minutes. S4-27, S4-28, S4-38, S4-44."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine

from escalations import actions
from escalations.models import Call, Escalation
from escalations.states import Kind, Mode
from portal.accounts.roles import Role
from portal.outbox.delivering import deliver
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import agreed, make
from tests.escalations.test_submit import page
from tests.outbox.conftest import mail_server  # noqa: F401

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
STAFF_PAGE = "/admin/escalations/escalation/{}/{}/"
SECRET = "Between us: the supplier is late"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def mireille():
    return make.resolutions()


def event_in(letter: Letter):
    """The invitation that travels with a letter, as a calendar program reads it: method and event."""
    (part,) = letter.enclosed
    calendar = icalendar.Calendar.from_ical(part["content"])
    assert part["parameters"] == {"method": str(calendar["METHOD"])}
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def invitation(escalation, kind, to):
    (letter,) = [letter for letter in make.letters(escalation, kind) if letter.to == to]
    return event_in(letter)


MOVED = {
    "starts_at": NOON + timedelta(days=1),
    "zone": "Europe/Paris",
    "lasts_minutes": 60,
    "how_to_join": "+33 1 99 00 00 00",
}


# --- Arranged -----------------------------------------------------------------------------------


# S4-27, S4-44
def test_the_engineer_invites_the_appropriate_parties_from_the_case(client, mireille):
    jonas = people.staff(name="Jonas Weber")
    regional = people.staff(Role.REGIONAL_PROGRAMME, name="Rita Gomez")
    worldwide = people.staff(Role.GLOBAL_PROGRAMME, name="Guy Lambert")
    escalation = make.planned(staff=mireille)
    client.force_login(mireille)
    response = client.post(STAFF_PAGE.format(escalation.pk, "arrange_call"), {
        "purpose": "Go through the plan", "on": "2026-11-24", "at": "15:00", "zone": "Europe/Paris",
        "lasts_minutes": "30", "how_to_join": "https://meet.client.example/abc", "led_by": mireille.pk,
        "customer": "on", "others": "Ada <ada@elsewhere.example>", "staff_if_they_can": [jonas.pk],
        "programme_managers": "on", "form_key": new_key(),
    })  # fmt: skip
    assert response.status_code == 302, page(response)
    call = Call.objects.get()
    assert call.starts_at == datetime(2026, 11, 24, 14, 0, tzinfo=UTC) and not call.internal
    seats = {seat.email: seat.required for seat in call.attendees.all()}
    assert seats == {
        escalation.requester.email: True, "ada@elsewhere.example": True, mireille.email: True,
        regional.email: True, worldwide.email: True, jonas.email: False,
    }  # fmt: skip
    told = {letter.to: " ".join(letter.text.split()) for letter in make.letters(escalation, "call_arranged")}
    assert set(told) == set(seats)
    assert "Tuesday 24 November, 14:00" in told[escalation.requester.email]  # London
    assert "Tuesday 24 November, 15:00 Paris time" in told["ada@elsewhere.example"]
    assert "/admin/" in told[jonas.email] and "/admin/" not in told[escalation.requester.email]


# S4-27
def test_the_invitation_reaches_a_real_mailbox_as_calendar_programs_expect_it(mail_server, mireille):  # noqa: F811
    escalation = make.planned(staff=mireille)
    call = agreed.arranged(escalation, by=mireille)
    deliver()
    (received,) = [
        got for got in mail_server.mailbox
        if got.to == [escalation.requester.email] and "Invitation" in got.message["Subject"]
    ]  # fmt: skip
    part = next(part for part in received.message.walk() if part.get_content_type() == "text/calendar")
    assert part["Content-Type"].params["method"] == "REQUEST"
    raw = part.get_payload(decode=True)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))  # folded, CRLF
    calendar = icalendar.Calendar.from_ical(raw)
    assert (str(calendar["VERSION"]), str(calendar["METHOD"])) == ("2.0", "REQUEST") and calendar["PRODID"]
    (event,) = calendar.walk("VEVENT")
    assert event["UID"].startswith(str(call.uid)) and event["SEQUENCE"] == 0
    assert b"DTSTART:20261123T150000Z" in raw and b"DTEND:20261123T153000Z" in raw
    assert event["DTSTAMP"].dt == NOON and str(event["STATUS"]) == "CONFIRMED"
    assert str(event["ORGANIZER"]).lower().startswith("mailto:")
    seats = {str(seat): seat.params for seat in event["ATTENDEE"]}
    assert set(seats) == {f"MAILTO:{escalation.requester.email}", f"MAILTO:{mireille.email}"}
    assert {params["ROLE"] for params in seats.values()} == {"REQ-PARTICIPANT"}


def test_whoever_is_named_twice_is_invited_once_and_required_wins(mireille):
    escalation = make.planned(staff=mireille)
    seats = [{"person": mireille, "required": False}, {"person": mireille},
             {"name": "M", "email": mireille.email.upper()}]  # fmt: skip
    call = agreed.arranged(escalation, by=mireille, attendees=seats)
    assert [(seat.email, seat.required) for seat in call.attendees.all()] == [(mireille.email, True)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": "2026-11-22"}, "This moment has passed."),
        ({"on": "2028-01-01"}, "more than a year away"),
        ({"on": "2027-03-28", "at": "01:30", "zone": "Europe/London"}, "this hour does not exist"),
        ({"how_to_join": ""}, "Say how to join."),
        ({"others": "Ada"}, "“Ada” is no address."),
        ({"lasts_minutes": "0"}, "greater than or equal to 5"),
    ],
)
def test_a_call_that_cannot_be_is_refused_beside_its_field(client, mireille, typed, said):
    escalation = make.planned(staff=mireille)
    client.force_login(mireille)
    good = {"purpose": "Plan", "on": "2026-11-24", "at": "15:00", "zone": "Europe/Paris", "customer": "on",
            "lasts_minutes": "30", "how_to_join": "Ring", "led_by": mireille.pk}  # fmt: skip
    path = STAFF_PAGE.format(escalation.pk, "arrange_call")
    response = client.post(path, {**good, **typed, "form_key": new_key()})
    assert response.status_code == 422 and said in page(response), page(response)
    assert not Call.objects.exists()


# S4-38
def test_the_regional_manager_leads_a_call_when_progress_is_not_felt(client, mireille):
    regional = people.staff(Role.REGIONAL, name="Rita Gomez")
    escalation = make.planned(staff=mireille)
    agreed.arranged(escalation, by=mireille, led_by=regional)
    client.force_login(escalation.requester)
    assert "Led by Rita Gomez" in page(client.get(escalation.get_absolute_url()))


# --- Moved and cancelled ------------------------------------------------------------------------


# S4-27
def test_a_move_replaces_what_stands_in_every_calendar(mireille):
    escalation = make.planned(staff=mireille)
    call = agreed.arranged(escalation, by=mireille)
    actions.move_call(escalation, by=mireille, call=call.pk, **MOVED)
    for to in (escalation.requester.email, mireille.email):
        _method, first = invitation(escalation, "call_arranged", to)
        method, second = invitation(escalation, "call_moved", to)
        assert method == "REQUEST"
        assert second["UID"] == first["UID"]
        assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
        assert second["DTSTART"].dt == MOVED["starts_at"]
        assert second["DTEND"].dt - second["DTSTART"].dt == timedelta(hours=1)


def test_a_cancelled_call_leaves_every_calendar(mireille):
    escalation = make.planned(staff=mireille)
    call = agreed.arranged(escalation, by=mireille)
    actions.move_call(escalation, by=mireille, call=call.pk, **MOVED)
    actions.cancel_call(escalation, by=mireille, call=call.pk, note="It is solved.")
    method, event = invitation(escalation, "call_cancelled", escalation.requester.email)
    assert (method, event["SEQUENCE"], str(event["STATUS"])) == ("CANCEL", 2, "CANCELLED")
    assert event["UID"].startswith(str(call.uid))
    with pytest.raises(IllegalMove, match="over or was cancelled"):
        actions.move_call(escalation, by=mireille, call=call.pk, **MOVED)


def test_a_call_of_another_escalation_cannot_be_moved(mireille):
    escalation, other = make.planned(staff=mireille), make.planned(staff=mireille)
    call = agreed.arranged(other, by=mireille)
    with pytest.raises(IllegalMove, match="no such call"):
        actions.move_call(escalation, by=mireille, call=call.pk, **MOVED)


# --- Minutes ------------------------------------------------------------------------------------


# S4-27, S4-28
def test_minutes_are_shared_and_what_is_internal_stays_inside(client, clock, mireille):
    escalation = make.planned(staff=mireille)
    call = agreed.arranged(escalation, by=mireille)
    client.force_login(mireille)
    path = STAFF_PAGE.format(escalation.pk, "keep_minutes")
    typed = {"call": call.pk, "minutes": "We move the report on Thursday.", "internal_minutes": SECRET}
    assert client.post(path, {**typed, "form_key": new_key()}).status_code == 422  # not held yet
    clock.move_to(call.ends_at)
    client.force_login(mireille)
    assert client.post(path, {**typed, "form_key": new_key()}).status_code == 302
    assert SECRET in page(client.get(STAFF_PAGE.format(escalation.pk, "change")))
    client.force_login(escalation.requester)
    shown = page(client.get(escalation.get_absolute_url()))
    assert "We move the report on Thursday." in shown and SECRET not in shown
    minutes = make.letters(escalation, "call_minutes")
    assert {letter.to for letter in minutes} == {escalation.requester.email, mireille.email}
    for letter in Letter.objects.all():
        assert SECRET not in letter.text + letter.html + str(letter.enclosed)


# S4-41
def test_where_updates_are_conference_calls_the_minutes_keep_the_promised_one(clock, mireille):
    escalation = make.planned(staff=mireille)
    agreed.agreed(escalation, mode=Mode.CONFERENCE, by=mireille)
    promise = escalation.promises.open().get(kind=Kind.UPDATE)
    call = agreed.arranged(escalation, by=mireille)
    clock.move_to(call.ends_at)
    actions.keep_minutes(escalation, by=mireille, call=call.pk, minutes="Agreed.")
    promise.refresh_from_db()
    assert promise.kept_at == call.ends_at
    following = escalation.promises.open().get(kind=Kind.UPDATE)
    actions.keep_minutes(escalation, by=mireille, call=call.pk, minutes="Agreed, and corrected.")
    following.refresh_from_db()
    assert following.kept_at is None  # the same call is not two updates


# --- Who sees it --------------------------------------------------------------------------------


def test_an_internal_call_is_not_the_customers(client, mireille):
    escalation = make.planned(staff=mireille)
    call = agreed.arranged(
        escalation, by=mireille, purpose="Who tells them?", internal=True, attendees=[{"person": mireille}]
    )
    actions.move_call(escalation, by=mireille, call=call.pk, **MOVED)
    actions.cancel_call(escalation, by=mireille, call=call.pk, note="No need.")
    address = f"/escalations/{escalation.reference}/calls/{call.pk}/"
    client.force_login(escalation.requester)
    assert "Who tells them?" not in page(client.get(escalation.get_absolute_url()))
    assert client.get(address).status_code == 404
    assert not Letter.objects.filter(to=escalation.requester.email, kind__contains="call_").exists()
    client.force_login(mireille)
    assert client.get(address).status_code == 200


def test_a_call_can_be_fetched_for_a_calendar_by_those_who_see_it(client, mireille):
    escalation = make.planned(staff=mireille)
    call = agreed.arranged(escalation, by=mireille)
    address = f"/escalations/{escalation.reference}/calls/{call.pk}/"
    client.force_login(escalation.requester)
    assert address in page(client.get(escalation.get_absolute_url()))
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].endswith('-go-through-the-plan.ics"')
    calendar = icalendar.Calendar.from_ical(response.content)
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "PUBLISH" and "ATTENDEE" not in event
    client.force_login(people.customer())
    assert client.get(address).status_code == 404
    elsewhere = make.planned(by=escalation.requester, staff=mireille)
    client.force_login(escalation.requester)
    assert client.get(f"/escalations/{elsewhere.reference}/calls/{call.pk}/").status_code == 404


@pytest.mark.parametrize("calls", [1, 3])
def test_the_passport_costs_the_same_for_any_number_of_calls(
    client, mireille, calls, django_assert_max_num_queries
):
    escalation = make.planned(staff=mireille)
    for _call in range(calls):
        agreed.arranged(escalation, by=mireille)
    agreed.agreed(escalation, by=mireille)
    client.force_login(escalation.requester)
    client.get(escalation.get_absolute_url())
    with django_assert_max_num_queries(17):
        client.get(escalation.get_absolute_url())


def test_the_story_tells_the_hour_of_its_reader(client, mireille):
    in_paris = people.customer(zone="Europe/Paris")
    escalation = make.planned(staff=mireille, by=in_paris)
    agreed.arranged(escalation, by=mireille)
    client.force_login(in_paris)
    shown = page(client.get(escalation.get_absolute_url())).replace("\N{NO-BREAK SPACE}", " ")
    assert "Call arranged: Go through the plan, Mon 23 Nov, 16:00" in shown
    assert Escalation.objects.get(pk=escalation.pk).events.get(verb="arrange_call").public
