"""An account begins with an address that is proven; nobody learns whether one exists already."""

import re

import pytest
from allauth.account.models import EmailAddress

from portal.accounts.models import User
from portal.outbox.models import Letter
from tests import make

pytestmark = pytest.mark.django_db


def sign_up(client, email="nadia@client.example", name="Nadia Berger", address="/accounts/signup/", **data):
    return client.post(address, {"name": name, "email": email, "password1": make.PASSWORD, **data})


def link_in(letter):
    return re.search(r"http://localhost:8000(/\S+)", letter.text).group(1)


def test_a_visitor_signs_up_proves_the_address_and_signs_in(client):
    assert sign_up(client)["Location"] == "/accounts/confirm-email/"
    letter = Letter.objects.get()
    assert letter.to == "nadia@client.example"
    assert letter.sensitive

    page = client.get(link_in(letter))
    assert page.status_code == 200
    assert not EmailAddress.objects.get().verified
    client.post(link_in(letter))

    assert EmailAddress.objects.get().verified
    client.post("/accounts/login/", {"login": "nadia@client.example", "password": make.PASSWORD})
    assert client.session.get("_auth_user_id") == str(User.objects.get().pk)


def test_the_language_of_the_page_is_the_language_of_the_person(client):
    sign_up(client, address="/fr/accounts/signup/")

    assert User.objects.get().language == "fr"
    assert "/fr/accounts/confirm-email/" in Letter.objects.get().text


def test_a_new_person_belongs_nowhere_and_may_nothing(client):
    sign_up(client, is_staff="1", is_superuser="1", organisation="1", groups="1", language="fr")

    person = User.objects.get()
    assert (person.is_staff, person.is_superuser, person.language) == (False, False, "en")
    assert not person.groups.exists()
    assert person.membership is None


class TestNobodyLearns:
    """Whether the address has an account: same status, page, cookies and number of letters."""

    def seen(self, client, email):
        response = sign_up(client, email)
        page = client.get(response["Location"])
        return {
            "status": response.status_code,
            "to": response["Location"],
            "cookies": sorted(response.cookies),
            "page": page.content.decode(),
            "letters": Letter.objects.filter(to=email).count(),
        }

    def test_from_what_is_seen(self, client):
        make.user("known@client.example")

        known = self.seen(type(client)(), "known@client.example")
        unknown = self.seen(type(client)(), "stranger@client.example")

        assert known == unknown
        assert known["letters"] == 1

    def test_and_the_letter_tells_the_owner_only(self, client):
        make.user("known@client.example", password="the old quiet password")
        sign_up(client, "KNOWN@client.example")

        letter = Letter.objects.get()
        assert letter.to == "known@client.example"
        assert "You have an account already" in letter.subject
        assert User.objects.count() == 1
        assert User.objects.get().check_password("the old quiet password")


@pytest.mark.parametrize("email", ["support@localhost", "Support+any@localhost", "ınfo@client.example"])
def test_an_address_that_cannot_be_proven_is_refused(client, email):
    assert sign_up(client, email).status_code == 200
    assert not User.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("name", ["You won http://evil.example", "a@b.example", "   "])
def test_a_name_that_is_none_is_refused_and_the_rest_is_kept(client, name):
    page = sign_up(client, name=name).content.decode()

    assert not User.objects.exists()
    assert 'value="nadia@client.example"' in page


def test_a_line_break_in_the_name_adds_no_header(client):
    sign_up(client, name="Nadia\r\nBcc: victim-of-spam")

    assert User.objects.get().name == "Nadia Bcc: victim-of-spam"
    assert "Bcc" not in Letter.objects.get().text


def test_the_first_letter_carries_no_word_of_the_one_who_typed(client):
    sign_up(client, name="Congratulations winner")

    assert "Congratulations" not in Letter.objects.get().text
    assert "Congratulations" not in Letter.objects.get().html


@pytest.mark.parametrize("password", ["short", "password123", "1234567890", "nadia@client.example"])
def test_a_weak_password_is_refused(client, password):
    assert sign_up(client, password1=password).status_code == 200
    assert not User.objects.exists()


def test_sign_up_can_be_closed(client, settings):
    settings.SIGNUP_OPEN = False

    sign_up(client)

    assert not User.objects.exists()


def test_a_stranger_gets_few_letters_however_often_somebody_signs_them_up(client):
    for _ in range(8):
        sign_up(type(client)(), "victim@client.example")

    assert Letter.objects.filter(to="victim@client.example").count() == 1


def test_the_link_is_built_from_our_own_address(client, settings):
    settings.ALLOWED_HOSTS = ["localhost", "other.example", "testserver"]

    client.post(
        "/accounts/signup/",
        {"name": "Nadia", "email": "nadia@client.example", "password1": make.PASSWORD},
        headers={"host": "other.example", "x-forwarded-host": "evil.example"},
    )

    text = Letter.objects.get().text
    assert "http://localhost:8000/accounts/confirm-email/" in text
    assert "other.example" not in text
    assert "evil.example" not in text
