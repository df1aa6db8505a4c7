"""Pages kept ready for visitors: nothing of a reader in them, nothing in them that was taken back."""

import gzip
import threading
import time

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client

from knowledgebase import page_cache
from knowledgebase.models import Article, Version
from knowledgebase.states import State
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return articles.article()


@pytest.fixture
def one_second(monkeypatch):
    """All happens within one, so that it is the page alone that is counted."""
    now = time.monotonic()
    monkeypatch.setattr("knowledgebase.version.monotonic", lambda: now)


@pytest.fixture
def kept(monkeypatch):
    """Every entry that is written, raw."""
    entries = {}
    put = cache.set

    def note(key, value, *args, **kwargs):
        entries[key] = value
        return put(key, value, *args, **kwargs)

    monkeypatch.setattr(cache, "set", note)
    return entries


PUBLIC = [
    "/",
    "/glossary/",
    "/categories/invoices-and-payments/",
    "/sections/invoices-and-payments-numbering/",
    "article",
]


def address_of(path, text):
    return text.get_absolute_url() if path == "article" else path


class TestKept:
    @pytest.mark.parametrize("path", PUBLIC)
    def test_the_second_time_the_database_is_not_asked(
        self, client, text, path, one_second, django_assert_num_queries
    ):
        address = address_of(path, text)
        first = client.get(address)
        with django_assert_num_queries(0):
            second = client.get(address)
        assert first.content == second.content
        assert second["Content-Language"] == "en"

    def test_a_browser_that_has_it_is_told_so(self, client, text):
        first = client.get(text.get_absolute_url())
        again = client.get(text.get_absolute_url(), headers={"If-None-Match": f'"other", {first["ETag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]

    def test_browsers_ask_again_each_time(self, client, text):
        assert client.get("/")["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert client.get("/")["Vary"] == "Accept-Encoding, Cookie"

    def test_it_travels_small(self, client, text):
        plain = client.get(text.get_absolute_url())
        zipped = client.get(text.get_absolute_url(), headers={"Accept-Encoding": "br, gzip"})
        assert zipped["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped.content) == plain.content
        assert zipped["ETag"] == plain["ETag"]
        refused = client.get(text.get_absolute_url(), headers={"Accept-Encoding": "gzip;q=0"})
        assert refused.content == plain.content

    def test_the_headers_of_every_page_are_on_it_too(self, client, text):
        client.get("/")
        kept = client.get("/")
        assert "default-src 'none'" in kept["Content-Security-Policy"]
        assert kept["X-Content-Type-Options"] == "nosniff"

    def test_each_language_is_its_own_page(self, client, text):
        assert b'<html lang="en">' in client.get("/").content
        assert b'<html lang="fr">' in client.get("/fr/").content
        assert b'<html lang="en">' in client.get("/").content

    def test_relative_times_do_not_grow_old(self, client, settings):
        # Redis would forget by its own clock, which nobody moves.
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        with time_machine.travel("2026-11-23 10:00Z", tick=False) as clock:
            text = articles.article()
            assert b"Updated just now" in client.get(text.get_absolute_url()).content
            clock.shift(600)
            assert "Updated 10\xa0minutes ago" in client.get(text.get_absolute_url()).content.decode()


class TestNobodyIsInThere:
    def test_a_person_gets_their_own_page_and_leaves_nothing(self, client, text, kept):
        person = make.customer(name="Nadia Berger")
        signed_in = Client()
        signed_in.force_login(person)
        for path in PUBLIC:
            page = signed_in.get(address_of(path, text))
            assert b"Nadia" in page.content
            assert page["Cache-Control"] == "private, no-store"
        assert kept == {}
        for path in PUBLIC:
            assert b"Nadia" not in client.get(address_of(path, text)).content

    def test_entries_hold_no_token_name_address_or_cookie(self, client, text, kept):
        client.cookies["csrftoken"] = "a" * 32
        client.cookies["unrelated"] = "tracker-4711"
        for path in PUBLIC:
            response = client.get(address_of(path, text))
            assert not response.cookies
        raw = repr(kept)
        assert len(kept) == len(PUBLIC)
        for words in ("csrf", "Set-Cookie", "tracker-4711", "aaaaaaaa", "@client.example"):
            assert words not in raw

    def test_an_unrelated_cookie_gets_the_same_page(
        self, client, text, one_second, django_assert_num_queries
    ):
        first = client.get("/").content
        client.cookies["unrelated"] = "x"
        with django_assert_num_queries(0):
            assert client.get("/").content == first

    @pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, "messages"])
    def test_who_has_a_session_or_a_message_gets_a_page_of_their_own(self, client, text, kept, name):
        client.cookies[name] = "something"
        client.get("/")
        assert kept == {}

    @pytest.mark.parametrize(
        "headers",
        [
            {"X-Forwarded-Host": "evil.example"},
            {"X-Forwarded-Proto": "gopher"},
            {"X-Forwarded-Prefix": "/evil"},
            {"Accept-Language": "xx-evil, ../../etc"},
            {"Referer": "https://evil.example/"},
        ],
    )
    def test_what_is_not_in_the_key_is_not_in_the_page(self, client, text, headers):
        page = client.get(text.get_absolute_url(), headers=headers)
        cache.clear()
        assert page.content == client.get(text.get_absolute_url()).content

    def test_a_host_that_is_not_ours_is_refused_also_when_the_page_is_ready(self, client, text):
        client.get("/")
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400

    @pytest.mark.parametrize(
        "query", ["utm_source=mail", "x=%3Cscript%3E", "as=staff", "page=2", "voted=maybe", "%ff=1"]
    )
    def test_unknown_parameters_are_ignored_and_never_reflected(self, client, text, kept, query):
        plain = client.get(text.get_absolute_url())
        asked = client.get(f"{text.get_absolute_url()}?{query}")
        assert asked.content == plain.content
        assert len(kept) == 1

    def test_known_parameters_are_pages_of_their_own(self, client, text):
        assert b"We are glad" in client.get(f"{text.get_absolute_url()}?utm=1&voted=no&voted=yes").content
        assert b"We are glad" not in client.get(text.get_absolute_url()).content


class TestNotKept:
    @pytest.mark.parametrize(
        "path", ["/search/?q=invoice", "/suggest/?q=a+b+c", "/accounts/login/", "/requests/", "/nothing/"]
    )
    def test_only_what_is_listed(self, client, text, kept, path):
        client.get(path)
        assert not any(str(key).startswith("page:") for key in kept)

    def test_the_sign_in_still_gets_its_token(self, client):
        assert "csrftoken" in client.get("/accounts/login/").cookies

    def test_no_redirect_and_no_missing_page(self, client, text, kept):
        client.get(f"/articles/{text.article_id}-old/")
        client.get("/articles/99999-none/")
        client.post(text.get_absolute_url())
        client.head(text.get_absolute_url())
        assert kept == {}

    def test_a_page_with_a_token_is_served_but_never_kept(self, client, text, kept, monkeypatch):
        monkeypatch.setattr(page_cache, "_PRIVATE_WORDS", (b"How can we help?",))
        assert client.get("/").status_code == 200
        assert kept == {}


class TestTakenBack:
    def test_at_once_in_this_process(self, client, text):
        assert client.get(text.get_absolute_url()).status_code == 200
        Article.objects.update(state=State.DRAFT)
        assert client.get(text.get_absolute_url()).status_code == 404
        assert text.title.encode() not in client.get("/").content

    def test_within_a_second_in_every_other(self, client, text, monkeypatch):
        """Another process still holds the stamp of before; when a second has passed, it asks."""
        assert client.get(text.get_absolute_url()).status_code == 200
        before = Version._seen
        Article.objects.update(state=State.DRAFT)
        Version._seen = before
        clock = time.monotonic()
        assert client.get(text.get_absolute_url()).status_code == 200
        monkeypatch.setattr("knowledgebase.version.monotonic", lambda: clock + 1)
        assert client.get(text.get_absolute_url()).status_code == 404

    def test_an_editor_changes_it_and_a_visitor_reads_it(self, client, text):
        old = text.get_absolute_url()
        client.get(old)
        text.title = "Another title"
        text.save()
        assert client.get(old)["Location"] == text.get_absolute_url()
        assert b"<h1>Another title</h1>" in client.get(text.get_absolute_url()).content

    @pytest.mark.django_db(transaction=True)
    def test_under_load(self, text):
        """Readers in threads; from the moment it is taken back, at most a second of old pages."""
        address, seen, stop = text.get_absolute_url(), [], threading.Event()

        def read():
            client = Client()
            while not stop.is_set():
                seen.append((time.monotonic(), client.get(address).status_code))
            connections.close_all()

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        self.wait_for(lambda: len(seen) > 20)
        Article.objects.filter(pk=text.article_id).update(state=State.DRAFT)
        taken_back = time.monotonic()
        self.wait_for(lambda: seen[-1][0] > taken_back + 1.2)
        stop.set()
        for reader in readers:
            reader.join()
        assert {status for at, status in seen if at > taken_back + 1} == {404}
        assert {status for at, status in seen} == {200, 404}

    def wait_for(self, happened):
        end = time.monotonic() + 20
        while not happened():
            assert time.monotonic() < end
            threading.Event().wait(0.02)


def test_the_stamp_is_asked_for_once_a_second(client, text, monkeypatch, django_assert_num_queries):
    clock = [time.monotonic()]
    monkeypatch.setattr("knowledgebase.version.monotonic", lambda: clock[0])
    client.get("/")
    with django_assert_num_queries(0):
        client.get("/")
    clock[0] += 1
    with django_assert_num_queries(1):
        client.get("/")
    assert connection.vendor in ("sqlite", "postgresql")
