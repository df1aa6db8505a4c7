"""Every address, by everybody, in both ways of asking: what the table promises is what happens."""

import logging
import re

import pytest
from django.db import connection, transaction
from django.urls import URLResolver, get_resolver, reverse

from tests.safety import editor_matrix, matrix, provider_matrix, staff_matrix, world
from tests.safety.world import INTERNAL, ROLES, SECRET, STAFF, TITLES

TABLE = matrix.PAGES | staff_matrix.ROWS | editor_matrix.ROWS | provider_matrix.ROWS
WRITE = re.compile(r'(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) "(\w+)"')
# Sessions come and go with every click and tell nothing of anybody's data.
PASSING = {"django_session", "usersessions_usersession"}
# Enough to see that an address does not know a method.
A_FEW = ("anonymous", "customer", "administrator")
# Who is no staff is turned away before the page is looked up.
BEFORE_THE_BACK_OFFICE = ("anonymous", "deactivated", "customer", "provider")


def addresses(resolver=None, namespace=""):
    """Every name of the resolver. What has no name is Django's own redirect to the page beside it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner)
        elif pattern.name:
            yield namespace + pattern.name


def unnamed(resolver=None, route=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from unnamed(pattern, here)
        elif not pattern.name:
            yield here


def room_of(name):
    """The part of the house, so that the rooms can be tried side by side: `tickets`, `admin:tickets`."""
    space, colon, rest = name.rpartition(":")
    return f"{space}:{rest.partition('_')[0]}" if space == "admin" else space or "accounts"


ROOMS = sorted(set(map(room_of, TABLE)))


def test_every_address_has_a_row():
    assert sorted(set(addresses()) - set(TABLE)) == []


def test_every_row_has_an_address():
    assert sorted(set(TABLE) - set(addresses())) == []


def test_what_has_no_name_is_known():
    known = re.compile(r"admin/(\(\?P<url>\.\*\)\$|\w+/\w+/<path:object_id>/)\Z")
    assert [route for route in unnamed() if not known.match(route)] == []


@pytest.fixture
def everybody(db, settings):
    settings.STAFF_SECOND_FACTOR = False
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    logging.disable()  # half of the answers are refusals, and each would be written down
    yield world.build()
    logging.disable(logging.NOTSET)


def rows_of(room):
    for name, row in TABLE.items():
        if room_of(name) == room:
            for row_ in [row, *matrix.MORE.get(name, [])]:
                yield name, row_


@pytest.mark.parametrize("room", ROOMS)
def test_everybody_gets_what_is_theirs_and_nothing_else(everybody, room):
    wrong = []
    for name, row in rows_of(room):
        path = reverse(name, args=row.args(everybody))
        for method, answer in (("GET", row.get), ("POST", row.post)):
            for role in tried(name, answer):
                wrong += attempt(everybody, name, row, path, role, method)
    assert not wrong, "\n" + "\n".join(wrong)


def tried(name, answer):
    """Everybody; but one of each kind where the door does not ask who it is."""
    if answer == 405:
        return A_FEW
    return BEFORE_THE_BACK_OFFICE + STAFF if name.startswith("admin:") else ROLES


def attempt(everybody, name, row, path, role, method):
    """One request, undone afterwards. Whoever is not let in, and whoever only looks, writes nothing."""
    visitor = everybody.visitor(role)
    writes = []
    with transaction.atomic(), connection.execute_wrapper(noting(writes)):
        response = visitor.get(path) if method == "GET" else visitor.post(path)
        transaction.set_rollback(True)
    said = f"{name}: {method} by {role}"
    got, expected = kind_of(response), row.expected(role, method)
    wrong = [] if fits(got, expected) else [f"{said} gives {got}, not {expected}"]
    if writes and not (method == "POST" and role in row.who):
        wrong.append(f"{said} writes {sorted(set(writes))}")
    return wrong + leaks(said, role, response)


def noting(writes):
    """Collect the tables that are written to, but for what comes and goes with every click."""

    def execute(run, sql, params, many, context):
        if (match := WRITE.match(sql)) and match.group(1) not in PASSING:
            writes.append(match.group(1))
        return run(sql, params, many, context)

    return execute


def kind_of(response):
    if response.status_code == 302 and re.match(r"(/fr)?/accounts/login/", response["Location"]):
        return matrix.LOGIN
    return response.status_code


def fits(got, expected):
    if matrix.HOME in expected:
        return got == 302
    return got in expected or (got == matrix.LOGIN and 302 in expected)


def leaks(said, role, response):
    """The words of the case reach nobody who does not see it; internal words reach no customer."""
    body = b"" if response.streaming else response.content
    wrong = []
    if role not in matrix.CASE and SECRET.encode() in body:
        wrong.append(f"{said} shows the case")
    if role not in STAFF and INTERNAL.encode() in body:
        wrong.append(f"{said} shows an internal note")
    for kind, title in TITLES.items():
        if role not in matrix.READERS[kind] and title.encode() in body:
            wrong.append(f"{said} shows the article for {kind}")
    return wrong
