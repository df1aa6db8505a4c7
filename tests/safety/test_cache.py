"""Redis may go away: limits are then counted in the process, and no page fails for it."""

import socket

import pytest
from django.core.cache import caches
from django.test import override_settings

from tests import make
from tests.knowledgebase import make as articles


@pytest.fixture
def dead_redis():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cache = {
        "BACKEND": "portal.cache.PatientRedisCache",
        "LOCATION": f"redis://127.0.0.1:{port}/0",
        "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 1},
    }
    with override_settings(CACHES={"default": cache}):
        yield


def test_what_is_counted_is_counted_here(dead_redis):
    cache = caches["default"]
    cache.clear()
    assert cache.add("tries", 1) is True
    assert cache.add("tries", 1) is False
    assert cache.incr("tries") == 2
    assert cache.get("tries") == 2
    assert cache.get_many(["tries"]) == {"tries": 2}


@pytest.mark.django_db
def test_signing_in_and_a_forgotten_password_work_without_redis(client, dead_redis):
    person = make.user("nadia@client.example", password=make.PASSWORD)
    assert client.post("/accounts/password/reset/", {"email": person.email}).status_code == 302
    answer = client.post("/accounts/login/", {"login": person.email, "password": make.PASSWORD})
    assert answer.status_code == 302


@pytest.mark.django_db
def test_a_page_of_the_help_centre_is_made_without_redis(client, dead_redis):
    text = articles.article()
    for _ in range(2):
        assert text.title in client.get(text.get_absolute_url()).text
