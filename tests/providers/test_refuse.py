"""What a customer raises is turned kindly: explained, passed on with a link, counted, and never lost."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.utils import timezone

from escalations.providers import actions
from escalations.providers.models import ProviderIssue, Redirect
from escalations.providers.states import Status
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.providers import make as providers
from tests.providers.make import ACCOUNT, category
from tests.providers.test_submit import send, words
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
TURNED = {
    "category": "customer-transactions",
    "summary": "Payments twice",
    "timeline": f"Since May, {ACCOUNT}",
}


@pytest.fixture
def kim(client):
    person = providers.provider("Open Ledger")
    client.force_login(person)
    return person


def links(page: str) -> list[str]:
    return re.findall(r"http://localhost:8000([^\s<\"]+\?brought=[^\s<\"]+)", html.unescape(page))


@pytest.mark.parametrize(
    "slug",
    [
        "customer-onboarding",  # S0-24
        "customer-transactions",  # S0-25
        "customer-status",  # S0-26
        "customer-reauthentication",  # S0-27
        "customer-question",  # S0-28
    ],
)
def test_a_customers_issue_is_refused_and_not_queued(client, kim, slug):  # S0-3
    response = send(client, category=slug)
    page = words(client.get(response.url))
    assert "This is for the customer to raise" in page
    assert "directly, through the usual support channels" in page  # S0-4
    assert not ProviderIssue.objects.exists()
    assert Redirect.objects.get().category == category(slug)


def test_nothing_else_of_the_form_is_asked_first(client, kim):
    response = send(client, **TURNED, accounts="", environment="", priority="")
    assert response.status_code == 302
    assert Redirect.objects.get().subject == "Payments twice"


def test_the_provider_gets_a_message_in_both_languages_with_a_link(client, kim):  # S0-7
    page = client.get(send(client, **TURNED).url).content.decode()
    assert "Open this link and sign in." in page
    assert "Ouvrez ce lien et connectez-vous." in page
    english, french = (urlsplit(link).path for link in links(page))
    assert (english, french) == ("/requests/new/", "/fr/requests/new/")


def test_the_link_fills_in_the_customers_own_request_after_the_sign_in(client, kim):
    link = links(client.get(send(client, **TURNED).url).content.decode())[0]
    nadia = make.customer()
    client.logout()
    entrance = client.get(link).url
    assert entrance.startswith("/accounts/login/?next=/requests/new/%3Fbrought")
    client.force_login(nadia)
    chooser = html.unescape(client.get(parse_qs(urlsplit(entrance).query)["next"][0]).content.decode())
    form = re.search(r'href="(/requests/new/technical/\?brought=[^"]+)"', chooser)[1]
    page = words(client.get(form))
    assert 'value="Payments twice"' in page
    assert "Since May, …5a6b" in page
    assert str(ACCOUNT) not in html.unescape(link + page)
    assert not Ticket.objects.exists()  # she sends it herself, or does not


def test_a_link_that_was_changed_or_is_too_old_brings_nothing(client, kim):
    link = links(client.get(send(client, **TURNED).url).content.decode())[0].replace("new/", "new/technical/")
    client.force_login(make.customer())
    assert "Payments twice" in words(client.get(link))
    assert "Payments twice" not in words(client.get(link[:-3] + "xyz"))
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        client.force_login(make.customer())
        response = client.get(link)
    assert response.status_code == 200
    assert "Payments twice" not in words(response)


def test_a_long_story_is_cut_in_the_link_and_kept_whole_here(client, kim):
    page = client.get(send(client, **TURNED | {"steps": "step " * 350}).url).content.decode()
    assert all(len(link) < 2000 for link in links(page))
    assert Redirect.objects.get().facts.count("step") == 350


def test_who_chose_the_wrong_kind_finds_what_they_wrote(client, kim):
    page = client.get(send(client, **TURNED).url).content.decode()
    back = re.search(r'href="(/providers/issues/new/\?from=\d+)"', page)[1]
    again = words(client.get(back))
    assert 'value="Payments twice"' in again
    assert "Since May, …5a6b" in again
    client.force_login(providers.provider())
    assert "Payments twice" not in words(client.get(back))


def test_another_provider_does_not_see_it(client, kim):
    address = send(client, **TURNED).url
    client.force_login(providers.provider())
    assert client.get(address).status_code == 404


def test_sent_twice_it_is_counted_once(client, kim):
    assert send(client, **TURNED).url == send(client, **TURNED).url
    assert Redirect.objects.count() == 1


def test_they_are_counted_per_provider_for_staff(client, kim):
    for name, times in (("Blue Pay", 2), ("Open Bank", 1)):
        person = providers.provider(name)
        for number in range(times):
            actions.refuse(
                person.membership.organisation,
                by=person,
                category=category("customer-status"),
                subject=f"Stuck {number}",
                answers={},
            )
    client.force_login(make.staff(Role.INTEGRATION))
    page = words(client.get("/admin/providers/redirect/"))
    report = page.partition("Misdirected, by provider")[2]
    assert re.findall(r"<tr><td>([\w ]+)</td><td>(\d)</td>", report) == [
        ("Blue Pay", "2"),
        ("Open Bank", "1"),
    ]


# --- By staff, and from the inbox -------------------------------------------------------------------


def test_staff_turn_away_what_came_under_another_name(client):  # S0-23
    kim, ines = providers.provider(), providers.integration()
    issue = providers.received(kim, summary="Bea cannot join", steps="She opens the page")
    redirect = actions.turn_away(issue, by=ines, category=category("customer-onboarding"))
    issue.refresh_from_db()
    assert issue.status == Status.TURNED_AWAY
    assert not issue.clocks.open().exists()
    assert "She opens the page" in redirect.facts
    letter = providers.letters(issue, "turned_away")[0]
    assert letter.to == kim.email
    assert "Pass this message on to the customer." in letter.text
    assert "/requests/new/?brought=" in letter.text
    client.force_login(kim)
    assert f"/providers/redirects/{redirect.pk}/" in words(client.get(issue.get_absolute_url()))


def test_it_is_turned_away_only_as_something_a_customer_raises():
    issue = providers.received()
    with pytest.raises(IllegalMove):
        actions.turn_away(issue, by=providers.integration(), category=category("interface"))
    issue.refresh_from_db()
    assert issue.status == Status.RECEIVED


def test_what_is_in_hand_is_not_turned_away():
    issue = providers.acknowledged()
    with pytest.raises(IllegalMove):
        actions.turn_away(issue, by=providers.integration(), category=category("customer-question"))
    assert not Redirect.objects.exists()


def test_a_customers_mail_to_the_inbox_is_redirected_and_not_worked():  # S0-23
    text = f"My payments of {ACCOUNT} are missing. BUY-NOW"
    redirect = actions.turn_away_mail("bea@mail.example", "Missing payments", text)
    letter = Letter.objects.get(to="bea@mail.example")
    assert (redirect.organisation, redirect.door) == (None, "mail")
    assert redirect.facts == "My payments of …5a6b are missing. BUY-NOW"
    assert "Product Support helps you directly" in " ".join(letter.text.split())
    assert "Open this link and sign in." in letter.text
    assert "Ouvrez ce lien" in letter.text
    # Nobody has proven the address: the answer says nothing that its sender wrote.
    assert "BUY-NOW" not in letter.text + letter.html
    assert "Missing payments" not in letter.subject + letter.text + letter.html
    assert not ProviderIssue.objects.exists()


def test_one_address_gets_one_answer_an_hour_but_every_mail_is_kept():
    at = timezone.now().replace(minute=10)
    for minutes in (0, 20, 70):
        actions.turn_away_mail("bot@mail.example", "Re", "Out of office", at=at + timedelta(minutes=minutes))
    assert Redirect.objects.count() == 3
    assert Letter.objects.filter(to="bot@mail.example").count() == 2
