"""Every letter about provider issues and launches: what happened, what comes next, one button, the number."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from escalations.providers import actions, tasks
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make
from tests.providers import make as providers
from tests.providers.make import ACCOUNT

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
FOLDER = Path(settings.BASE_DIR) / "templates" / "providers" / "email"
WITHOUT_A_NUMBER = {"mail_turned_away", "template_returned", "launch_accepted", "launch_sent_back"}


def told(language="en") -> list[Letter]:
    """A day on which everything happens that anybody is told of."""
    providers.route("p1", contact="p1@vendor.example", on_call="oncall@vendor.example")
    kim = providers.provider("Open Ledger", live=False)
    ravi, ines = providers.engineer(language=language), providers.integration(language=language)
    make.staff(Role.MANAGER, language=language)
    kim.language = language
    kim.save()
    launch = actions.send_back(providers.returned(kim), by=ravi, note="Section 3 is empty.")
    actions.accept(actions.return_template(launch, by=kim, files=[providers.file(kim, "b.txt")]), by=ravi)
    with time_machine.travel(EVENING, tick=False):
        issue = providers.received(kim, impact=f"Only {ACCOUNT}")
        turned = providers.received(kim, summary="Bea cannot join")
    for minutes in (8, 15):
        with time_machine.travel(EVENING + timedelta(minutes=minutes), tick=False):
            tasks.ring_clocks()
    with time_machine.travel(EVENING + timedelta(hours=1), tick=False):
        issue = actions.acknowledge(issue, by=ines, note="I am on it.")
        actions.answer(issue, by=ines, note="We see it too.")
        actions.ask(issue, by=ines, note="Which bank?")
        issue = actions.reply(issue, by=kim, note="All of them.")
        actions.end(actions.resolve(issue, by=ines, note="It is mended."), by=ines)
        actions.turn_away(turned, by=ines, category=providers.category("customer-onboarding"))
        actions.turn_away_mail("bea@mail.example", "Missing payments", "They are gone.")
    return list(Letter.objects.filter(kind__startswith="providers/").order_by("pk"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_letter_is_written_and_says_what_it_should(language):
    letters = told(language)
    written = {path.stem for path in FOLDER.glob("[!_]*.txt")}
    assert {letter.kind.rpartition("/")[2] for letter in letters} == written
    for letter in letters:
        kind = letter.kind.rpartition("/")[2]
        whole = letter.subject + letter.text + letter.html
        assert str(ACCOUNT) not in whole, kind  # C17
        for slip in ("{{", "{%", "None", "<Affected", " object "):
            assert slip not in letter.text, (kind, slip)
        if kind not in WITHOUT_A_NUMBER:
            assert letter.subject.endswith(f"[{letter.about}]"), kind
        if kind != "mail_turned_away":
            assert letter.text.count(f"{settings.SITE_URL}/") >= 1, kind


def test_a_promise_is_written_out_with_its_zone():
    letters = {letter.kind.rpartition("/")[2]: letter.text for letter in told()}
    for kind in ("received", "paged", "routed", "warned"):
        assert "Friday 20 November, 21:15" in letters[kind].replace("\N{NO-BREAK SPACE}", " "), kind
        assert "London time" in letters[kind], kind
    assert "Bank account identifiers: …5a6b" in letters["received"]


def test_words_of_a_provider_stay_words():
    kim = providers.provider()
    summary = '"><img src=x onerror=alert(1)>'
    issue = providers.received(kim, summary=summary, impact="<b>{{ 700|add:77 }}</b>")
    for letter in providers.letters(issue):
        assert "<img src=x" not in letter.html
        assert "<b>" not in letter.html
        assert "777" not in letter.html + letter.text + letter.subject
