"""Every letter of an escalation: what happened, what comes next and by when, one button, the number."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from escalations import actions, tasks
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make as people
from tests.escalations import make
from tickets import actions as cases

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FOLDER = Path(settings.BASE_DIR) / "templates" / "escalations" / "email"
WITH_A_PROMISE = {
    "received", "acknowledged", "called", "approved", "plan_shared", "updated", "raised", "holding",
    "answer_received",
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
        actions.update(escalation, by=mireille, note="Going well.")
        actions.raise_level(escalation, by=mireille, note="A date is near.")
        actions.resolve(escalation, by=mireille, note="It works.")
        refused = actions.answer_once(refused, by=customer, note="Look again.")
        actions.decline(refused, by=mireille, note="Still no.")
        actions.ask_next_level(refused, by=customer, note="Higher.")
    return list(Letter.objects.filter(kind__startswith="escalations/").order_by("pk"))


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
        "received", "holding", "acknowledged", "asked", "called", "approved", "plan_shared", "updated",
        "raised", "resolved",
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
