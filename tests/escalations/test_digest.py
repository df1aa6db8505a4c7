"""The daily letter to every regional manager: when it comes, to whom, and what it says."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escalations import actions, digest, tasks
from escalations.models import Digest, Escalation
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar, Holiday, OpeningHours
from portal.outbox.models import Letter
from tests import make as people
from tests.escalations import make

pytestmark = pytest.mark.django_db

KIND = "escalations/email/people/daily"
# By hand: 08:45 on the clock of London, Monday to Friday. Until Sunday 25 October 2026 that is 07:45 in
# universal time, afterwards 08:45. Wednesday 21 October is a day off here.
MORNINGS = [
    "2026-10-12T07:45", "2026-10-13T07:45", "2026-10-14T07:45", "2026-10-15T07:45", "2026-10-16T07:45",
    "2026-10-19T07:45", "2026-10-20T07:45", "2026-10-22T07:45", "2026-10-23T07:45",
    "2026-10-26T08:45", "2026-10-27T08:45", "2026-10-28T08:45", "2026-10-29T08:45", "2026-10-30T08:45",
]  # fmt: skip
# By hand: 09:00 to 12:00 and 13:00 to 18:00 in Paris, which is 07:00 in universal time, then 08:00.
# Thursday 15 October is a day off there; a lunch break begins no day.
MORNINGS_IN_PARIS = [
    "2026-10-12T07:00", "2026-10-13T07:00", "2026-10-14T07:00", "2026-10-16T07:00",
    "2026-10-19T07:00", "2026-10-20T07:00", "2026-10-21T07:00", "2026-10-22T07:00", "2026-10-23T07:00",
    "2026-10-26T08:00", "2026-10-27T08:00", "2026-10-28T08:00", "2026-10-29T08:00", "2026-10-30T08:00",
]  # fmt: skip


def paris() -> Calendar:
    made = Calendar.objects.create(name_en="Paris", name_fr="Paris", zone="Europe/Paris")
    rows = [(day, *hours) for day in range(5) for hours in ((540, 720), (780, 1080))]
    OpeningHours.objects.bulk_create(
        OpeningHours(calendar=made, weekday=day, opens=opens, closes=closes) for day, opens, closes in rows
    )
    Holiday.objects.create(calendar=made, on=date(2026, 10, 15), name_en="Off", name_fr="Congé")
    return made


def walk(start: datetime, end: datetime, step=timedelta(minutes=15)) -> list[tuple[str, str]]:
    """The clock moves on by a quarter of an hour, and the task looks twice. To whom and when letters came."""
    found, seen, moment = [], set(), start
    while moment < end:
        with time_machine.travel(moment, tick=False):
            tasks.send_digests()
            tasks.send_digests()
        for letter in Letter.objects.filter(kind=KIND).exclude(pk__in=seen).order_by("pk"):
            seen.add(letter.pk)
            found.append((letter.to, moment.isoformat()[:16]))
        moment += step
    return found


# S4-29
def test_it_comes_at_the_start_of_every_working_day_of_the_region_and_never_twice():
    Holiday.objects.create(
        calendar=Calendar.objects.default(), on=date(2026, 10, 21), name_en="Off", name_fr="Congé"
    )
    near, far = people.staff(Role.REGIONAL), people.staff(Role.REGIONAL)
    make.post(near, role=Role.REGIONAL)
    make.post(far, role=Role.REGIONAL, region=make.region("France", calendar=paris()))
    found = walk(datetime(2026, 10, 10, tzinfo=UTC), datetime(2026, 10, 31, tzinfo=UTC))
    assert [when for to, when in found if to == near.email] == MORNINGS
    assert [when for to, when in found if to == far.email] == MORNINGS_IN_PARIS
    assert len(found) == len(MORNINGS) + len(MORNINGS_IN_PARIS)


def test_when_nobody_looked_for_two_days_one_letter_comes_late_and_no_heap():
    make.post(people.staff(Role.REGIONAL), role=Role.REGIONAL)
    with time_machine.travel(datetime(2026, 10, 12, 6, tzinfo=UTC), tick=False):
        tasks.send_digests()
    start = datetime(2026, 10, 14, 15, tzinfo=UTC)  # Wednesday afternoon
    found = [when for _to, when in walk(start, datetime(2026, 10, 15, 12, tzinfo=UTC))]
    assert found == ["2026-10-14T15:00", "2026-10-15T07:45"]


def test_a_day_that_becomes_a_day_off_after_it_was_planned_brings_no_letter():
    make.post(people.staff(Role.REGIONAL), role=Role.REGIONAL)
    with time_machine.travel(datetime(2026, 10, 12, 12, tzinfo=UTC), tick=False):
        tasks.send_digests()
        assert Digest.objects.get().on == date(2026, 10, 13)
        Holiday.objects.create(
            calendar=Calendar.objects.default(), on=date(2026, 10, 13), name_en="Off", name_fr="Congé"
        )
    start, end = datetime(2026, 10, 12, 12, 15, tzinfo=UTC), datetime(2026, 10, 15, tzinfo=UTC)
    assert [when for _to, when in walk(start, end)] == ["2026-10-14T07:45"]


def sent(post) -> Letter:
    """The letter of one morning."""
    with time_machine.travel(datetime(2026, 10, 12, 6, tzinfo=UTC), tick=False):
        tasks.send_digests()
    with time_machine.travel(datetime(2026, 10, 12, 7, 45, tzinfo=UTC), tick=False):
        tasks.send_digests()
    return Letter.objects.get(kind=KIND, key__startswith=f"digest:{post.pk}:")


def test_the_deputy_gets_it_while_the_manager_is_away():
    deputy = people.staff(Role.REGIONAL)
    away = people.staff(Role.REGIONAL, away_from=date(2026, 10, 9), away_until=date(2026, 10, 12))
    assert sent(make.post(away, role=Role.REGIONAL, deputy=deputy)).to == deputy.email


# S4-29, S4-30
def test_it_says_how_each_stands_and_whether_resources_communication_and_plan_are_in_place():
    north = make.region("North")
    client = people.organisation("Bluefin", region=north)
    with time_machine.travel(datetime(2026, 10, 9, 10, tzinfo=UTC), tick=False):
        engineer = people.staff(Role.ENGINEER, name="Eva Brandt")
        good = make.planned(by=people.customer(client), subject="Good hands")
        bare = make.received(by=people.customer(client), subject="Nobody yet")
        make.concerned(bare)
        elsewhere = make.received(subject="Elsewhere")
        make.resolved(by=people.customer(client), subject="Long done")
        everywhere = make.post(people.staff(Role.REGIONAL), role=Role.REGIONAL)
        letter = sent(make.post(people.staff(Role.REGIONAL), role=Role.REGIONAL, region=north))
    text = " ".join(letter.text.split())
    assert letter.subject == "Monday 12 October: 2 open escalations, North"
    assert "To acknowledge: 1, " in text or "Received: 1, Plan agreed: 1." in text
    first = text.split(good.reference)[1].split("- ESC")[0]
    assert "Good hands (Bluefin): In hand, our turn, level 1." in first
    assert f"Resources: {engineer.get_short_name()}." in first
    assert "Action plan: Thu 26 Nov." in first and "Communication plan: " in first
    second = text.split(bare.reference)[1]
    assert "Resources: missing." in second and "Action plan: missing." in second
    assert "The customer is concerned." in second
    assert "Long done" not in text and elsewhere.reference not in text
    assert elsewhere.reference in Letter.objects.get(key__startswith=f"digest:{everywhere.pk}:").text


def test_a_morning_without_any_says_so():
    letter = sent(make.post(people.staff(Role.REGIONAL), role=Role.REGIONAL))
    assert "No escalation is open." in letter.text


# S4-29
@pytest.mark.parametrize("rows", [1, 4])
def test_it_costs_the_same_for_any_number_and_counts_what_it_does_not_list(rows, monkeypatch):
    monkeypatch.setattr(digest, "SHOWN", 2)
    for _row in range(rows):
        make.planned()
    post = make.post(people.staff(Role.REGIONAL), role=Role.REGIONAL)
    with CaptureQueriesContext(
        connection,
    ) as found:
        told = digest.of(post, datetime.now(UTC))
    assert len(found) == 5
    assert (len(told.lines), told.count, told.more) == (min(rows, 2), rows, max(rows - 2, 0))
    pressing = list(Escalation.objects.open().in_order()[:2])
    assert [line.escalation for line in told.lines] == pressing[: len(told.lines)]


def test_the_letter_names_the_rest_and_leads_to_the_queue(monkeypatch):
    monkeypatch.setattr(digest, "SHOWN", 1)
    with time_machine.travel(datetime(2026, 10, 9, 10, tzinfo=UTC), tick=False):
        for _row in range(3):
            make.received()
    letter = sent(make.post(people.staff(Role.REGIONAL), role=Role.REGIONAL))
    assert "2 more are in the queue; the most pressing ones stand above." in " ".join(letter.text.split())
    assert "/admin/escalations/escalation/" in letter.text and letter.text.count("ESC-") == 1


def test_two_workers_send_one():
    make.post(people.staff(Role.REGIONAL), role=Role.REGIONAL)
    with time_machine.travel(datetime(2026, 10, 12, 6, tzinfo=UTC), tick=False):
        tasks.send_digests()
    row, at = Digest.objects.get(), datetime(2026, 10, 12, 7, 45, tzinfo=UTC)
    actions.send_digest(row.pk, at=at - timedelta(minutes=1))  # too early
    assert not Letter.objects.filter(kind=KIND).exists()
    for _worker in range(2):
        actions.send_digest(row.pk, at=at)
    assert Letter.objects.filter(kind=KIND).count() == 1
