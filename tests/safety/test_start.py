"""A start that is not safe is refused, and the setting is named: by commands, web server and workers."""

import os
import subprocess
import sys
from pathlib import Path

import django
import pytest
from django.conf import settings

from portal import checks

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "SECRET_KEY": "k3y-" + "abcdefghij0123456789" * 4,
    "DATABASE_URL": "postgres://clearway@127.0.0.1:1/nowhere",
    "SITE_URL": "https://help.example.com",
    "ALLOWED_HOSTS": "help.example.com",
    "EMAIL_URL": "smtp://mail.example.com:25",
    "TRUSTED_PROXIES": "1",
}


def run(*command, data, **changes):
    """In a process of its own, with nothing of ours in the environment but what is given."""
    env = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    env |= {"CLEARWAY_DATA": str(data)} | PRODUCTION | changes
    env = {name: value for name, value in env.items() if value is not None}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def check(data, **changes):
    return run("manage.py", "check", "--deploy", "--fail-level", "WARNING", data=data, **changes)


def test_proper_settings_of_a_production_start_pass_every_check(tmp_path):
    done = check(tmp_path)

    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is weak"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is weak"),
        ({"SECRET_KEY": "django-insecure-" + "abcdefghij" * 5}, "SECRET_KEY is weak"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is missing"),
        ({"SITE_URL": None}, "SITE_URL is missing"),
        ({"SITE_URL": "http://help.example.com"}, "SITE_URL must begin with https://"),
        ({"EMAIL_URL": None}, "EMAIL_URL is missing"),
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"TRUSTED_PROXIES": None}, "TRUSTED_PROXIES is 0"),
    ],
)
def test_each_weak_setting_is_named(changes, said, settings, monkeypatch):
    """As the settings would be with these variables, without the cost of a process each."""
    as_in_production(settings, monkeypatch, **changes)

    with pytest.raises(checks.ImproperlyConfigured, match=said.replace("*", r"\*")):
        checks.refuse_to_start()


def as_in_production(settings, monkeypatch, **changes):
    given = {name: value for name, value in (PRODUCTION | changes).items() if value is not None}
    for name in PRODUCTION:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings.DEMO = given.get("DEBUG") == "1"
    settings.EMBEDDED = False
    settings.SECRET_KEY = given["SECRET_KEY"]
    settings.SITE_URL = given.get("SITE_URL", "http://localhost:8000")
    settings.SITE_HOST = settings.SITE_URL.partition("//")[2].partition(":")[0]
    settings.SECURE = settings.SITE_URL.startswith("https")
    settings.SECURE_SSL_REDIRECT = settings.SECURE
    settings.ALLOWED_HOSTS = given.get("ALLOWED_HOSTS", "localhost").split(",")
    settings.TRUSTED_PROXIES = int(given.get("TRUSTED_PROXIES", 0))


def test_all_that_is_wrong_is_said_at_once(settings, monkeypatch):
    as_in_production(settings, monkeypatch, SECRET_KEY="short", EMAIL_URL=None, SITE_URL=None)

    with pytest.raises(checks.ImproperlyConfigured) as refused:
        checks.refuse_to_start()

    assert all(name in str(refused.value) for name in ("SECRET_KEY", "EMAIL_URL", "SITE_URL"))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["-c", "import portal.wsgi"], "EMAIL_URL is missing"),
        (["-m", "celery", "-A", "portal", "worker", "--pool", "solo"], "EMAIL_URL is missing"),
        (["-m", "celery", "-A", "portal", "beat"], "EMAIL_URL is missing"),
        (["manage.py", "sweep"], "EMAIL_URL is missing"),
    ],
    ids=["web", "worker", "beat", "sweep"],
)
def test_no_process_starts(tmp_path, command, said):
    done = run(*command, data=tmp_path, EMAIL_URL=None)

    assert done.returncode != 0
    assert said in done.stdout + done.stderr


def test_an_empty_key_is_named(tmp_path):
    done = run("-c", "import portal.wsgi", data=tmp_path, SECRET_KEY=None)

    assert done.returncode != 0
    assert "SECRET_KEY is missing" in done.stderr


def test_the_embedded_default_starts_with_nothing_set(tmp_path):
    nothing = dict.fromkeys(PRODUCTION) | {"DJANGO_SETTINGS_MODULE": "portal.settings"}

    assert run("-c", "import portal.wsgi", data=tmp_path, **nothing).returncode == 0


def test_a_data_folder_that_cannot_be_written_is_a_clear_line(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")

    done = run("-c", "import portal.wsgi", data=in_the_way / "var")

    assert done.returncode != 0
    assert "cannot be written" in done.stderr
    assert str(in_the_way) in done.stderr


@pytest.mark.parametrize(("library", "installed"), [("django", (5, 2, 18)), ("nh3", "0.3.6")])
def test_a_library_with_a_known_hole_is_refused(monkeypatch, library, installed):
    if library == "django":
        monkeypatch.setattr(django, "VERSION", installed)
    else:
        monkeypatch.setattr(checks, "version", lambda name: installed)

    assert "known holes" in " ".join(checks.always_wrong())


def test_staff_without_a_second_factor_is_a_warning(settings):
    settings.DEMO = settings.EMBEDDED = False
    settings.STAFF_SECOND_FACTOR = False

    assert "clearway.W001" in {found.id for found in checks.check_the_start(None)}


def test_no_secret_is_said(settings, monkeypatch):
    as_in_production(settings, monkeypatch, SECRET_KEY="not-long-but-secret")

    with pytest.raises(checks.ImproperlyConfigured) as refused:
        checks.refuse_to_start()

    assert "not-long-but-secret" not in str(refused.value)


def test_tests_run_on_the_settings_of_a_production_start():
    assert not settings.DEMO
    assert not settings.DEBUG
