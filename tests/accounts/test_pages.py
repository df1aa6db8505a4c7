"""Every page of signing in, of the profile and of safety is drawn, in both languages, in our words."""

import re
import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse
from django.utils.translation import override

from tests import make

pytestmark = pytest.mark.django_db

VISITORS = [
    ("account_login", []),
    ("account_signup", []),
    ("account_reset_password", []),
    ("account_reset_password_done", []),
    ("account_reset_password_from_key", ["1", "nonsense"]),
    ("account_reset_password_from_key_done", []),
    ("account_email_verification_sent", []),
    ("account_confirm_email", ["nonsense"]),
    ("account_inactive", []),
]
OWN = [
    ("accounts:profile", []),
    ("account_email", []),
    ("account_change_password", []),
    ("account_reauthenticate", []),
    ("account_logout", []),
    ("mfa_index", []),
    ("mfa_activate_totp", []),
    ("mfa_list_webauthn", []),
    ("mfa_add_webauthn", []),
    ("usersessions_list", []),
]
WITH_SECOND_FACTOR = [
    ("mfa_index", []),
    ("mfa_deactivate_totp", []),
    ("mfa_view_recovery_codes", []),
    ("mfa_generate_recovery_codes", []),
    ("mfa_reauthenticate", []),
]


def address(name, args, language):
    with override(language):
        return reverse(name, args=args)


def sign_in(client, user):
    """As one who gave the password just now, so that no page asks for it again."""
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def check(response):
    """One h1, a title of its own, and nothing that allauth says when nobody overrides it."""
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^·<]+ · ", page)
    assert 'id="main"' in page
    assert "placeholder" not in re.sub(r'<input type="search"[^>]+>', "", page)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("name", "args"), VISITORS)
def test_a_visitor_sees(client, name, args, language):
    check(client.get(address(name, args, language)))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("name", "args"), OWN)
def test_a_person_sees(client, name, args, language):
    sign_in(client, make.user(password=make.PASSWORD))
    check(client.get(address(name, args, language)))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("name", "args"), WITH_SECOND_FACTOR)
def test_a_person_with_a_second_factor_sees(client, name, args, language):
    user = make.user(password=make.PASSWORD)
    make.second_factor(user)
    sign_in(client, user)
    check(client.get(address(name, args, language)))


def test_recovery_codes_are_downloaded_as_text(client):
    user = make.user(password=make.PASSWORD)
    make.second_factor(user)
    sign_in(client, user)

    response = client.get(reverse("mfa_download_recovery_codes"))

    codes = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()
    assert len(codes) == 10
    assert all(code in response.content.decode() for code in codes)
    assert response["Content-Type"].startswith("text/plain")
    assert "attachment" in response["Content-Disposition"]


def test_the_picture_to_scan_is_a_file_of_the_reader_only(client):
    user = make.user(password=make.PASSWORD)
    sign_in(client, user)
    assert client.get(reverse("mfa_totp_picture")).status_code == 404
    client.get(reverse("mfa_activate_totp"))

    response = client.get(reverse("mfa_totp_picture"))

    assert response["Content-Type"] == "image/svg+xml"
    assert "no-store" in response["Cache-Control"]
    assert b"<script" not in response.content


def test_the_profile_leads_to_the_requests(client):  # S1-11
    client.force_login(make.customer())

    assert "View requests" in client.get(reverse("accounts:profile")).content.decode()


def test_a_closed_sign_up_says_whom_to_ask(client, settings):
    settings.SIGNUP_OPEN = False

    check(client.get(reverse("account_signup")))
