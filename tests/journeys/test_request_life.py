"""The whole life of a request as its customer reads it, in their language, with scripts and without."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.utils import translation
from playwright.sync_api import expect

from tickets.promising import PROMISED
from tickets.states import MEANINGS, Status, Turn

pytestmark = pytest.mark.journey

LONDON, PARIS = ZoneInfo("Europe/London"), ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)
HOLDERS = [Turn.YOU, Turn.US, Turn.DEV]
# The six headings of the guided form, and what comes before them (S3-17 to S3-31).
TYPED = {
    "subject": "An import stops half-way",
    "text": "It stops after the second file.",
    "answer_error": "Line 40: unexpected end of file.",
    "answer_context": "Orders page, at nine.",
    "answer_since": "16/11/2026",
    "answer_expected": "We expect 120 orders, 54 arrive.",
    "answer_tried": "Smaller files.",
}
CHOSEN = {"answer_reason": "error", "answer_area": "exchange"}
SCREENSHOT = {"name": "error.txt", "mimeType": "text/plain", "buffer": b"Line 40: unexpected end of file.\n"}


class Reader:
    """The customer's page of one request, as it reads in their language."""

    def __init__(self, page, language: str):
        self.page, self.language, self.case = page, language, ""
        self.prefix = "/fr" if language == "fr" else ""

    def says(self, words) -> str:
        with translation.override(self.language):
            return str(words)

    def raises(self) -> None:
        self.page.goto(f"{self.prefix}/requests/new/")
        self.chooses_product_and_form()
        for name, words in TYPED.items():
            self.page.locator(f"[name='{name}']").fill(words)
        for name, value in CHOSEN.items():
            self.page.locator(f"select[name='{name}']").select_option(value)
        self.page.locator("[name=criticality][value=minor]").check()
        self.page.locator("input[type=file][name=files]").set_input_files(SCREENSHOT)
        self.page.locator("#request-form .actions .btn-primary").click()
        self.page.wait_for_url(re.compile("/requests/NW-"))
        self.case = re.search(r"NW-\d+", self.page.url)[0]
        self.has("error.txt")

    def chooses_product_and_form(self) -> None:
        self.page.locator("a[href*='product=']").first.click()
        self.page.locator("a[href*='/requests/new/problem/']").click()

    def opens(self) -> None:
        self.page.goto(f"{self.prefix}/requests/{self.case}/")

    def writes(self, verb: str, words: str) -> None:
        """By the one form of the page, which is now that of this verb."""
        form = self.page.locator(f"form#reply[action$='/{verb}/']")
        form.locator("textarea[name=text]").fill(words)
        form.locator("button[type=submit]").last.click()
        self.has(words)

    def presses(self, verb: str) -> None:
        self.page.locator(f"form[action$='/{verb}/'] button[type=submit]").click()
        expect(self.page.locator(f"form[action$='/{verb}/']")).to_have_count(0)

    def has(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def reads(self, status: Status, *, runs: tuple = (), paused: int = 0) -> None:
        """Where it stands, whose turn it is, and which promises run or stand (S2-107 to S2-117)."""
        meaning = MEANINGS[status]
        expect(self.page.locator(".page-meta .chip")).to_have_text(self.says(meaning.chip.label))
        expect(self.page.locator(".turn h2")).to_have_text(self.says(meaning.title))
        for number, holder in enumerate(HOLDERS):
            at = self.page.locator(".baton li").nth(number)
            (expect(at).to_have_attribute if holder == meaning.turn else expect(at).not_to_have_attribute)(
                "aria-current", "true"
            )
        promises = self.page.locator(".request-promise")
        expect(promises.locator(".promise--running")).to_have_count(len(runs))
        expect(promises.locator(".promise--paused")).to_have_count(paused)
        for kind in runs:
            expect(promises).to_contain_text(self.says(PROMISED[kind]))


class Agent:
    """The same request in the back office."""

    def __init__(self, page, case: str):
        self.page, self.address = page, f"/admin/tickets/ticket/{int(case.partition('-')[2])}/change/"

    def writes(self, verb: str, words: str) -> None:
        self.page.goto(self.address)
        form = self.page.locator(".staff-write-update")
        form.locator("textarea[name=text]").fill(words)
        form.locator(f"button[formaction*='{verb}']").click()
        self.page.wait_for_url("**/change/")
        expect(self.page.locator(".staff-talk")).to_contain_text(words)


def was_closed(portal, case: str, *, days_ago: int, zone: ZoneInfo) -> None:
    """So many days ago by the requester's calendar, at this time of day."""
    moment = (TUESDAY.astimezone(zone) - timedelta(days_ago)).astimezone(UTC).isoformat(" ")
    change, values = "UPDATE tickets_ticket SET closed_at = {0} WHERE id = {0}", (moment, int(case[3:]))
    if address := portal.env["DATABASE_URL"]:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(change.format("%s"), values)
    else:
        connection = sqlite3.connect(portal.folder / "clearway.sqlite3", timeout=20)
        with connection:
            connection.execute(change.format("?"), values)
        connection.close()


@pytest.mark.parametrize(
    ("email", "language", "zone", "javascript"),
    [
        ("customer@client.example", "en", LONDON, True),
        ("colleague@client.example", "fr", PARIS, False),
    ],
    ids=["in English with scripts", "in French without scripts"],
)
def test_a_request_from_its_form_to_its_end_and_back(new_portal, visit, email, language, zone, javascript):
    """S2-107 to S2-117, S3-14 to S3-31, S3-33 to S3-44, C3, C4."""
    portal = new_portal()
    portal.move_clock_to(TUESDAY)
    portal.start("web")
    with (
        visit(portal, email, java_script_enabled=javascript) as page,
        visit(portal, "agent@support.example", java_script_enabled=javascript) as desk,
    ):
        customer = Reader(page, language)
        customer.raises()
        customer.reads(Status.NEW, runs=("respond", "resolve"))
        agent = Agent(desk, customer.case)
        goes_to_and_fro(customer, agent)
        is_tested_and_closed(customer, agent)
        comes_back_until_the_last_day(portal, customer, agent, zone)


def goes_to_and_fro(customer: Reader, agent: Agent) -> None:
    """S3-34, S3-42: while we wait, or at their wish, the clocks stand; then there is a next promise."""
    agent.writes("ask", "Which version do you use?")
    customer.opens()
    customer.has("Which version do you use?")
    customer.reads(Status.WAITING_FOR_CUSTOMER, paused=1)
    if customer.language == "fr":
        expect(customer.page.locator(".page-meta .chip")).to_have_text("En attente de votre réponse")
    customer.writes("reply", "Version 8.1.")
    customer.reads(Status.CUSTOMER_RESPONDED, runs=("update", "resolve"))
    customer.presses("hold")
    customer.reads(Status.ON_HOLD, paused=2)
    customer.presses("resume")
    customer.reads(Status.CUSTOMER_RESPONDED, runs=("update", "resolve"))


def is_tested_and_closed(customer: Reader, agent: Agent) -> None:
    """S2-115 to S2-117, S3-38 to S3-40."""
    agent.writes("resolve", "It is corrected.")
    customer.opens()
    customer.reads(Status.ON_CUSTOMER_TEST, paused=1)
    customer.writes("refuse", "The third file still stops.")
    customer.reads(Status.CUSTOMER_RESPONDED, runs=("update", "resolve"))
    agent.writes("resolve", "The third file is corrected too.")
    customer.opens()
    customer.has("The third file is corrected too.")
    customer.presses("confirm")
    customer.reads(Status.CLOSED)


def comes_back_until_the_last_day(portal, customer: Reader, agent: Agent, zone: ZoneInfo) -> None:
    """S3-41, S3-43, S3-44, C3, C4."""
    was_closed(portal, customer.case, days_ago=14, zone=zone)
    customer.opens()
    customer.writes("reopen", "It stops again since this morning.")
    customer.reads(Status.REACTIVATED, runs=("respond", "resolve"))
    agent.writes("resolve", "It is corrected for good.")
    customer.opens()
    customer.presses("confirm")
    was_closed(portal, customer.case, days_ago=15, zone=zone)
    customer.opens()
    customer.reads(Status.CLOSED)
    expect(customer.page.locator("form#reply")).to_have_count(0)
    customer.page.locator(f"main a[href*='follows={customer.case}']").click()
    customer.chooses_product_and_form()
    expect(customer.page.locator("#request-form input[name=follows]")).to_have_value(customer.case)
    customer.has(customer.case)
    customer.has(TYPED["subject"])
