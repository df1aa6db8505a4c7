"""Staff and provider talk until it is solved: the tables are kept to, and each is told what the other did."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from escalations.providers import actions
from escalations.providers.states import Status
from portal.audit.models import Viewing
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.providers import make as providers
from tests.providers.make import ACCOUNT
from tests.providers.test_submit import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim():
    return providers.provider("Open Ledger")


def test_from_received_to_closed(kim, client):
    ines = providers.integration()
    issue = providers.acknowledged(kim, staff=ines)
    assert issue.holder == ines
    issue = actions.start(issue, by=ines)
    issue = actions.ask(issue, by=ines, note="Which certificate?")
    issue = actions.reply(issue, by=kim, note="The one of May.")
    assert issue.status == Status.IN_PROGRESS
    issue = actions.answer(issue, by=ines, note="We renew it.")
    issue = actions.resolve(issue, by=ines, note="It is renewed.")
    issue = actions.reply(issue, by=kim, note="Not yet.")
    assert (issue.status, issue.resolved_at) == (Status.IN_PROGRESS, None)
    issue = actions.resolve(issue, by=ines, note="Now it is.")
    issue = actions.close(issue, by=kim)
    assert issue.status == Status.CLOSED
    assert [event.verb for event in issue.events.all()] == [
        "submit", "acknowledge", "start", "ask", "supply", "answer", "resolve", "reopen", "resolve", "close",
    ]  # fmt: skip  # S0-12
    assert [row for row in providers.told(issue) if row[0] == "replied"] == [("replied", ines.email)] * 2


def test_what_is_not_legal_changes_nothing(kim):
    ines, issue = providers.integration(), providers.received(kim)
    for act in (
        lambda: actions.start(issue, by=ines),
        lambda: actions.resolve(issue, by=ines, note="Done"),
        lambda: actions.close(issue, by=kim),
        lambda: actions.end(issue, by=ines),
    ):
        with pytest.raises(IllegalMove):
            act()
    issue.refresh_from_db()
    assert issue.status == Status.RECEIVED
    assert issue.events.count() == 1


def test_the_provider_writes_on_the_page_with_files(kim, client):
    issue = providers.received(kim)
    client.force_login(kim)
    address = f"/providers/issues/{issue.reference}/reply/"
    typed = {"note": "It is worse.", "form_key": "r" * 24}
    response = client.post(address, {**typed, "files": SimpleUploadedFile("more.log", b"504", "text/plain")})
    assert response.url == issue.get_absolute_url()
    page = words(client.get(response.url))
    assert "It is worse." in page
    assert "more.log" in page
    assert client.post(address, {"note": "", "form_key": "s" * 24}).status_code == 422
    assert issue.events.filter(verb="reply").count() == 1


def test_what_comes_too_late_keeps_what_was_typed(kim, client):
    issue = actions.close(providers.resolved(kim), by=kim)
    client.force_login(kim)
    response = client.post(
        f"/providers/issues/{issue.reference}/reply/", {"note": "One thing more", "form_key": "r" * 24}
    )
    assert response.status_code == 409
    assert "One thing more" in words(response)


def test_the_provider_closes_what_works(kim, client):
    issue = providers.resolved(kim)
    client.force_login(kim)
    assert "Yes, close it" in words(client.get(issue.get_absolute_url()))
    client.post(f"/providers/issues/{issue.reference}/close/")
    issue.refresh_from_db()
    assert issue.status == Status.CLOSED
    client.post(f"/providers/issues/{issue.reference}/close/")
    assert issue.events.filter(verb="close").count() == 1


def test_a_provider_reads_no_internal_note(kim, client):
    issue = providers.received(kim)
    actions.note(issue, by=providers.integration(), note="They did this in May too.")
    client.force_login(kim)
    assert "They did this in May too." not in words(client.get(issue.get_absolute_url()))


def test_people_of_the_provider_see_it_and_nobody_else(kim, client):
    issue = providers.received(kim, summary="Ours alone")
    address = issue.get_absolute_url()
    client.force_login(make.colleague(kim, sees="own"))
    assert client.get(address).status_code == 200
    assert "Ours alone" in words(client.get("/providers/issues/"))
    for stranger in (providers.provider(), make.customer(), make.staff()):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.post(f"{address}reply/", {"note": "x"}).status_code == 404
    kim.memberships.all().delete()
    client.force_login(kim)
    assert client.get(address).status_code == 404


def test_the_list_asks_as_much_for_three_as_for_one(kim, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(kim)
    counts = []
    for _round in range(3):
        providers.received(kim)
        client.get("/providers/issues/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/providers/issues/")
        counts.append(len(asked))
    assert len(set(counts)) == 1


# --- Identifiers --------------------------------------------------------------------------------


def test_an_identifier_is_masked_everywhere_but_where_it_is_asked_for(kim, client):  # C17
    summary = f"Account {ACCOUNT} fails"
    issue = providers.received(kim, summary=summary, impact=f"Only {ACCOUNT}")
    actions.acknowledge(issue, by=providers.integration(), note=f"I look at {ACCOUNT}.")
    assert issue.summary == "Account …5a6b fails"
    for letter in Letter.objects.filter(about=issue.reference):
        assert str(ACCOUNT) not in letter.subject + letter.text + letter.html
    assert "…5a6b" in providers.letters(issue, "received")[0].text
    client.force_login(kim)
    assert str(ACCOUNT) not in words(client.get("/providers/issues/"))
    facts = words(client.get(issue.get_absolute_url())).partition("Bank account identifiers")[2]
    assert "<li>…5a6b</li>" in facts
    assert not Viewing.objects.exists()


def test_each_look_at_a_full_identifier_is_written_down(kim, client):  # C17
    issue = providers.received(kim)
    ines = providers.integration()
    client.force_login(kim)
    page = words(client.post(f"/providers/issues/{issue.reference}/identifiers/"))
    assert str(ACCOUNT) in page
    # The page in the other language, or loaded again by its address, shows them masked.
    again = client.get(f"/providers/issues/{issue.reference}/identifiers/", follow=True)
    assert str(ACCOUNT) not in words(again)
    client.force_login(ines)
    assert str(ACCOUNT) not in words(client.get(f"/admin/providers/providerissue/{issue.pk}/change/"))
    for _look in range(2):
        page = words(client.post(f"/admin/providers/providerissue/{issue.pk}/identifiers/"))
        assert f"<li>{ACCOUNT}</li>" in page
    seen = Viewing.objects.order_by("pk").values_list("by", "what", "about")
    what = "bank account identifiers"
    assert list(seen) == [(who.pk, what, issue.reference) for who in (kim, ines, ines)]


def test_a_look_by_somebody_who_may_not_shows_and_writes_nothing(kim, client):
    issue = providers.received(kim)
    client.force_login(providers.provider())
    assert client.post(f"/providers/issues/{issue.reference}/identifiers/").status_code == 404
    client.force_login(providers.engineer())
    address = f"/admin/providers/providerissue/{issue.pk}/identifiers/"
    assert client.post(address).status_code == 403
    assert not Viewing.objects.exists()
