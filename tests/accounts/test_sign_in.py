"""Signing in: by address and password, in the reader's language, without telling who has an account."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher

from tests import make

pytestmark = pytest.mark.django_db

WRONG = "not the password at all"


@pytest.fixture
def nadia():
    return make.customer(email="nadia@client.example", password=make.PASSWORD)


def sign_in(client, email="nadia@client.example", password=make.PASSWORD, **data):
    return client.post("/accounts/login/", {"login": email, "password": password, **data})


def signed_in_as(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize(
    "spelling",
    ["nadia@client.example", "NADIA@Client.Example", "ｎadia@client.example", "nadia@client.example."],
)
def test_any_spelling_of_the_address_signs_in(client, nadia, spelling):
    sign_in(client, spelling)

    assert signed_in_as(client) == str(nadia.pk)


def test_a_dotless_i_does_not_sign_in_as_somebody_else(client):
    make.user("info@client.example", password=make.PASSWORD)

    sign_in(client, "ınfo@client.example")

    assert signed_in_as(client) is None


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, nadia):
    known = sign_in(client, password=WRONG)
    unknown = sign_in(client, "nobody@client.example", WRONG)

    def without_what_differs(response):
        page = response.content.decode()
        token = response.context["csrf_token"]
        return page.replace(str(token), "").replace("nobody@", "nadia@")

    assert (known.status_code, unknown.status_code) == (200, 200)
    assert without_what_differs(known) == without_what_differs(unknown)
    assert set(known.cookies) == set(unknown.cookies)


def test_both_cost_one_password_hash(client, nadia, monkeypatch):
    hashes = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args, **kwargs: hashes.append(1) or encode(*args, **kwargs)
    )
    sign_in(client, password=WRONG)
    known = len(hashes)
    sign_in(client, "nobody@client.example", WRONG)

    assert known == len(hashes) - known == 1


def test_a_deactivated_person_is_told_only_with_the_right_password(client, nadia):
    nadia.is_active = False
    nadia.save()

    assert sign_in(client, password=WRONG).status_code == 200
    assert sign_in(client)["Location"] == "/accounts/inactive/"
    assert signed_in_as(client) is None


def test_a_deactivated_person_is_out_at_the_next_click(client, nadia):
    client.force_login(nadia)
    nadia.is_active = False
    nadia.save()

    assert client.get("/accounts/profile/").status_code == 302


def test_an_address_that_is_not_proven_does_not_sign_in(client, nadia):
    EmailAddress.objects.filter(user=nadia).update(verified=False)

    assert sign_in(client)["Location"] == "/accounts/confirm-email/"
    assert signed_in_as(client) is None


def test_a_french_reader_lands_on_the_french_home(client, nadia):
    nadia.language = "fr"
    nadia.save()

    response = sign_in(client)

    assert response["Location"] == "/fr/"
    assert response.cookies["django_language"].value == "fr"


def test_staff_land_in_the_back_office(client):
    make.staff(email="jonas@support.example", password=make.PASSWORD)

    assert sign_in(client, "jonas@support.example")["Location"] == "/admin/"


def test_the_page_somebody_came_for_keeps_its_language(client, nadia):
    nadia.language = "fr"
    nadia.save()

    assert sign_in(client, next="/accounts/profile/")["Location"] == "/accounts/profile/"


class TestSessions:
    def test_the_key_changes_at_sign_in(self, client, nadia):
        session = client.session
        session["something"] = 1
        session.save()
        before = session.session_key

        sign_in(client)

        assert client.session.session_key != before
        assert client.session["something"] == 1

    def test_an_old_cookie_is_dead_after_sign_out(self, client, nadia):
        sign_in(client)
        old = client.cookies["sessionid"].value
        client.post("/accounts/logout/")

        client.cookies["sessionid"] = old

        assert client.get("/accounts/profile/").status_code == 302

    def test_a_new_password_ends_the_other_sessions(self, client, nadia, django_user_model):
        elsewhere = type(client)()
        sign_in(client)
        sign_in(elsewhere)
        new = "another long and quiet evening"

        client.post(
            "/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": new, "password2": new}
        )

        assert client.get("/accounts/profile/").status_code == 200
        assert elsewhere.get("/accounts/profile/").status_code == 302

    def test_signing_out_needs_a_post(self, client, nadia):
        sign_in(client)

        assert client.get("/accounts/logout/").status_code == 200
        assert signed_in_as(client) == str(nadia.pk)

    def test_sessions_elsewhere_can_be_ended(self, client, nadia):
        elsewhere = type(client)()
        sign_in(client)
        sign_in(elsewhere)

        client.post("/accounts/sessions/")

        assert client.get("/accounts/profile/").status_code == 200
        assert elsewhere.get("/accounts/profile/").status_code == 302


class TestLimits:
    def test_wrong_passwords_slow_down_only_the_network_they_come_from(self, client, nadia):
        for _ in range(5):
            sign_in(client, password=WRONG)
        assert "Too many attempts" in sign_in(client).content.decode()

        client.defaults["REMOTE_ADDR"] = "198.51.100.7"
        sign_in(client)

        assert signed_in_as(client) == str(nadia.pk)

    def test_a_claimed_address_does_not_help_to_guess(self, client, nadia):
        for number in range(6):
            sign_in(client, password=WRONG)
            client.defaults["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{number}"

        assert "Too many attempts" in sign_in(client).content.decode()

    def test_many_accounts_from_one_network_are_slowed_down_too(self, client):
        for number in range(20):
            sign_in(client, f"person{number}@client.example", WRONG)

        assert "Too many attempts" in sign_in(client, "one-more@client.example", WRONG).content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https:evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "///evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http://127.0.0.1.evil.example/",
        "http://testserver@evil.example/",
        "evil.example",
        " //evil.example",
        "/\x00//evil.example",
        "/" + "a" * 5000,
        "",
    ],
)
class TestNext:
    def test_after_sign_in_only_a_page_of_ours_follows(self, client, nadia, target):
        assert sign_in(client, next=target)["Location"] == "/"

    def test_after_sign_out(self, client, nadia, target):
        client.force_login(nadia)

        assert client.post("/accounts/logout/", {"next": target})["Location"] == "/"

    def test_after_a_change_of_language(self, client, target):
        assert client.post("/language/", {"language": "fr", "next": target})["Location"] == "/fr/"

    def test_when_signed_in_already(self, client, nadia, target):
        client.force_login(nadia)

        assert client.get("/accounts/login/", {"next": target})["Location"] == "/"


def test_a_line_break_in_next_adds_no_header(client, nadia):
    response = sign_in(client, next="/%0d%0aSet-Cookie:x=1")

    assert response["Location"] == "/%0d%0aSet-Cookie:x=1"
    assert "x" not in response.cookies
