"""The main job, end to end, through the running processes and with the clock moved."""

import email
import email.policy
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.processes import until

pytestmark = pytest.mark.journey

LONDON = ZoneInfo("Europe/London")
FRIDAY_1650 = datetime(2026, 11, 20, 16, 50, tzinfo=LONDON)


def letters(portal, to: str) -> list[str]:
    """The subjects that lie in this person's mailbox, in the order in which they were written."""
    found = []
    for path in (portal.folder / "mail").glob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if to in message["To"]:
            found.append((path.stat().st_mtime_ns, str(message["Subject"])))
    return [subject for _at, subject in sorted(found)]


def has_letter(portal, to: str, *words: str) -> str:
    """The subject of a letter that has all these words, as soon as it lies there."""
    return until(
        lambda: next((line for line in letters(portal, to) if all(word in line for word in words)), None),
        what=f"a letter to {to} about {words}",
    )


def press(team, verb: str, **fields: str) -> None:
    """A verb's button on the case page, its form, and back on the case."""
    team.locator(".staff-verbs").get_by_text(verb, exact=True).click()
    for name, value in fields.items():
        team.locator(f"[name='{name}']").fill(value)
    team.locator(".staff-verb-actions button").first.click()
    team.wait_for_url("**/change/")


def says_why(customer, subject: str) -> None:
    customer.get_by_label("Subject").fill(subject)
    customer.get_by_label("The issue keeps coming back").check()
    customer.locator("textarea[name=reason]").fill("Three Mondays in a row.")
    customer.locator("textarea[name=description]").fill("Six people wait for each count.")
    customer.locator("input[name=impact][value=major]").check()


def verifies(customer, **answers: str) -> None:
    """The four questions beside the facts of the case."""
    right = {"problem": "yes", "impact": "yes", "workaround": "yes", "milestone": "none", **answers}
    for question, answer in right.items():
        customer.locator(f"input[name=verify_{question}][value={answer}]").check()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_customer_escalates_on_friday_and_hears_back_within_one_working_day(portal, visit, javascript):
    """S1-1 to S1-8, S1-20 to S1-22, S1-26, S1-27, S1-31, S1-34."""
    portal.move_clock_to(datetime(2026, 11, 20, 16, 30, tzinfo=LONDON))
    with visit(portal, "customer@client.example", java_script_enabled=javascript) as customer:
        # No answer in the help centre.
        customer.goto("/")
        customer.locator(".hero input[name=q]").fill("zanzibar quokka")
        customer.locator(".hero button").click()
        expect(customer.locator("main")).to_contain_text("zanzibar quokka")
        # A request.
        customer.get_by_role("link", name="Submit a request").first.click()
        customer.get_by_role("link", name="Northwind Stock").first.click()
        customer.get_by_role("link", name="Technical support").first.click()
        customer.get_by_label("Subject").fill("Stock count page is slow on Mondays")
        customer.locator("textarea[name=text]").fill("It takes 40 seconds to open between 08:00 and 10:00.")
        customer.get_by_role("button", name="Send the request").click()
        customer.wait_for_url(re.compile("/requests/NW-"))
        case = re.search(r"NW-\d+", customer.url)[0]
        has_letter(portal, "customer@client.example", case)

        # Friday, 16:50: not good enough.
        portal.move_clock_to(FRIDAY_1650)
        customer.goto(f"/escalate/?case={case}")
        says_why(customer, "Warehouse stands still every Monday morning")
        verifies(customer)
        customer.get_by_role("button", name="Send escalation").click()
        customer.wait_for_url(re.compile("/escalations/ESC-"))
        passport = customer.url.partition("?")[0]
        expect(customer.locator("main")).to_contain_text("Monday 23 November, 16:50".replace(" ", " "))
        expect(customer.locator("main")).to_contain_text("London time")
        number = re.search(r"ESC-\d+", passport)[0]
        has_letter(portal, "customer@client.example", number, "We have received your escalation")

        # A stranger sees nothing of it, at any of its addresses.
        with visit(portal, "customer@other.example") as stranger:
            for address in (passport, f"{portal.url}/requests/{case}/"):
                assert stranger.request.get(address).status == 404, address

        # Monday: the team is warned at half of the working time and again at three quarters.
        portal.move_clock_to(datetime(2026, 11, 23, 12, 40, tzinfo=LONDON))
        has_letter(portal, "resolutions@support.example", number)
        told = [line for line in letters(portal, "customer@client.example") if number in line]
        assert not any("assess" in line for line in told)

        portal.move_clock_to(datetime(2026, 11, 23, 13, 0, tzinfo=LONDON))
        with visit(portal, "resolutions@support.example", java_script_enabled=javascript) as team:
            team.goto("/admin/")
            team.get_by_role("link", name=number).first.click()
            press(team, "Acknowledge")
            has_letter(portal, "customer@client.example", number, "assess")
            portal.move_clock_to(datetime(2026, 11, 23, 14, 0, tzinfo=LONDON))
            press(team, "Approve", note="Three Mondays were lost and a date is near.")
            has_letter(portal, "customer@client.example", number, "approved")
            portal.move_clock_to(datetime(2026, 11, 23, 14, 30, tzinfo=LONDON))
            step = {"steps-0-what": "Move the weekly report to 05:00", "steps-0-owner": "Database team"}
            press(team, "Share the plan", **step, **{"steps-0-due_on": "2026-11-24"})
            has_letter(portal, "customer@client.example", number, "plan")

        customer.goto(passport)
        expect(customer.locator("main")).to_contain_text("Move the weekly report to 05:00")
        told = [line for line in letters(portal, "customer@client.example") if number in line]
        words = ("received your escalation", "assess", "approved", "plan")
        assert [next(word for word in words if word in line) for line in told] == list(words)


