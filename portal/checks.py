"""What must be right before a process starts: one that is not safe refuses and names the setting."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from portal import brand

# Below these there are known holes.
DJANGO_FLOOR = (5, 2, 19)
NH3_FLOOR = (0, 3, 7)
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_SHORTEST_KEY = len(get_random_secret_key())
_FEWEST_SIGNS = 5


def refuse_to_start() -> None:
    """Called where a process begins (web, worker, beat). One exception names everything that is wrong."""
    problems = [*always_wrong(), *wrong_in_production()]
    if problems:
        raise ImproperlyConfigured("Clearway does not start: " + " ".join(problems))


@register(Tags.security)
def check_the_start(app_configs, **kwargs) -> list[Error | Warning]:
    """The same for `manage.py check` and every command."""
    problems = [*always_wrong(), *wrong_in_production()]
    found = [Error(problem, id="clearway.E001") for problem in problems]
    if not settings.DEMO and not settings.EMBEDDED and not settings.STAFF_SECOND_FACTOR:
        hint = "STAFF_SECOND_FACTOR=0 lets staff into the back office with a password alone."
        found.append(Warning(hint, id="clearway.W001"))
    return found


def always_wrong() -> Iterator[str]:
    """Wrong in a demonstration too."""
    if django.VERSION[:3] < DJANGO_FLOOR:
        yield f"Django {django.__version__} has known holes: install 5.2.19 or later."
    if _numbers(version("nh3")) < NH3_FLOOR:
        yield f"nh3 {version('nh3')} has known holes: install 0.3.7 or later."
    if settings.DEMO and settings.SECURE:
        yield "DEBUG is on, but SITE_URL begins with https://: a demonstration is not for the internet."
    yield from brand.problems()
    if trouble := _unwritable(settings.DATA_DIR):
        yield f"CLEARWAY_DATA: the data folder {settings.DATA_DIR} cannot be written ({trouble})."


def wrong_in_production() -> Iterator[str]:
    """A production start is one without DEBUG; with DATABASE_URL nothing may be left to a default."""
    if settings.DEMO:
        return
    yield from _wrong_key()
    if "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS must name the hosts, not “*”."
    if settings.SECURE and settings.SECURE_SSL_REDIRECT and not settings.TRUSTED_PROXIES:
        yield (
            "TRUSTED_PROXIES is 0, but SITE_URL begins with https://: say how many proxies stand in front, "
            "or every page leads to itself."
        )
    if settings.EMBEDDED:
        return
    for name in ("SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL"):
        if not os.environ.get(name):
            yield f"{name} is missing."
    if not settings.SECURE and settings.SITE_HOST not in _LOCAL:
        yield "SITE_URL must begin with https://."


def _wrong_key() -> Iterator[str]:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:  # Django gives no empty one away
        yield "SECRET_KEY is missing."
        return
    if len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_SIGNS or key.startswith("django-insecure-"):
        yield f"SECRET_KEY is weak: at least {_SHORTEST_KEY} random signs."


def _unwritable(folder: Path) -> str:
    probe = folder / f".writable-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        return error.strerror
    return ""


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:3] if part.isdigit())
