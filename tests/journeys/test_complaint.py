"""A complaint to its bitter end, through the running processes and with the clock moved."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.journeys.test_escalation import LONDON, has_letter, letters

pytestmark = pytest.mark.journey

CUSTOMER, STRANGER = "customer@client.example", "customer@other.example"
SAM, GRETA, YUSUF = (f"{name}@support.example" for name in ("representative", "servicemanager", "solutions"))
# A Thursday; the two working days of the Solutions team go over the weekend.
THURSDAY = datetime(2026, 11, 19, 9, 30, tzinfo=LONDON)


def choose(person, name: str, value: str) -> None:
    person.locator(f"input[name={name}][value='{value}']").check()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_complaint_to_external_avenues(portal, visit, javascript):
    """S4-1, S4-2, S4-4 to S4-10, S2-79, C15."""
    portal.move_clock_to(THURSDAY)
    with visit(portal, CUSTOMER, java_script_enabled=javascript) as customer:
        customer.goto("/")
        customer.get_by_role("link", name="Make a complaint").click()
        customer.get_by_label("Subject").fill("The bill came twice")
        customer.locator("textarea[name=what_happened]").fill("We paid, and the bill came again.")
        customer.locator("textarea[name=wish]").fill("A credit note and an apology.")
        customer.get_by_role("button", name="Send the complaint").click()
        customer.wait_for_url(re.compile("/complaints/CPL-"))
        address = customer.url.partition("?")[0]
        number = re.search(r"CPL-\d+", address)[0]
        expect(customer.locator("main")).to_contain_text("Sam Okafor")
        has_letter(portal, CUSTOMER, number, "We have your complaint")
        has_letter(portal, SAM, number, "A complaint for you")
        with visit(portal, STRANGER) as stranger:
            assert stranger.request.get(address).status == 404

        def work(email, *steps):
            with visit(portal, email, java_script_enabled=javascript) as person:
                person.goto("/admin/complaints/complaint/?view=mine")
                person.get_by_role("link", name=number).first.click()
                for verb, choices, words in steps:
                    person.locator(".staff-verbs").get_by_text(verb, exact=True).click()
                    for name, value in choices.items():
                        choose(person, name, value)
                    person.locator("[name=note]").fill(words)
                    person.locator(".staff-verb-actions button").first.click()
                    person.wait_for_url("**/change/")

        def refuse(words):
            customer.goto(address)
            customer.locator("#not-satisfied textarea").fill(words)
            customer.get_by_role("button", name="I am not satisfied").click()
            customer.wait_for_url(address)

        work(SAM, ("Acknowledge", {}, ""), ("Answer", {}, "We are sorry; the second bill is void."))
        has_letter(portal, CUSTOMER, number, "Our answer")
        refuse("And the costs of the reminder?")
        expect(customer.locator("main")).to_contain_text("Greta Holm")
        work(GRETA, ("Begin the review", {}, ""), ("Answer", {}, "The reminder cost you nothing."))
        refuse("It cost us a morning.")
        # Thursday 09:30 and two working days: Monday 09:30.
        expect(customer.locator("main")).to_contain_text("Monday 23 November, 09:3".replace(" ", " "))

        portal.move_clock_to(datetime(2026, 11, 20, 15, 0, tzinfo=LONDON))
        has_letter(portal, YUSUF, number, "50 % of the time is used")
        portal.move_clock_to(datetime(2026, 11, 23, 10, 0, tzinfo=LONDON))
        has_letter(portal, GRETA, number, "A promise was missed")
        has_letter(portal, CUSTOMER, number, "We are late, and we are sorry")
        work(
            YUSUF,
            ("Record the contact", {"how": "phone"}, "We went through the morning."),
            ("Answer", {}, "We offer a voucher."),
        )
        refuse("No voucher pays a morning.")
        work(YUSUF, ("End with external avenues…", {"avenues": "1"}, "We cannot pay for a morning."))
        has_letter(portal, CUSTOMER, number, "Our final response, and where you can go now")

        customer.goto(address)
        for words in (
            "Ended: external avenues",
            "Independent ombudsman",
            "Time limit",
            "Contact by the Solutions team",
        ):
            expect(customer.locator("main")).to_contain_text(words)
        assert sum(number in line and "missed" in line for line in letters(portal, GRETA)) == 1
