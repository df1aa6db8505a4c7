"""The look in a real browser: nothing refused by the content policy, nothing sideways, axe finds nothing."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from knowledgebase.models import Term
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar
from tests import make
from tests.complaints import make as complaints
from tests.escalations import make as escalations
from tests.knowledgebase import make as articles

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
CHROMIUM = shutil.which("chromium")
# For developers: npm install --no-save axe-core. Without it the other checks still run.
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FORMS = [(1280, "light"), (390, "dark"), (320, "light")]


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed.")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    # Playwright runs a loop of its own beside the tests; Django would take it for an async view.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def opened(chromium, live_server, client, path, width=1280, scheme="light"):
    """That page, as the person who is signed in with `client` sees it, and what the console said."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    cookies = [{"name": n, "value": c.value, "url": live_server.url} for n, c in client.cookies.items()]
    if cookies:
        context.add_cookies(cookies)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(live_server.url + path)
    return page, said


def wrong_with(page, said) -> list[str]:
    """What no page may have."""
    found = [line for line in said if "404" not in line]
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if width > 0:
        found.append(f"{width} px sideways")
    if page.locator("main h1").count() != 1:
        found.append("not one h1")
    if AXE.exists():
        page.evaluate(AXE.read_text())
        for rule in page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]:
            found.append(f"{rule['id']}: {[node['target'] for node in rule['nodes']][:3]}")
    return found


def check(chromium, live_server, client, paths, forms=FORMS):
    """Each page is asked for once, and then seen in every form of window."""
    troubles = {}
    page, said = opened(chromium, live_server, client, paths[0])
    for path in paths:
        said.clear()
        page.goto(live_server.url + path)
        for width, scheme in forms:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if wrong := wrong_with(page, said):
                troubles[f"{path} {width} {scheme}"] = wrong
    page.context.close()
    assert troubles == {}


def test_the_pages_of_a_visitor(chromium, live_server, client):
    check(chromium, live_server, client, ["/", "/fr/", "/search/?q=invoice", "/accounts/login/", "/nobody/"])


def test_the_pages_of_a_customer(chromium, live_server, client):
    escalation = escalations.received()
    client.force_login(escalation.requester)
    paths = ["/requests/", "/requests/new/", "/escalate/", "/accounts/profile/"]
    paths += [f"/requests/{escalation.ticket.reference}/", escalation.get_absolute_url()]
    check(chromium, live_server, client, paths)


def test_the_pages_of_a_complaint(chromium, live_server, client):
    complaint = complaints.answered()
    client.force_login(complaint.requester)
    ended = complaints.ended(by=complaint.requester)
    paths = ["/complaints/", "/complaints/new/", complaint.get_absolute_url(), ended.get_absolute_url()]
    check(chromium, live_server, client, paths)
    client.force_login(complaint.holder)
    paths = [reverse("admin:complaints_complaint_changelist")]
    paths += [
        reverse(f"admin:complaints_complaint_{page}", args=[complaint.pk])
        for page in ("change", "record_outcome")
    ]
    check(chromium, live_server, client, paths)


def test_an_article_and_the_boxes_for_what_its_readers_say(chromium, live_server, client):
    """What was missing is asked in a box as wide as that for a comment."""
    words = {"title_en": "Cache", "explanation_en": "What the browser keeps."}
    Term.objects.get_or_create(slug="cache", defaults=words)
    text = articles.article("Clear it", body="## First\n\nEmpty the cache.")
    client.force_login(make.customer())
    address = text.get_absolute_url()
    check(chromium, live_server, client, [address, f"{address}?voted=no", "/glossary/", "/following/"])
    page, said = opened(chromium, live_server, client, f"{address}?voted=no")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        missing, comment = (page.locator(f"{box} textarea").bounding_box() for box in ("#vote", "#comments"))
        assert missing["width"] == comment["width"]
    page.click("button.term")
    assert not wrong_with(page, said)
    page.context.close()


def test_the_contents_show_which_part_is_being_read(chromium, live_server, client):
    body = "".join(f"## Part {n}\n\n" + "Words.\n\n" * 30 for n in range(3))
    text = articles.article("A long one", body=body)
    page, said = opened(chromium, live_server, client, text.get_absolute_url())
    assert page.locator(".contents [aria-current]").all_inner_texts() == ["Part 0"]
    page.click(".contents a >> text=Part 2")
    page.wait_for_selector(".contents [aria-current] >> text=Part 2")
    assert page.locator(".contents [aria-current]").count() == 1 and not said
    page.context.close()


