"""A new password by letter: only to the address we know, and nobody learns which ones we know."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts import actions
from portal.outbox.models import Letter
from tests import make

pytestmark = pytest.mark.django_db

NEW = "another long and quiet evening"


@pytest.fixture
def nadia():
    return make.user("nadia@client.example", password=make.PASSWORD)


def ask(client, email="nadia@client.example", **extra):
    return client.post("/accounts/password/reset/", {"email": email}, **extra)


def link_in(letter):
    return re.search(r"http://localhost:8000(/\S+)", letter.text).group(1)


def choose(client, link, password=NEW):
    form = client.get(link)
    if form.status_code != 302:
        return form
    return client.post(form["Location"], {"password1": password, "password2": password})


def test_the_link_changes_the_password_once(client, nadia):
    assert ask(client)["Location"] == "/accounts/password/reset/done/"
    link = link_in(Letter.objects.get())

    choose(client, link)
    nadia.refresh_from_db()
    assert nadia.check_password(NEW)

    again = choose(type(client)(), link, "a third long evening")
    assert "no longer works" in again.content.decode()
    nadia.refresh_from_db()
    assert nadia.check_password(NEW)


def test_the_key_is_not_in_the_address_of_the_form(client, nadia):
    ask(client)

    assert client.get(link_in(Letter.objects.get()))["Location"].endswith("-set-password/")


def test_the_link_lives_for_a_day(client, nadia):
    ask(client)
    link = link_in(Letter.objects.get())

    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        assert "no longer works" in choose(client, link).content.decode()


def test_it_proves_the_address(client, nadia):
    EmailAddress.objects.filter(user=nadia).update(verified=False)
    ask(client)

    choose(client, link_in(Letter.objects.get()))

    assert EmailAddress.objects.get(user=nadia).verified


def test_it_ends_every_session(client, nadia):
    elsewhere = type(client)()
    elsewhere.force_login(nadia)
    ask(client)

    choose(client, link_in(Letter.objects.get()))

    assert elsewhere.get("/accounts/profile/").status_code == 302


class TestNobodyLearns:
    def test_whether_the_address_has_an_account(self, client, nadia):
        def seen(email):
            visitor = type(client)()
            with CaptureQueriesContext(connection) as queries:
                response = ask(visitor, email)
            page = visitor.get(response["Location"]).content.decode()
            letters = Letter.objects.filter(to=email).count()
            return (
                response.status_code,
                response["Location"],
                sorted(response.cookies),
                page,
                letters,
                len(queries),
            )

        assert seen("nadia@client.example") == seen("stranger@client.example")

    def test_whether_it_was_deactivated(self, client, nadia):
        nadia.is_active = False
        nadia.save()

        assert ask(client)["Location"] == "/accounts/password/reset/done/"
        assert "/password/reset/key/" not in Letter.objects.get().text


@pytest.mark.parametrize(
    ("typed", "mailed"),
    [
        ("INFO@client.example", "info@client.example"),
        ("info@client.example.", "info@client.example"),
        ("ｉｎｆｏ@client.example", "info@client.example"),
    ],
)
def test_the_letter_goes_to_the_address_we_know(client, typed, mailed):
    make.user("info@client.example", password=make.PASSWORD)

    ask(client, typed)

    letter = Letter.objects.get()
    assert letter.to == mailed
    assert "/password/reset/key/" in letter.text


def test_a_dotless_i_gets_nothing(client):
    make.user("info@client.example", password=make.PASSWORD)

    ask(client, "ınfo@client.example")

    assert not Letter.objects.exists()


def test_an_address_that_is_not_proven_yet_opens_nobodys_account(client, nadia):
    EmailAddress.objects.create(user=nadia, email="typo@client.example", verified=False)

    ask(client, "typo@client.example")

    assert "/password/reset/key/" not in Letter.objects.get(to="typo@client.example").text


def test_three_letters_an_hour_reach_an_address_from_however_many_networks(client, nadia, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(20):
        ask(type(client)(), headers={"x-forwarded-for": f"203.0.113.{number}"})

    assert Letter.objects.count() == 3


def test_an_invited_person_chooses_a_password_and_signs_in(client):
    camille = actions.add_person(email="camille@client.example", name="Camille Durand", language="fr")
    actions.invite(camille, by=make.administrator())
    letter = Letter.objects.get(to="camille@client.example")
    assert "/fr/accounts/password/reset/key/" in letter.text

    choose(client, link_in(letter))
    client.post("/accounts/login/", {"login": "camille@client.example", "password": NEW})

    assert client.session.get("_auth_user_id") == str(camille.pk)


def test_the_link_is_built_from_our_own_address(client, nadia, settings):
    settings.ALLOWED_HOSTS = ["other.example"]

    ask(client, headers={"host": "other.example", "x-forwarded-host": "evil.example"})

    text = Letter.objects.get().text
    assert "http://localhost:8000/accounts/password/reset/key/" in text
    assert "other.example" not in text
