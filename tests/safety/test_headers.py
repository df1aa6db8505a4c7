"""What every response carries: a page, a refusal, an error, a redirect, a file."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.safety.urls")]

ROOT = Path(__file__).resolve().parents[2]
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


@pytest.fixture
def client(settings):
    """With the static files served, as in production, and errors answered instead of raised."""
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    return Client(raise_request_exception=False)


def check(response):
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    policy = dict(
        (part.strip().split(" ", 1) + [""])[:2] for part in response["Content-Security-Policy"].split(";")
    )
    assert "unsafe" not in response["Content-Security-Policy"]
    assert {name: policy.get(name) for name in STRICT} == STRICT


@pytest.mark.parametrize(
    ("path", "status", "extra"),
    [
        ("/", 200, {}),
        ("/fr/", 200, {}),
        ("/accounts/login/", 200, {}),
        ("/healthz", 200, {}),
        ("/static/img/sprite.svg", 200, {}),
        ("/accounts/profile/", 302, {}),
        ("/admin/", 302, {}),
        ("/nowhere/", 404, {}),
        ("/static/nowhere.css", 404, {}),
        ("/files/nowhere/", 302, {}),
        ("/language/", 405, {}),
        ("/", 400, {"headers": {"host": "evil.example"}}),
        ("/try/broken/", 500, {}),
    ],
)
def test_every_status_carries_them(client, path, status, extra):
    response = client.get(path, **extra)

    assert response.status_code == status
    check(response)


def test_a_refused_form_carries_them():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})

    assert response.status_code == 403
    check(response)


def test_an_error_shows_nothing_of_the_house(client):
    page = client.get("/try/broken/").content.decode()

    assert "secret-of-the-house" not in page
    assert "Traceback" not in page


@pytest.mark.parametrize("path", ["/accounts/profile/", "/admin/", "/", "/nowhere/", "/try/broken/"])
def test_what_a_signed_in_reader_sees_is_stored_nowhere(client, path):
    client.force_login(make.administrator())

    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/accounts/signup/", "/nowhere/", "/admin/login/"])
def test_pages_hold_no_inline_script_and_no_inline_style(client, path):
    page = client.get(path, follow=True).content.decode()

    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json|application/ld\+json))[^>]*>", page)
    assert not scripts
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)


OVER_HTTPS = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from portal.accounts.actions import add_person
add_person(email="nadia@client.example", name="Nadia", password="a long and quiet evening", proven=True)
client = Client(secure=True, headers={"host": "help.example.com", "x-forwarded-proto": "https"})
seen = [client.get("/accounts/login/"), client.post("/language/", {"language": "fr"})]
typed = {"login": "nadia@client.example", "password": "a long and quiet evening"}
seen.append(client.post("/accounts/login/", typed))
plain = Client(headers={"host": "help.example.com"}).get("/accounts/login/?a=b")
json.dump({
    "signed_in": seen[-1].status_code == 302,
    "cookies": {name: dict(morsel) for response in seen for name, morsel in response.cookies.items()},
    "hsts": seen[0].headers.get("Strict-Transport-Security"),
    "plain": [plain.status_code, plain.headers.get("Location"), "Content-Security-Policy" in plain.headers],
}, sys.stdout)
"""


def test_over_https_cookies_are_locked_to_the_host_and_plain_http_leads_to_https(tmp_path):
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "CLEARWAY_DATA": str(tmp_path),
        "SITE_URL": "https://help.example.com",
        "TRUSTED_PROXIES": "1",
    }
    run = subprocess.run(
        [sys.executable, "-c", OVER_HTTPS],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    seen = json.loads(run.stdout)

    assert seen["signed_in"]
    assert seen["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert seen["plain"] == [301, "https://help.example.com/accounts/login/?a=b", True]
    cookies = seen["cookies"]
    assert set(cookies) == {"__Host-sessionid", "__Host-csrftoken", "django_language"}
    for flags in cookies.values():
        assert flags["secure"] is True
        assert flags["httponly"] is True
        assert flags["samesite"] == "Lax"
        assert flags["path"] == "/"
        assert flags["domain"] == ""
