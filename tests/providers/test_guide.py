"""The guide says what to escalate, where it goes and what customers raise, from the rows that route."""

import pytest

from escalations.providers.models import Category
from portal.contracts.shipping import round_the_clock
from portal.workflow import kept
from tests.providers import make as providers

pytestmark = pytest.mark.django_db


def read(client, address="/providers/") -> str:
    return " ".join(client.get(address).content.decode().split())


def test_anybody_reads_it_and_the_foot_of_every_page_leads_to_it(client):
    page = read(client)
    assert "Guide for integration partners" in page
    assert 'href="/providers/"' in read(client, "/")


def test_the_four_common_issues_of_customers_are_priority_4_and_not_for_providers(client):
    page = read(client)
    for issue in (  # S0-1
        "Onboarding errors",
        "Missing or duplicate transactions",
        "Accounts stuck in pending",
        "Reauthentication requests appearing too frequently",
    ):
        assert f'<li>{issue} <span class="muted">Priority 4 (Low)</span></li>' in page  # S0-2
    assert "you cannot raise them for a customer" in page  # S0-3
    assert "directly, through the usual support channels" in page  # S0-4
    assert "As the support model template says, you are not responsible for handling direct" in page  # S0-5
    assert "All issues of end users (onboarding, missing or duplicate transactions" in page  # S0-6
    assert "a message to pass on" in page  # S0-7


def test_it_names_what_not_to_escalate(client):
    page = read(client)
    for name in (
        "Customer onboarding problems",  # S0-24
        "Missing or duplicate transactions, reported by a customer",  # S0-25
        "Account status issues",  # S0-26
        "Complaints about how often to reauthenticate",  # S0-27
        "General customer support queries",  # S0-28
    ):
        assert f"<li>{name}</li>" in page


def test_it_shows_the_four_principles(client):  # S0-8
    page = read(client)
    for principle in ("Customer first", "Provider focus", "Clear escalation paths", "Documentation"):
        assert f"<strong>{principle}</strong>" in page
    assert "not about a customer’s experience" in page  # S0-13


def test_the_table_is_drawn_from_the_rows_that_route(client, settings):
    settings.INTEGRATION_INBOX = "integration@vendor.example"
    providers.route("p1", contact="outages@vendor.example")  # S0-20
    providers.route("p2", contact="degraded@vendor.example", minutes=180)
    kept.forget()
    page = read(client)
    lines = page.partition("<tbody")[2].partition("</tbody>")[0].split("<tr ")[1:]
    assert len(lines) == 3  # P3 and P4 go the same way
    assert "Service outages, live incidents, security breaches" in lines[0]  # S0-14
    assert "outages@vendor.example" in lines[0]
    assert "<strong>Immediate</strong>" in lines[0]  # S0-15
    assert "Maintenance events or degraded performance" in lines[1]  # S0-16
    assert "<strong>3 hours</strong>" in lines[1]  # S0-21: as it was changed
    assert "P3–P4" in lines[2]
    assert "Integration-specific issues (not customer queries)" in lines[2]  # S0-18
    assert "integration@vendor.example" in lines[2]  # S0-19
    assert "<strong>24 hours</strong>" in lines[2]


def test_a_route_with_hours_of_its_own_says_so(client):  # C8
    providers.route("p3", calendar=round_the_clock())
    kept.forget()
    assert "24 hours, in the hours of Round the clock (24 x 7)" in read(client)


def test_a_reminder_says_whom_the_inbox_is_for(client, settings):
    settings.INTEGRATION_INBOX = "integration@vendor.example"
    page = read(client)
    assert "is for third-party integration issues only, not for customer support requests." in page  # S0-22
    assert "Write to integration@vendor.example" in page
    assert "is redirected, not worked" in page  # S0-23


def test_it_says_what_to_include_in_two_groups(client):  # S0-39
    page = read(client)
    essential, additional = page.partition("<h3>Essential information</h3>")[2].split(
        "<h3>Additional helpful details</h3>"
    )
    for words in ("A summary", "Supporting evidence, if applicable", "identifier (UUID)", "The Bank ID, if"):
        assert words in essential
    for words in ("Timeline", "Impact", "Steps to reproduce", "Previous occurrences", "Your system status"):
        assert words in additional


def test_whats_next_has_four_steps_and_the_end_repeats_the_rule(client):
    page = read(client)
    steps = page.partition('<h2 id="next">')[2]
    places = [
        steps.index(words)
        for words in (
            "Review the launch checklist",
            "Return to the go-live overview",
            "Contact your enablement engineer",
            "Complete and return the support model template",
        )
    ]
    assert places == sorted(places)  # S0-45
    assert 'href="/providers/go-live/"' in steps  # S0-41
    assert page.rindex("customers contact Product Support directly for all standard") > page.index(
        '<h2 id="checklist">'
    )  # S0-46


def test_it_speaks_french(client):
    page = read(client, "/fr/providers/")
    assert "Interruptions de service, incidents en cours, failles de sécurité" in page
    assert "Opérations manquantes ou en double" in page


def test_a_category_that_is_not_offered_any_more_is_gone(client):
    Category.objects.filter(slug="customer-status").update(is_active=False)
    kept.forget()
    assert "Account status issues" not in read(client)
