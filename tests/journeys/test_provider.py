"""A provider is turned kindly and passes it on, then raises a P1; a newcomer goes live. In a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_escalation import has_letter, press

pytestmark = pytest.mark.journey
ACCOUNT = "6f1c2f0e-0b57-4a3c-9d3b-1c2d3e4f5a6b"
FORM = "/providers/issues/new/"


def fill(page, *, category: str, priority: str, summary: str, environment: str = "production") -> None:
    page.locator("select[name=category]").select_option(category)
    page.locator(f"input[name=environment][value={environment}]").check()
    page.locator(f"input[name=priority][value={priority}]").check()
    page.locator("input[name=summary]").fill(summary)
    page.locator("textarea[name=accounts]").fill(f"{{{ACCOUNT.upper()}}}")
    page.get_by_role("button", name="Send the issue").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_provider_is_turned_kindly_and_then_pages_us(portal, visit, javascript):
    """S0-3, S0-4, S0-7, S0-12, S0-15, S0-31."""
    options = {"java_script_enabled": javascript}
    with visit(portal, "provider@partner.example", **options) as kim:
        kim.goto("/")
        kim.locator("footer").get_by_role("link", name="Integration partners").click()
        kim.get_by_role("link", name="Raise an issue").click()
        fill(kim, category="customer-transactions", priority="p2", summary="Card payments come twice")
        expect(kim.locator("h1")).to_have_text("This is for the customer to raise")
        message = kim.locator("#message-en").input_value()
        link = re.search(r"https?://\S+", message)[0]
        assert ACCOUNT not in message

        with visit(portal, "customer@client.example", **options) as nadia:
            nadia.goto(re.sub(r"https?://[^/]+", "", link))
            nadia.get_by_role("link", name="Northwind Stock").first.click()
            nadia.get_by_role("link", name="Technical support").first.click()
            expect(nadia.get_by_label("Subject")).to_have_value("Card payments come twice")

        kim.goto(FORM)
        fill(kim, category="outage", priority="p1", summary="All calls fail since 09:00")
        kim.wait_for_url(re.compile("/providers/issues/PRV-"))
        number = re.search(r"PRV-\d+", kim.url)[0]
        expect(kim.locator("main")).to_contain_text("…5a6b")
        has_letter(portal, "oncall@support.example", number, "Page")
        has_letter(portal, "provider@partner.example", number, "received your issue")

        with visit(portal, "integration@support.example", **options) as ines:
            ines.goto("/admin/providers/providerissue/")
            ines.get_by_role("link", name=number).click()
            press(ines, "Acknowledge", note="We see it too.")
        has_letter(portal, "provider@partner.example", number, "Acknowledged")
        kim.reload()
        expect(kim.locator("main")).to_contain_text("We see it too.")


def test_a_newcomer_goes_live(portal, visit, tmp_path):
    """S0-40, S0-43, S0-44."""
    completed = tmp_path / "support-model.txt"
    completed.write_text("Every section is completed.")
    with visit(portal, "newcomer@partner.example") as leo:
        leo.goto(FORM)
        expect(leo.locator("main")).to_contain_text("Production is closed until your launch.")
        fill(leo, category="outage", priority="p1", summary="Too early")
        expect(leo.locator(".error-summary")).to_contain_text("P1 is closed to Tidal Connect")

        leo.goto("/providers/launch/")
        with leo.expect_download() as download:
            leo.get_by_role("link", name="Download the template").click()
        assert download.value.suggested_filename == "support-model-en.md"
        for place in range(1, 5):
            item = leo.locator("article.card").nth(place)
            item.locator("summary").click()
            item.locator("textarea[name=text]").fill("Section 3 of our model.")
            item.get_by_role("button", name="Keep it").click()
            leo.wait_for_load_state()
        expect(leo.locator("main")).to_contain_text("5 of 5 items shown")
        template = leo.locator("#template")
        template.locator("input[type=file]").set_input_files(completed)
        template.locator("input[name=completed]").check()
        template.get_by_role("button", name="Return the template").click()
        expect(leo.locator("main")).to_contain_text("It is our turn")
        has_letter(portal, "enablement@support.example", "Tidal Connect", "returned")

        with visit(portal, "enablement@support.example") as ravi:
            ravi.goto("/admin/providers/launch/")
            ravi.get_by_role("link", name="Tidal Connect").click()
            press(ravi, "Accept…")
        has_letter(portal, "newcomer@partner.example", "production is open")
        leo.goto(FORM)
        fill(leo, category="outage", priority="p1", summary="All calls fail")
        leo.wait_for_url(re.compile("/providers/issues/PRV-"))
