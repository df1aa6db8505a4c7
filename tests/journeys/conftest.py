"""Running portals and a real browser for the long stories."""

import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.processes import Clearway

CHROMIUM = shutil.which("chromium")
DATABASE = os.environ.get("DATABASE_URL", "")
# A broker database of its own: the suite empties those with other numbers.
REDIS = os.environ.get("REDIS_URL", "") and os.environ["REDIS_URL"].rsplit("/", 1)[0] + "/8"


def pytest_collection_modifyitems(items):
    """The journeys share one prepared portal, so one process of the suite runs them all."""
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("journeys"))


def named(name: str) -> str:
    """The address of another database on the same server; empty for SQLite."""
    return DATABASE and urlunsplit(urlsplit(DATABASE)._replace(path=f"/{name}"))


def on_server(*statements: str) -> None:
    if DATABASE:
        with psycopg.connect(DATABASE, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


def drop(name: str) -> None:
    on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A portal as `make run` leaves it after its first start: migrated, collected, with the demonstration."""
    folder, name = tmp_path_factory.mktemp("prepared"), f"journeys_{os.getpid()}"
    drop(name)
    on_server(f'CREATE DATABASE "{name}"')
    portal = Clearway(folder, database=named(name), redis=REDIS)
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("collectstatic", "--no-input", "--verbosity", "0")
    portal.manage("demo")
    yield folder, name
    drop(name)


@pytest.fixture
def new_portal(prepared, tmp_path):
    """`new_portal(SETTING="…")` is a copy of the prepared one, not started yet."""
    template, name = prepared
    made: list[tuple[Clearway, str]] = []

    def make(**env: str) -> Clearway:
        copy = f"{name}_{len(made)}_{abs(hash(tmp_path)) % 10_000}"
        folder = tmp_path / copy
        shutil.copytree(template, folder)
        on_server(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        portal = Clearway(folder, database=named(copy), redis=REDIS, **env)
        made.append((portal, copy))
        return portal

    yield make
    for portal, copy in made:
        portal.stop()
        drop(copy)


@pytest.fixture
def portal(new_portal):
    """Everything of the Procfile, running."""
    running = new_portal()
    running.start()
    return running


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed.")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """`with visit(portal, "customer@client.example") as page:` is that person at their own browser."""

    @contextmanager
    def at(portal: Clearway, email: str = "", **options):
        context = chromium.new_context(base_url=portal.url, **options)
        page = context.new_page()
        page.set_default_timeout(15_000)
        troubles: list[str] = []
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        if email:
            sign_in(page, email)
        try:
            yield page
        except Exception as error:
            picture = portal.folder.parent / f"{email.partition('@')[0]}.png"
            page.screenshot(path=picture, full_page=True)
            error.add_note(f"{email} was at {page.url}, as in {picture}")
            raise
        refused = [
            trouble for trouble in troubles if "Content Security Policy" in trouble or "Error" in trouble
        ]
        context.close()
        assert refused == []

    return at


def sign_in(page, email: str) -> None:
    page.goto("/accounts/login/")
    give_password(page, email)


def give_password(page, email: str, password: str = "clearway-demo") -> None:
    """On the page of the sign-in, however one came there."""
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
