"""How we keep in touch: proposed, agreed, kept to the minute. S4-40 to S4-45."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from escalations import actions, tasks
from escalations.models import CommunicationPlan, Escalation, Level, Promise
from escalations.states import Kind, Ladder, Mode, Rhythm
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar, Holiday
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make as people
from tests.escalations import agreed, make
from tests.escalations.test_submit import page

pytestmark = pytest.mark.django_db
STAFF_PAGE = "/admin/escalations/escalation/{}/"


def at(*moment) -> datetime:
    """November 2026, London: UTC."""
    return datetime(2026, 11, *moment, tzinfo=UTC)


def fresh(escalation) -> Escalation:
    return Escalation.objects.get(pk=escalation.pk)


def next_update(escalation) -> Promise:
    return escalation.promises.open().filter(kind=Kind.UPDATE, missed_at=None).get()


# --- Agreeing -----------------------------------------------------------------------------------


# S4-40, S4-41, S4-42, S4-43
def test_the_engineer_proposes_and_the_customer_agrees(client):
    mireille = make.resolutions()
    escalation = make.acknowledged(staff=mireille)
    client.force_login(mireille)
    typed = {
        "mode": "conference", "rhythm": "times", "times": "Tuesday 10:00\nfri 16:30",
        "attendees": "Ada Lovelace <ada@elsewhere.example>\nbob@elsewhere.example",
    }  # fmt: skip
    path = STAFF_PAGE.format(escalation.pk) + "propose_communication/"
    assert client.post(path, {**typed, "form_key": new_key()}).status_code == 302
    (letter,) = make.letters(escalation, "communication_proposed")
    said = " ".join(letter.text.split())
    assert letter.to == escalation.requester.email
    assert "- How: Conference call" in said
    assert "- How often: Tuesday 10:00, Friday 16:30 (London time)" in said
    assert "- Who hears every update: Ada Lovelace, bob@elsewhere.example" in said
    client.force_login(escalation.requester)
    shown = page(client.get(escalation.get_absolute_url()))
    assert "We propose" in shown and "Friday 16:30" in shown
    plan = CommunicationPlan.objects.get()
    assert plan.waits and plan.times == [[1, 600], [4, 990]]
    path = f"/escalations/{escalation.reference}/agree-communication/"
    assert client.post(path, {"plan": plan.pk, "form_key": new_key()}).status_code == 302
    plan.refresh_from_db()
    assert plan.agreed_by == escalation.requester and plan.agreed_at
    assert [letter.to for letter in make.letters(escalation, "communication_agreed")] == [mireille.email]
    assert "You agreed to how we keep in touch" in page(client.get(escalation.get_absolute_url()))


# S4-40
def test_the_customer_asks_for_a_change_and_says_which(client):
    mireille = make.resolutions()
    escalation = make.acknowledged(staff=mireille)
    plan = agreed.proposed(escalation, by=mireille)
    client.force_login(escalation.requester)
    path = f"/escalations/{escalation.reference}/ask-other-communication/"
    empty = client.post(path, {"plan": plan.pk, "note": "", "form_key": new_key()})
    assert empty.status_code == 422 and "Say how you would like to hear from us." in page(empty)
    assert client.post(path, {"plan": plan.pk, "note": "By phone.", "form_key": new_key()}).status_code == 302
    (told,) = make.letters(escalation, "other_communication_asked")
    assert told.to == mireille.email and "> By phone." in told.text
    plan.refresh_from_db()
    assert plan.refused_at and not plan.agreed_at
    assert "By phone." in page(client.get(escalation.get_absolute_url()))


def test_only_the_proposal_that_was_read_can_be_agreed_to():
    escalation = make.acknowledged()
    first, second = agreed.proposed(escalation), agreed.proposed(escalation, every=8)
    with pytest.raises(IllegalMove, match="another proposal"):
        actions.agree_communication(escalation, by=escalation.requester, plan=first.pk)
    actions.agree_communication(escalation, by=escalation.requester, plan=second.pk)
    with pytest.raises(IllegalMove, match="another proposal"):
        actions.agree_communication(escalation, by=escalation.requester, plan=second.pk)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rhythm": "hours"}, "Say how many."),
        ({"rhythm": "days", "every": "11"}, "At most 10 days."),
        ({"rhythm": "times"}, "Name at least one time."),
        ({"rhythm": "times", "times": "Sometimes"}, "not “Sometimes”"),
        ({"rhythm": "times", "times": "Sunday 10:00"}, "We are not at work on Sunday at 10:00."),
        ({"rhythm": "times", "times": "Monday 08:45"}, "We are not at work on Monday at 08:45."),
        ({"rhythm": "days", "every": "1", "attendees": "nobody"}, "“nobody” is no address."),
    ],
)
def test_a_proposal_that_cannot_be_kept_is_refused_beside_its_field(client, typed, said):
    escalation = make.acknowledged()
    client.force_login(make.resolutions())
    path = STAFF_PAGE.format(escalation.pk) + "propose_communication/"
    response = client.post(path, {"mode": "email", **typed, "form_key": new_key()})
    assert response.status_code == 422 and said in page(response)
    assert not CommunicationPlan.objects.exists()


# --- Keeping it ---------------------------------------------------------------------------------


# S4-42
@pytest.mark.parametrize(
    ("said", "due"),
    [
        ({"rhythm": Rhythm.HOURS, "every": 4}, at(23, 14)),
        ({"rhythm": Rhythm.DAYS, "every": 1}, at(24, 10)),
        ({"rhythm": Rhythm.TIMES, "times": [[0, 10 * 60], [2, 9 * 60 + 30]]}, at(25, 9, 30)),
        ({"rhythm": Rhythm.TIMES, "times": [[0, 17 * 60 + 15]]}, at(23, 17, 15)),  # the closing moment
    ],
)
def test_once_there_is_a_plan_updates_are_promised_as_agreed(said, due):
    with time_machine.travel(at(23, 10, 0, 30), tick=False):
        escalation = make.approved()
        agreed.agreed(escalation, **said)
        actions.share_plan(escalation, by=make.resolutions(), steps=make.STEPS, version=1)
        promise = next_update(escalation)
    assert promise.due_by.replace(second=0) == due
    assert fresh(escalation).due_by == promise.due_by


def test_a_named_time_on_a_day_off_falls_away():
    Holiday.objects.create(
        calendar=Calendar.objects.default(), on=date(2026, 11, 25), name_en="Our day", name_fr="Notre jour"
    )
    with time_machine.travel(at(23, 10), tick=False):
        escalation = make.approved()
        agreed.agreed(escalation, rhythm=Rhythm.TIMES, times=[[2, 570], [3, 600]])
        actions.share_plan(escalation, by=make.resolutions(), steps=make.STEPS, version=1)
    assert next_update(escalation).due_by == at(26, 10)


def test_agreeing_makes_the_next_update_sooner_and_never_later():
    with time_machine.travel(at(23, 10), tick=False):
        escalation = make.planned()
        assert next_update(escalation).due_by == at(25, 10)
        agreed.agreed(escalation, rhythm=Rhythm.DAYS, every=5)
        assert next_update(escalation).due_by == at(25, 10)
        agreed.agreed(escalation, rhythm=Rhythm.HOURS, every=2)
        assert next_update(escalation).due_by == at(23, 12)
        assert fresh(escalation).due_by == at(23, 12)
    # What was replaced is neither kept nor missed, and rings no more.
    replaced = escalation.promises.get(kind=Kind.UPDATE, let_go_at__isnull=False)
    assert (replaced.kept_at, replaced.missed_at, replaced.next_alarm_at) == (None, None, None)


# S4-43
def test_those_who_are_to_hear_every_update_hear_it():
    escalation = make.planned()
    agreed.agreed(escalation, attendees=[{"name": "Ada", "email": "ada@elsewhere.example"},
                                         {"name": "", "email": escalation.requester.email}])  # fmt: skip
    actions.update(escalation, by=make.resolutions(), note="The report moved to 05:00.")
    (copy,) = make.letters(escalation, "update_copied")
    assert copy.to == "ada@elsewhere.example" and "> The report moved to 05:00." in copy.text
    assert "/escalations/" not in copy.text  # no page to open without an account
    assert len(make.letters(escalation, "updated")) == 1


# S4-41
@pytest.mark.parametrize(("mode", "counts"), [(Mode.EMAIL, False), (Mode.PHONE, True)])
def test_where_updates_are_calls_a_call_is_the_update(mode, counts):
    escalation = make.planned()
    agreed.agreed(escalation, mode=mode)
    promise = next_update(escalation)
    actions.record_call(escalation, by=make.resolutions(), note="We went through the plan.")
    promise.refresh_from_db()
    assert bool(promise.kept_at) is counts
    assert (next_update(escalation) != promise) is counts


# --- Missing it ---------------------------------------------------------------------------------


# S4-45
def test_a_missed_update_is_alarmed_one_level_up_and_shown_to_both_sides(client):
    lead, manager = people.staff(Role.LEAD), people.staff(Role.MANAGER)
    mireille = make.resolutions()
    with time_machine.travel(at(23, 10), tick=False):
        escalation = make.planned(staff=mireille)
        agreed.agreed(escalation, by=mireille)
    Letter.objects.all().delete()
    with time_machine.travel(at(23, 14), tick=False):
        tasks.ring_alarms()
    (told,) = make.letters(escalation, "missed_above")
    assert told.to == lead.email and "2, Team Lead" in " ".join(told.text.split())
    assert manager.email not in {letter.to for letter in make.letters(escalation)}
    (sorry,) = make.letters(escalation, "holding")
    assert "The next level has been told." in " ".join(sorry.text.split())
    # After a miss the rhythm goes on where it is sooner than a working day.
    assert next_update(escalation).due_by == at(24, 9, 30)  # 3 h 15 are left of Monday
    client.force_login(escalation.requester)
    shown = page(client.get(escalation.get_absolute_url()))
    assert "We did not send the update in time. Level 2 was told: Team Lead." in shown
    client.force_login(mireille)
    shown = page(client.get(STAFF_PAGE.format(escalation.pk) + "change/"))
    assert "We did not send the update in time. Level 2 was told: Team Lead." in shown


# S4-45
def test_at_the_top_of_the_ladder_the_managers_are_told():
    manager = people.staff(Role.MANAGER)
    with time_machine.travel(at(23, 10), tick=False):
        escalation = make.planned()
        escalation.level = Level.objects.of(Ladder.SERVICE).last()
        escalation.save(update_fields=["level"])
    with time_machine.travel(at(25, 10), tick=False):
        tasks.ring_alarms()
    assert [letter.to for letter in make.letters(escalation, "missed_above")] == [manager.email]
