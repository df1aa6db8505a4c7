"""Every letter is rendered in both languages, and none can carry what is internal."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Severity

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "templates" / "tickets" / "email"
SECRET = "INTERNAL-7391"


def whole_life(language: str):
    """Each verb once, with an internal note between any two of them."""
    customer = make.customer(language=language)
    colleague = make.colleague(customer, language=language)
    agent, other = make.staff(language=language), make.staff(Role.LEAD, language=language)
    ticket = tickets.ticket(requester=customer)

    def say(verb, **how):
        verb(ticket, **how)
        actions.note(ticket, by=agent, text=f"{SECRET} after {verb.__name__}")

    say(actions.take, by=other)
    say(actions.assign, by=other, agent=agent)
    say(actions.answer, by=agent, text="An answer.")
    say(actions.ask, by=agent, text="A question.")
    say(actions.reply, by=customer, text="A reply.")
    say(actions.resolve, by=agent, text="A solution.")
    say(actions.thank, by=customer)
    say(actions.refuse, by=customer, text="Not yet.")
    say(actions.resolve, by=agent, text="Another solution.")
    say(actions.confirm, by=colleague)
    say(actions.reopen, by=customer, text="It is back.")
    say(actions.hold, by=customer)
    say(actions.resume, by=customer)
    say(actions.escalate_to_dev, by=agent, text=f"{SECRET} for Development")
    for step in (actions.plan, actions.develop, actions.review, actions.hand_to_qa, actions.test):
        say(step, by=agent)
    say(actions.make_ready, by=agent)
    say(actions.release, by=agent)
    say(actions.refuse, by=customer, text="Not there.")
    critical = Severity.objects.get(number=1)
    say(actions.set_severity, by=agent, severity=critical, note=f"{SECRET} the reason")
    say(actions.return_to_support, by=agent, text=f"{SECRET} from Development")
    say(actions.pend, by=agent, text="It is finished.")
    actions.ring(ticket.pk, at=timezone.now() + timedelta(days=5))
    actions.ring(ticket.pk, at=timezone.now() + timedelta(days=30))
    tickets.ticket(requester=customer, status="closed")
    for clock in actions.submit(by=customer, subject="Late", text="Nobody answers.").clocks.all():
        for alarm in clock.alarms:
            actions.ring_clock(clock.pk, at=datetime.fromisoformat(alarm[1]))
    twin, survivor = tickets.ticket(requester=customer), tickets.ticket(requester=customer)
    actions.note(survivor, by=agent, text=f"{SECRET} for a colleague")
    actions.split(survivor, by=agent, subject="Another question", chosen=list(survivor.messages.all()))
    actions.merge(twin, by=agent, into=survivor)
    actions.unmerge(twin, by=agent)
    return ticket


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_letter_contains_internal_text(language):
    ticket = whole_life(language)
    assert ticket.messages.filter(body__contains=SECRET).count() == 27
    for letter in Letter.objects.all():
        assert SECRET not in letter.subject + letter.text + letter.html


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_letter_of_the_folder_is_sent_and_says_what_happened_and_which_case(language):
    whole_life(language)
    sent = {letter.kind.rsplit("/", 1)[1]: letter for letter in Letter.objects.all()}
    assert set(sent) == {path.stem for path in FOLDER.glob("[!_]*.txt")}
    prefix = "/fr/" if language == "fr" else "/"
    for letter in sent.values():
        assert letter.subject.endswith(f"[{letter.about}]")
        assert letter.about in letter.text
        assert f"{settings.SITE_URL}{prefix}requests/" in letter.text or "/admin/" in letter.text


def test_what_a_customer_typed_cannot_become_markup_or_a_header():
    ticket = tickets.ticket(subject="<img src=x>\r\nBcc: victim@x.org", text="<script>alert(1)</script>")
    agent = make.staff()
    actions.take(ticket, by=agent)
    actions.reply(ticket, by=ticket.requester, text="<script>alert(1)</script> http://evil.example")
    for letter in Letter.objects.all():
        assert "\n" not in letter.subject and "\r" not in letter.subject
        assert "<script" not in letter.html and "<img" not in letter.html
        assert 'href="http://evil.example' not in letter.html


def test_the_same_occasion_is_one_letter():
    whole_life("en")
    keys = list(Letter.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
