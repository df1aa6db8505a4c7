"""The ladder as data: who stands at each level, for how long it is there, and one step up by each who may."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from escalations import actions
from escalations.models import Level, Post, Stay
from escalations.states import Ladder, Status
from portal.accounts.roles import Role
from portal.workflow import kept
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def shown(client, escalation) -> str:
    client.force_login(escalation.requester)
    return page(client.get(escalation.get_absolute_url()))


# --- Who is there -------------------------------------------------------------------------------


# S2-91
def test_everybody_reads_who_stands_at_each_level(client):
    names = {2: "Priya Nair", 3: "Ines Duarte", 4: "Robin Hale", 5: "Maud Lenoir"}
    for level, name in names.items():
        make.post(people.staff(Role.MANAGER, name=name), level=level)
    words = page(client.get("/escalate/ladder/"))
    for level, name in names.items():
        row = words.split(f"{level}. ")[1].split("</tr>")[0]
        assert name in row and Level.objects.get(ladder="service", number=level).when_to_use_en in row
    assert client.get("/fr/escalate/ladder/").status_code == 200


# S2-91
def test_the_posts_of_a_region_come_before_those_of_everywhere(client):
    north, south = make.region("North"), make.region("South")
    make.post(people.staff(Role.LEAD, name="Everywhere Ella"), level=2)
    make.post(people.staff(Role.LEAD, name="Northern Nils"), level=2, region=north)
    of = {
        region: make.received(by=people.customer(people.organisation(region=region)))
        for region in (north, south, None)
    }
    assert "Northern Nils" in shown(client, of[north]) and "Everywhere Ella" not in shown(client, of[north])
    assert "Everywhere Ella" in shown(client, of[south]) and "Everywhere Ella" in shown(client, of[None])


@pytest.mark.parametrize("own_deputy", [True, False])
def test_the_deputy_is_shown_and_told_while_the_holder_is_away(client, own_deputy):
    with time_machine.travel(MONDAY, tick=False):
        profile, here = (
            people.staff(Role.LEAD, name="Paul Profile"),
            people.staff(Role.LEAD, name="Hana Here"),
        )
        priya = people.staff(Role.LEAD, name="Priya Nair", deputy=profile, away_from=date(2026, 11, 20))
        make.post(priya, level=2, deputy=here if own_deputy else None)
        deputy = here if own_deputy else profile
        escalation = make.received()
        assert f"{deputy.name} for Priya Nair, who is away" in shown(client, escalation)
        actions.raise_level(escalation, by=make.resolutions(), note="Worse.")
        assert [letter.to for letter in make.letters(escalation, "raised_told")] == [deputy.email]


def test_a_post_is_a_level_or_a_role_and_one_persons_in_a_region(client):
    client.force_login(people.administrator())
    priya, level = people.staff(Role.LEAD), Level.objects.get(ladder=Ladder.SERVICE, number=2)
    add = "/admin/escalations/post/add/"
    both = client.post(add, {"level": level.pk, "role": Role.REGIONAL, "person": priya.pk})
    assert "Choose a level or a role" in page(both)
    assert client.post(add, {"level": level.pk, "person": priya.pk}).status_code == 302
    assert "holds this level everywhere already" in page(
        client.post(add, {"level": level.pk, "person": priya.pk})
    )
    assert Post.objects.count() == 1


# --- How long -----------------------------------------------------------------------------------


def test_the_customer_sees_how_long_it_was_at_each_level(client):
    with time_machine.travel(MONDAY, tick=False):
        escalation = make.received()
    with time_machine.travel(MONDAY.replace(hour=11, minute=10), tick=False):
        actions.raise_level(escalation, by=make.resolutions(), note="Worse.")
    with time_machine.travel(MONDAY.replace(day=24, hour=12, minute=10), tick=False):
        words = shown(client, escalation)
    assert "Mon 23 Nov, 09:00, 2 h 10 of working time" in words.replace("\xa0", " ")
    assert "Mon 23 Nov, 11:10, one working day and 1 h" in words.replace("\xa0", " ")
    first, second = Stay.objects.order_by("pk")
    assert (first.level.number, first.left_at) == (1, second.came_at) and second.left_at is None


def test_the_time_stops_with_the_escalation(client):
    with time_machine.travel(MONDAY, tick=False):
        escalation = make.resolved()
    with time_machine.travel(MONDAY.replace(day=27), tick=False):
        assert "0 minutes of working time" in shown(client, escalation)


@pytest.mark.parametrize(("clock", "suggested"), [((8, 59), False), ((9, 0), True)])
def test_the_next_level_is_suggested_when_the_time_of_the_level_is_over(client, clock, suggested):
    """Working time: from Monday 09:00, one working day is over on Tuesday at 09:00."""
    moment = datetime(2026, 11, 24, *clock, tzinfo=UTC)
    with time_machine.travel(MONDAY, tick=False):
        escalation = make.received()
    with time_machine.travel(moment, tick=False):
        assert ("We suggest the next one: Team Lead" in shown(client, escalation)) is suggested
        client.force_login(make.resolutions())
        queue = page(client.get("/admin/escalations/escalation/"))
        assert ("The next level is suggested" in queue) is suggested
        case = page(client.get(f"/admin/escalations/escalation/{escalation.pk}/change/"))
        assert ("the next one is suggested" in case) is suggested


def test_a_level_that_is_edited_suggests_by_its_new_time_from_then_on():
    Level.objects.of(Ladder.SERVICE).filter(number=1).update(next_within=60)
    kept.forget()
    with time_machine.travel(MONDAY, tick=False):
        before = make.received()
    Level.objects.of(Ladder.SERVICE).filter(number=1).update(next_within=None)
    kept.forget()
    assert before.stays.get().next_from == MONDAY.replace(hour=10)
    assert make.received().stays.get().next_from is None


# --- One step up --------------------------------------------------------------------------------


# S2-85
def test_the_customer_calls_the_next_level_and_says_what_has_changed(client):
    priya = people.staff(Role.LEAD, name="Priya Nair")
    make.post(priya, level=2)
    mireille = make.resolutions()
    escalation = make.acknowledged(staff=mireille)
    client.force_login(escalation.requester)
    path = f"{escalation.get_absolute_url()}higher/"
    answer = client.post(path, {"note": "", "form_key": new_key()})
    assert answer.status_code == 422 and "Say what has changed" in page(answer)
    key = new_key()
    for _time in range(2):  # pressed twice
        words = {"note": "A second site stands still.", "form_key": key}
        assert client.post(path, words).status_code == 302
    escalation.refresh_from_db()
    assert (escalation.level.number, escalation.status) == (2, Status.ACKNOWLEDGED)
    told = make.letters(escalation, "raised_told")
    assert [letter.to for letter in told] == [priya.email, mireille.email]
    assert "> A second site stands still." in told[0].text
    (receipt,) = make.letters(escalation, "next_level_called")
    assert "We told Priya Nair." in " ".join(receipt.text.split())
    assert "You called level 2" in shown(client, escalation)


# S1-28, S1-29, S1-30
@pytest.mark.parametrize("role", [Role.AGENT, Role.RESOLUTIONS])
def test_the_agent_of_the_case_and_customer_resolutions_go_up_with_one_form(client, role):
    person = people.staff(role)
    escalation = make.received(make.case(agent=person))
    client.force_login(person)
    path = f"/admin/escalations/escalation/{escalation.pk}/raise_level/"
    assert client.post(path, {"note": "The workaround fails.", "form_key": new_key()}).status_code == 302
    escalation.refresh_from_db()
    assert escalation.level.number == 2


def test_at_the_top_there_is_no_level_to_call(client):
    escalation = make.received()
    for _level in range(4):
        escalation = actions.call_next_level(escalation, by=escalation.requester, note="Worse.")
    with pytest.raises(IllegalMove, match="highest level"):
        actions.call_next_level(escalation, by=escalation.requester, note="Worse.")
    assert "Take it one level up" not in shown(client, escalation)
    assert escalation.stays.filter(left_at=None).get().next_from is None


def test_another_customer_cannot_call_a_level(client):
    escalation = make.received()
    client.force_login(people.customer())
    path = f"{escalation.get_absolute_url()}higher/"
    assert client.post(path, {"note": "Up!", "form_key": new_key()}).status_code == 404
    escalation.refresh_from_db()
    assert escalation.level.number == 1
