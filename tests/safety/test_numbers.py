"""A number in an address that no column can hold is a number that does not exist."""

import logging
import re

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests import make

pytestmark = pytest.mark.django_db
TOO_LARGE = 2**63
PLACES = {"int": str(TOO_LARGE), "slug": "a-name", "str": "words", "path": str(TOO_LARGE), "uuid": "0" * 32}


def routes(resolver=None, before=""):
    """Every address that is written with a number in it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, here)
        elif re.search("<(?:int|path):", here) and "(?P" not in here:
            yield "/" + re.sub(r"<(\w+):\w+>", lambda found: PLACES.get(found[1], str(TOO_LARGE)), here)


@pytest.fixture
def quiet():
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("who", ["visitor", "customer", "administrator"])
def test_it_is_not_found_and_nothing_breaks(who, quiet, settings):
    settings.STAFF_SECOND_FACTOR = False
    client = Client(raise_request_exception=False)
    if who != "visitor":
        client.force_login(make.customer() if who == "customer" else make.administrator())
    addresses = sorted(set(routes()))
    assert "/articles/9223372036854775808/comments/feed/" in addresses
    broken = [
        f"{ask.__name__} {address}"
        for address in addresses
        for ask in (client.get, client.post)
        if ask(address).status_code >= 500
    ]
    assert broken == []
