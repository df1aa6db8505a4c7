"""How a page is asked and timed: in this process, through every middleware, in interleaved rounds."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from importlib import import_module
from itertools import cycle
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.client import RequestFactory

from knowledgebase.models import Version

WARM_UP = 4
# What begins and ends a transaction is no question to the database; it is counted apart.
_TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")
_CSRF = "c" * 32


@dataclass
class Page:
    """One kind of page as one person asks for it; several addresses are asked for by turns.

    cold: what this process keeps ready is forgotten before each asking. kept: somebody has just asked for
    it. known: the reader's browser has the page already and asks whether it is still the same. all_rows: a
    file of everything there is, a line a row; it cannot be flat, so what is held is the cost of a row.
    """

    key: str
    paths: list[str]
    user: object = None
    cold: bool = False
    kept: bool = False
    known: bool = False
    all_rows: bool = False
    times: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0
    rows: int = 0

    def __post_init__(self):
        self._turns = cycle(self.paths)

    @property
    def next_path(self) -> str:
        return next(self._turns)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Browser:
    def __init__(self):
        self.handler = WSGIHandler()
        self.factory = RequestFactory(headers={"host": "localhost"})
        self.cookies: dict[object, str] = {}
        self.etags: dict[str, str] = {}

    def cookie(self, user) -> str:
        """A session as signing in would have made it."""
        if user.pk not in self.cookies:
            session = import_module(settings.SESSION_ENGINE).SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.save()
            jar = SimpleCookie({settings.SESSION_COOKIE_NAME: session.session_key})
            self.cookies[user.pk] = jar.output(header="").strip()
        return self.cookies[user.pk]

    def ask(self, page: Page) -> Answer:
        path = page.next_path
        if page.cold:
            cache.clear()
            Version.forget()
        environ = self.factory.get(path).environ
        if page.user:
            environ["HTTP_COOKIE"] = self.cookie(page.user)
        if page.known and path in self.etags:
            environ["HTTP_IF_NONE_MATCH"] = self.etags[path]
        answer = self._send(environ)
        if page.known and "ETag" in answer.headers:
            self.etags[path] = answer.headers["ETag"]
        return answer

    def post(self, path: str, user, typed: dict) -> Answer:
        body = urlencode({**typed, "csrfmiddlewaretoken": _CSRF})
        environ = self.factory.post(
            path,
            body,
            content_type="application/x-www-form-urlencoded",
            headers={"origin": "http://localhost"},
        ).environ
        environ["HTTP_COOKIE"] = f"{self.cookie(user)}; {settings.CSRF_COOKIE_NAME}={_CSRF}"
        return self._send(environ)

    def _send(self, environ) -> Answer:
        heard: list = []
        started = time.perf_counter()
        response = self.handler(environ, lambda status, headers: heard.append((status, headers)))
        body = b"".join(response)
        seconds = time.perf_counter() - started
        response.close()
        status, headers = heard[0]
        return Answer(int(status[:3]), dict(headers), body, seconds)


@dataclass
class Statements:
    """What was asked of the database while `act` ran."""

    asked: list[str] = field(default_factory=list)
    transaction: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def _note(self, execute, sql, params, many, context):
        (self.transaction if str(sql).startswith(_TRANSACTION) else self.asked).append(str(sql))
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - started

    @classmethod
    def of(cls, act: Callable):
        seen = cls()
        with connection.execute_wrapper(seen._note):
            result = act()
        return seen, result


class Refused(Exception):
    """A page did not answer as it should."""


def look(browser: Browser, page: Page) -> list[str]:
    """The statements and the weight of one asking, session and user included."""
    browser.ask(page)  # content types, prepared templates
    seen, answer = Statements.of(lambda: browser.ask(page))
    if answer.status != (304 if page.known else 200):
        raise Refused(f"{page.key}: {page.paths[0]} answered {answer.status}")
    page.queries, page.size = len(seen.asked), len(answer.body)
    page.rows = answer.body.count(b"\n") - 1 if page.all_rows else 0
    return seen.asked


def measure_round(browser: Browser, pages: list[Page]) -> None:
    """Every page once, so that a slow moment of the machine touches all alike."""
    gc.collect()
    for page in pages:
        if page.kept or page.known:
            browser.ask(page)
        page.times.append(browser.ask(page).seconds)