def test_the_steps_of_the_passport_are_whole_words_on_a_tablet(chromium, live_server, client):
    escalation = escalations.planned()
    client.force_login(escalation.requester)
    page, _said = opened(chromium, live_server, client, escalation.get_absolute_url(), 768)
    heights = page.eval_on_selector_all(".passport-name", "found => found.map(e => e.offsetHeight)")
    assert len(heights) == 5 and len(set(heights)) == 1
    page.context.close()


def test_the_pages_of_the_back_office(chromium, live_server, client):
    escalation, planned = escalations.received(), escalations.planned()
    client.force_login(make.staff(Role.RESOLUTIONS))
    paths = [reverse("admin:index"), reverse("admin:escalations_escalation_changelist")]
    paths += [reverse("admin:escalations_escalation_change", args=[escalation.pk])]
    paths += [reverse("admin:escalations_escalation_share_plan", args=[planned.pk])]
    paths += [reverse("admin:tickets_ticket_changelist")]
    paths += [reverse("admin:tickets_ticket_change", args=[escalation.ticket_id])]
    check(chromium, live_server, client, paths, forms=[*FORMS, (1280, "dark")])


def test_the_lists_and_forms_of_the_back_office(chromium, live_server, client):
    """Django's own pages: nothing sideways and nothing that axe finds, on a phone as well."""
    escalation = escalations.received()
    client.force_login(make.administrator())
    letter = escalations.letters(escalation)[0]
    calendar = Calendar.objects.default()
    paths = [
        reverse("admin:outbox_letter_changelist"),
        reverse("admin:outbox_letter_change", args=[letter.pk]),
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_organisation_change", args=[escalation.ticket.organisation_id]),
        reverse("admin:businesstime_calendar_change", args=[calendar.pk]),
        reverse("admin:businesstime_calendar_try", args=[calendar.pk]),
        reverse("admin:escalations_level_changelist"),
    ]
    check(chromium, live_server, client, paths, forms=[(1280, "light"), (390, "dark")])


def test_the_queue_is_read_on_a_phone_without_scrolling_sideways(chromium, live_server, client):
    """Each row is a card: nothing in it stands outside the screen."""
    escalations.received()
    client.force_login(make.staff(Role.RESOLUTIONS))
    for path in ("admin:escalations_escalation_changelist", "admin:tickets_ticket_changelist"):
        page, _said = opened(chromium, live_server, client, reverse(path), 390)
        rights = page.eval_on_selector_all(
            ".staff-cards td", "found => found.map(e => e.getBoundingClientRect().right)"
        )
        assert rights and max(rights) <= 390
        page.click(".staff-menu-link")
        assert page.locator("#nav-sidebar a").first.is_visible()
        page.context.close()


def test_the_page_of_a_case_asks_who_else_is_on_it(chromium, live_server, client):
    path = reverse("admin:tickets_ticket_change", args=[escalations.case().pk])
    client.force_login(make.staff(name="Jonas Weber"))
    page, said = opened(chromium, live_server, client, path)
    assert page.locator(".staff-presence").count() == 0
    ines = Client()
    ines.force_login(make.staff(name="Ines Ruiz"))
    ines.get(path)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector(".staff-presence")
    assert page.locator(".staff-presence").inner_text() == "Ines is on this page too"
    assert said == []
    page.context.close()


def test_errors_are_said_first_and_lead_to_the_field(chromium, live_server, client):
    escalation = escalations.received()
    client.force_login(escalation.requester)
    page, _said = opened(chromium, live_server, client, "/escalate/", 390)
    page.click("main form button[type=submit]")
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.click(".error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    page.context.close()


def test_the_menu_of_a_phone_opens_without_a_script(chromium, live_server, client):
    context = chromium.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/")
    assert not page.locator(".site-menu nav").is_visible()
    page.click(".site-menu > summary")
    assert page.locator(".site-menu nav").is_visible()
    context.close()


def test_buttons_and_fields_can_be_hit_with_a_thumb(chromium, live_server, client):
    escalation = escalations.received()
    client.force_login(escalation.requester)
    page, _said = opened(chromium, live_server, client, "/escalate/", 390)
    sizes = page.eval_on_selector_all(
        "main .btn, main .form-control, main .form-select, main .choice, .site-submit",
        "found => found.map(e => [e.className, e.getBoundingClientRect().height])",
    )
    assert [size for size in sizes if 0 < size[1] < 44] == []
    page.context.close()
