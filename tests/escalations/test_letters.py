"""Every letter of an escalation: what happened, what comes next and by when, one button, the number."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from escalations import actions, tasks
from escalations.models import Concern
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make as people
from tests.escalations import agreed, make
from tickets import actions as cases

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FOLDER = Path(settings.BASE_DIR) / "templates" / "escalations" / "email"
WITH_A_PROMISE = {
    "received", "acknowledged", "called", "approved", "plan_shared", "updated", "raised", "holding",
    "answer_received", "back_in_hand",
    "next_level_called", "contact_told", "participant_updated",
    "concern_received", "concern_raised", "concern_to_management", "concern_taken", "concern_call",
    "plan_changed", "step_done", "new_plan_promised", "plan_objected", "missed_above",
    "call_arranged", "call_moved", "call_cancelled", "call_minutes",
    "warned_half", "warned_three_quarters", "warned_nearly", "missed_manager",
}  # fmt: skip


def told(language="en") -> list[Letter]:
    """A few days in which everything happens that anybody is told of."""
    with time_machine.travel(FRIDAY, tick=False):
        mireille = make.resolutions(language=language)
        people.staff(Role.LEAD, language=language)
        people.staff(Role.MANAGER, language=language)
        jonas = people.staff(language=language)
        customer = people.customer(language=language)
        escalation = make.received(make.case(customer, agent=jonas), by=customer)
        refused = make.declined(by=customer, staff=mireille)
        closed = make.received(by=customer)
        cases.close(closed.ticket, by=jonas, text="A duplicate.")
    for hour, minute in ((12, 35), (14, 43), (15, 59), (16, 50)):
        with time_machine.travel(MONDAY.replace(hour=hour, minute=minute), tick=False):
            tasks.ring_alarms()
    with time_machine.travel(MONDAY.replace(hour=17), tick=False):
        escalation = actions.acknowledge(escalation, by=mireille)
        actions.ask(escalation, by=mireille, note="Since when?")
        escalation = actions.add(escalation, by=customer, note="Since Monday.")
        actions.record_call(escalation, by=mireille, note="Peak season is near.")
        escalation = actions.approve(escalation, by=mireille, note="Three Mondays.")
        escalation = actions.share_plan(escalation, by=mireille, steps=make.STEPS, version=escalation.version)
        escalation = agree(escalation, mireille, jonas, customer)
        actions.update(escalation, by=mireille, note="Going well.")
        actions.raise_level(escalation, by=mireille, note="A date is near.")
        people_and_concerns(escalation, mireille, language)
        actions.propose_end(escalation, by=mireille, **make.CONDITIONS, **make.LESSON)
        actions.disagree(escalation, by=customer, note="One site is slow.")
        actions.propose_end(escalation, by=mireille, **make.CONDITIONS, **make.LESSON)
    with time_machine.travel(MONDAY.replace(day=30), tick=False):
        tasks.remind_of_ends()
        actions.agree(escalation, by=customer)
        actions.improve(escalation, by=mireille, what="Reports at night.", owner="Database team")
        told = {"you_said_en": "Mondays are slow.", "we_changed_en": "Reports run at night."}
        improvement = escalation.improvements.get()
        actions.finish(improvement, by=mireille, done_on=MONDAY.date(), publish=True, **told)
        refused = actions.answer_once(refused, by=customer, note="Look again.")
        actions.decline(refused, by=mireille, note="Still no.")
        actions.ask_next_level(refused, by=customer, note="Higher.")
    return list(Letter.objects.filter(kind__startswith="escalations/").order_by("pk"))


def people_and_concerns(escalation, mireille, language):
    """Who looks after it, one level up, and a concern that nobody takes in time."""
    customer = escalation.requester
    engineer = people.staff(Role.ENGINEER, language=language)
    manager = people.staff(Role.REGIONAL, language=language)
    make.post(manager, role=Role.REGIONAL)
    colleague = people.colleague(customer, language=language)
    actions.assign_engineer(escalation, by=mireille, engineer=engineer)
    actions.add_participant(escalation, by=engineer, side="ours", person=manager)
    actions.add_participant(escalation, by=engineer, side="customer", person=colleague)
    actions.update(escalation, by=mireille, note="Going better.")
    actions.call_next_level(escalation, by=customer, note="The impact has increased.")
    actions.raise_concern(escalation, by=customer, note="Nothing moves.")
    actions.miss_concern(Concern.objects.get().pk, at=MONDAY + timedelta(days=3))
    actions.take_concern(escalation, by=engineer, call_at=MONDAY + timedelta(days=4))
    agreed = {"conducted_by": [manager], "resources": ["A second engineer"]}
    actions.close_concern(escalation, by=engineer, note="We call daily.", **agreed)


def agree(escalation, mireille, jonas, customer):
    """A step done, an objection, another plan that is accepted; how we keep in touch; a call and its end."""
    jonas_looks = {**make.STEPS[0], "person": jonas}
    plan = [jonas_looks, make.STEPS[1], {**make.STEPS[1], "what": "Measure the page"}]
    actions.share_plan(escalation, by=mireille, steps=plan, version=escalation.version)
    actions.finish_step(escalation, by=jonas, step=escalation.steps.get(person=jonas).pk)
    actions.object_to_plan(escalation, by=customer, note="Too late.", seen=agreed.seen(escalation))
    escalation.refresh_from_db()
    escalation = actions.share_plan(escalation, by=mireille, steps=plan[:1], version=escalation.version)
    actions.accept_plan(escalation, by=customer, seen=agreed.seen(escalation))
    refused = agreed.proposed(escalation, by=mireille)
    actions.ask_other_communication(escalation, by=customer, note="Daily.", plan=refused.pk)
    agreed.agreed(escalation, by=mireille, attendees=[{"name": "", "email": "ada@elsewhere.example"}])
    call = agreed.arranged(escalation, by=mireille)
    moved = {"starts_at": call.starts_at, "zone": "Europe/Paris", "lasts_minutes": 45, "how_to_join": "Ring"}
    actions.move_call(escalation, by=mireille, call=call.pk, **moved)
    actions.cancel_call(escalation, by=mireille, call=call.pk)
    call = agreed.arranged(escalation, by=mireille)
    with time_machine.travel(call.ends_at, tick=False):
        actions.keep_minutes(escalation, by=mireille, call=call.pk, minutes="All agreed.")
    miss_one_update(customer, mireille)
    return type(escalation).objects.get(pk=escalation.pk)


def miss_one_update(customer, mireille):
    escalation = make.planned(by=customer, staff=mireille)
    with time_machine.travel(escalation.due_by, tick=False):
        actions.ring(escalation.promises.open().get().pk, at=escalation.due_by)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_letter_says_its_news_and_where_to_go(language):
    letters = told(language)
    written = {path.stem for path in FOLDER.glob("*.txt") if not path.stem.startswith("_")}
    assert {letter.kind.rpartition("/")[2] for letter in letters} == written
    for letter in letters:
        kind = letter.kind.rpartition("/")[2]
        assert letter.language == language
        assert letter.subject.endswith(f"[{letter.about}]"), letter.subject
        assert "\n" not in letter.subject and len(letter.subject) <= 250
        where = "/admin/" if "support.example" in letter.to else "/escalations/ESC-"
        if letter.to == "ada@elsewhere.example":  # has no account, so no page to open
            assert "http://localhost" not in letter.text, letter.text
        else:
            assert letter.text.count("http://localhost") == 1 and where in letter.text, letter.text
        assert "{{" not in letter.text and "{%" not in letter.text
        assert max(map(len, letter.text.splitlines())) <= 80
        assert letter.html.count("<h1") == 1
        if kind in WITH_A_PROMISE:
            assert "\n  " in letter.text, (kind, letter.text)  # the promise stands by itself


def test_the_customers_letters_come_in_the_order_of_what_happened():
    letters = told()
    first = letters[0].about
    kinds = [
        letter.kind.rpartition("/")[2]
        for letter in letters
        if letter.about == first and "client.example" in letter.to
    ]
    assert kinds == [
        "received", "holding", "acknowledged", "asked", "called", "approved", "plan_shared",
        "plan_changed", "step_done", "new_plan_promised", "plan_shared",
        "communication_proposed", "communication_proposed",
        "call_arranged", "call_moved", "call_cancelled", "call_arranged", "call_minutes",
        "updated", "raised", "contact_told", "updated", "participant_updated", "next_level_called",
        "concern_received", "concern_taken", "concern_closed", "end_proposed", "back_in_hand", "end_proposed",
        "end_reminded", "resolved", "changed",
    ]  # fmt: skip


def test_a_letter_tells_the_hour_of_its_reader():
    with time_machine.travel(FRIDAY, tick=False):
        escalation = make.received(by=people.customer(zone="Europe/Paris"))
    words = " ".join(make.letters(escalation, "received")[0].text.split())
    assert "Monday 23 November, 17:50 Paris time" in words


def test_no_customer_is_called_a_ticket():
    for letter in told():
        assert "ticket" not in letter.text.lower(), letter.text


def test_what_a_customer_typed_cannot_become_a_header_or_a_link():
    escalation = make.received(subject="Look <b>here</b> https://evil.example/x")
    (letter,) = make.letters(escalation, "received")
    assert "<b>here</b>" not in letter.html and 'href="https://evil.example' not in letter.html
