"""Raising a request in a real browser: the comforts of its scripts, and nothing lost by them."""

import pytest

from portal.accounts.roles import Role
from tests import make
from tests.intake.make import signed_in
from tests.knowledgebase import make as articles
from tests.look.test_browser import check, chromium, opened, wrong_with  # noqa: F401 - a fixture
from tickets.intake.models import RequestType
from tickets.models import Ticket

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

GUIDED = "/requests/new/problem/"


def test_its_pages_fit_every_window(chromium, live_server, client):  # noqa: F811
    one = make.product("Invoices", help_url="https://help.example/")
    make.product("Stock")
    signed_in(client)
    product = f"?product={one.pk}"
    check(
        chromium,
        live_server,
        client,
        ["/requests/new/", f"/requests/new/{product}", f"{GUIDED}{product}", "/requests/severities/"],
    )
    signed_in(client, make.organisation(contract=False))
    page, said = opened(chromium, live_server, client, "/requests/new/", 320)
    assert wrong_with(page, [line for line in said if "403" not in line]) == []
    page.context.close()


def test_the_preview_and_the_phone_page_fit(chromium, live_server, client):  # noqa: F811
    client.force_login(make.staff(Role.MANAGER))
    form, caller = RequestType.objects.get(slug="problem"), make.customer()
    paths = [
        f"/admin/intake/requesttype/{form.pk}/preview/?language=fr",
        f"/admin/tickets/ticket/write-down/?customer={caller.email}&form=problem",
        f"/admin/intake/requesttype/{form.pk}/change/",
    ]
    check(chromium, live_server, client, paths, forms=[(1280, "light")])


def test_a_question_appears_when_it_is_asked(chromium, live_server, client):  # noqa: F811
    signed_in(client)
    page, said = opened(chromium, live_server, client, GUIDED)
    changed = page.locator("[name=answer_changed]")
    assert changed.is_hidden()
    page.check("[name=answer_worked][value=yes]")
    assert changed.is_visible()
    page.check("[name=answer_worked][value=no]")
    assert changed.is_hidden() and not said
    page.context.close()


def test_without_scripts_it_is_always_there(chromium, live_server, client):  # noqa: F811
    signed_in(client)
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(
        [{"name": n, "value": c.value, "url": live_server.url} for n, c in client.cookies.items()]
    )
    page = context.new_page()
    page.goto(live_server.url + GUIDED)
    assert page.locator("[name=answer_changed]").is_visible()
    context.close()


def test_a_tick_stays_while_somebody_writes_on(chromium, live_server, client):  # noqa: F811 - S3-32
    text = articles.article("An invoice number is missing from the sequence")
    signed_in(client)
    page, said = opened(chromium, live_server, client, "/requests/new/technical/")
    page.fill("[name=subject]", "An invoice number is missing")
    page.fill("[name=text]", "One invoice number is missing from the sequence.")
    page.locator(".only-desktop [name=tried]").check()
    with page.expect_response(lambda answer: "/suggest/" in answer.url):
        page.fill("[name=text]", "Pigeons, purple windmills, saxophones everywhere.")
        page.fill("[name=subject]", "Something altogether different")
    page.wait_for_function("document.querySelectorAll('[name=tried]:checked').length === 2")
    assert not said
    page.click("form [type=submit]:has-text('Send the request')")
    page.wait_for_url("**?sent=1")
    assert [row.article for row in Ticket.objects.get().tried.all()] == [text.article_id]
    page.context.close()