CONDITIONS = {
    "plan_word": "The step of the plan is done.",
    "analysis_word": "A report locked the table.",
    "progress_word": "Two Mondays without waiting.",
}


def propose_end(team) -> None:
    """Three conditions are ticked, each with a word; the lesson is written."""
    team.locator(".staff-verbs").get_by_text("Propose the end").click()
    for name, words in CONDITIONS.items():
        team.locator(f"[name={name.replace('word', 'met')}]").check()
        team.locator(f"[name={name}]").fill(words)
    team.locator("[name=cause]").fill("A report ran in the morning.")
    team.locator("[name=none_because]").fill("It was the only one.")
    team.locator(".staff-verb-actions button").first.click()
    team.wait_for_url("**/change/")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_whole_escalation_from_verify_to_de_escalation_and_back_up_again(portal, visit, javascript):
    """S4-16 to S4-20, S4-31 to S4-35, S1-33."""
    portal.move_clock_to(datetime(2026, 11, 23, 9, 30, tzinfo=LONDON))
    scripts = {"java_script_enabled": javascript}
    with visit(portal, "customer@client.example", **scripts) as customer:
        # A case that is not escalated is chosen on the form; what it says is shown before anything is sent.
        customer.goto("/escalate/")
        case = customer.locator("select[name=case] option", has_text="Invoice numbers skip").get_attribute(
            "value"
        )
        customer.locator("select[name=case]").select_option(case)
        if not javascript:
            customer.get_by_role("button", name="Show what the case says").click()
        expect(customer.locator(".verify")).to_contain_text(
            "every credit note makes an invoice number disappear"
        )
        says_why(customer, "Invoice numbers are lost")
        verifies(customer, milestone="no")
        customer.get_by_role("button", name="Send escalation").click()
        # “No” without what is right: asked beside the field, and everything typed is still there.
        expect(customer.locator("main")).to_contain_text("You said “No”. Write what is right.")
        expect(customer.get_by_label("Subject")).to_have_value("Invoice numbers are lost")
        customer.locator("input[name=correct_milestone]").fill("2026-12-31")
        customer.get_by_role("button", name="Send escalation").click()
        customer.wait_for_url(re.compile("/escalations/ESC-"))
        passport = customer.url.partition("?")[0]
        number = re.search(r"ESC-\d+", passport)[0]
        expect(customer.locator("main")).to_contain_text("Right is: Thursday 31 December")

        with visit(portal, "resolutions@support.example", **scripts) as team:
            team.goto(f"/admin/escalations/escalation/?q={number}")
            press(team, "Acknowledge")
            press(team, "Approve", note="The year ends soon.")
            step = {"steps-0-what": "Number again", "steps-0-owner": "Jonas", "steps-0-due_on": "2026-11-25"}
            press(team, "Share the plan", **step)
            press(team, "Raise one level", note="The year ends soon.")
            propose_end(team)
            has_letter(portal, "customer@client.example", number, "Is your case back on track?")

            # Not yet: it is in hand again.
            customer.goto(passport)
            expect(customer.locator("#ending")).to_contain_text("Two Mondays without waiting.")
            customer.get_by_label("What is not back on track?").fill("One number is still missing.")
            customer.get_by_role("button", name="Send: go on with it").click()
            expect(customer.locator("main")).to_contain_text("Next promised update")
            has_letter(portal, "resolutions@support.example", number, "Not back on track")

            # And then it is, by one button.
            team.reload()
            propose_end(team)
            customer.goto(passport)
            customer.get_by_role("button", name="I agree: end the escalation").click()
            expect(customer.locator("main")).to_contain_text("How it ended")
            has_letter(portal, "customer@client.example", number, "Back on track")
        customer.goto(f"/requests/{case}/")
        expect(customer.locator("main")).to_contain_text("You agreed that the escalation")

        # Off track again: the history and the level stay.
        customer.goto(f"/escalate/?case={case}")
        expect(customer.locator(".verify")).to_contain_text("Thursday 31 December")
        says_why(customer, "Numbers are lost again")
        verifies(customer, milestone="yes")
        customer.get_by_role("button", name="Send escalation").click()
        customer.wait_for_url(lambda url: "/escalations/ESC-" in url and number not in url)
        expect(customer.locator("main")).to_contain_text(f"Escalated before: {number}")
        expect(customer.locator("main")).to_contain_text("We went on at level 2")
