"""Every letter of a complaint: what happened, what comes next and by when, one button, the number."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from escalations.complaints import actions, tasks
from portal.outbox.models import Letter
from tests import make as people
from tests.complaints import make

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)
FOLDER = Path(settings.BASE_DIR) / "templates" / "complaints" / "email"
WITH_A_PROMISE = {
    "received",
    "acknowledged",
    "referred",
    "contacted",
    "discussing",
    "called",
    "given",
    "warned",
}


def told(language="en") -> list[Letter]:
    """A chain in which everything happens that anybody is told of."""
    for maker in (make.representative, make.manager, make.solutions):
        maker(language=language)
    customer = people.customer(language=language)
    with time_machine.travel(FRIDAY, tick=False):
        complaint = make.received(by=customer)
    for moment in ("2026-11-23 13:00Z", "2026-11-23 17:00Z"):
        with time_machine.travel(moment, tick=False):
            tasks.ring_alarms()
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        actions.add(complaint, by=customer, note="Again.")
        complaint = actions.acknowledge(complaint, by=complaint.holder)
        actions.record_call(complaint, by=complaint.holder, note="On the phone.")
        actions.update(complaint, by=complaint.holder, note="Soon.")
        complaint = actions.answer(complaint, by=complaint.holder, note="Sorry.")
        complaint = actions.not_satisfied(complaint, by=customer, note="No.")
        complaint = actions.review(complaint, by=complaint.holder)
        complaint = actions.refer_to_solutions(complaint, by=complaint.holder, note="Beyond me.")
        clock.shift(timedelta(hours=1))
        complaint = actions.contact(complaint, by=complaint.holder, how="phone", note="We spoke.")
        complaint = actions.propose(complaint, by=complaint.holder, note="Half.")
        complaint = actions.not_satisfied(complaint, by=customer, note="No.")
        actions.tell_avenues(complaint, by=complaint.holder, note="Final.", avenues=[make.avenue()])
        make.resolved(by=customer)
    return list(Letter.objects.filter(kind__startswith="complaints/").order_by("pk"))


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
        where = "/admin/" if "support.example" in letter.to else "/complaints/CPL-"
        assert letter.text.count("http://localhost") == 1 and where in letter.text, letter.text
        assert "{{" not in letter.text and "{%" not in letter.text
        assert max(map(len, letter.text.splitlines())) <= 80
        assert letter.html.count("<h1") == 1
        if kind in WITH_A_PROMISE:
            assert "\n  " in letter.text, (kind, letter.text)  # the promise stands by itself


def test_no_occasion_is_said_twice_and_no_customer_is_called_a_ticket():
    keys = [letter.key for letter in told()]
    assert len(keys) == len(set(keys))
    assert not any("ticket" in letter.text.lower() for letter in Letter.objects.all())


def test_a_letter_tells_the_hour_of_its_reader():
    with time_machine.travel(FRIDAY, tick=False):
        complaint = make.received(by=people.customer(zone="Europe/Paris"))
    assert "Monday 23 November, 17:50 Paris time" in make.text(make.letters(complaint, "received")[0])


def test_what_a_customer_typed_cannot_become_a_link():
    complaint = make.received(subject="Look <b>here</b> https://evil.example/x")
    (letter,) = make.letters(complaint, "received")
    assert "<b>here</b>" not in letter.html and 'href="https://evil.example' not in letter.html
