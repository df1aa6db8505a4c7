"""The back office's chrome: its search, its sidebar, its clothes."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from escalations.models import Escalation, Promise
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar
from tests import make
from tests.escalations import make as escalations

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(make.staff(Role.RESOLUTIONS))
    return client


@pytest.mark.parametrize(
    ("words", "lands"),
    [
        ("ESC-00147", "/admin/escalations/escalation/?q=ESC-00147"),
        ("esc 147", "/admin/escalations/escalation/?q=esc+147"),
        ("CW-00012", "/admin/tickets/ticket/?q=CW-00012"),
        ("escape key", "/admin/tickets/ticket/?q=escape+key"),
        ("", "/admin/tickets/ticket/?q="),
    ],
)
def test_the_search_of_the_header_looks_in_the_right_list(office, words, lands):
    assert office.get(reverse("admin:search"), {"q": words}).url == lands


def test_the_search_is_for_staff(client):
    assert "/login/" in client.get(reverse("admin:search")).url


def test_every_page_of_the_back_office_has_our_sheet_last_and_the_search(office):
    html = office.get(reverse("admin:index")).text
    assert html.index("admin/css/base.css") < html.index("css/admin.css") < html.index("</head>")
    assert reverse("admin:search") in html
    assert 'id="nav-sidebar"' in html


def test_who_sees_no_requests_is_not_offered_to_search_them(client):
    client.force_login(make.staff(Role.EDITOR))
    assert "staff-search" not in client.get(reverse("admin:index")).text


def test_a_list_without_actions_brings_no_inline_style(office):
    """Django's own page has one, and our content policy would refuse it."""
    assert "<style" not in office.get("/admin/outbox/letter/").text


def menu(page) -> list[tuple[str, str]]:
    """What the sidebar says, each with its number."""
    return [(item.name, item.count) for group in page.context["menu"] for item in group.items]


def test_the_sidebar_begins_with_today_and_counts_what_is_open(office):
    caches["default"].clear()
    escalations.received()
    escalations.resolved()
    page = office.get(reverse("admin:index"))
    assert menu(page)[:2] == [("Today", ""), ("Escalations", "1")]
    assert ("Requests", "2") in menu(page)
    assert page.text.count('aria-current="page"') == 1


def test_who_sees_fewer_requests_counts_fewer(client):
    caches["default"].clear()
    case = escalations.case()
    case.team = make.team()
    case.save()
    client.force_login(make.staff(teams=[make.team()]))
    assert ("Requests", "0") in menu(client.get(reverse("admin:index")))


def test_nothing_is_red_while_nothing_is_late(office):
    escalations.received()
    html = office.get(reverse("admin:index")).text
    assert "tone-alert" not in html
    Promise.objects.update(due_by=timezone.now() - timedelta(days=3))
    Escalation.objects.update(due_by=timezone.now() - timedelta(days=3))
    html = office.get(reverse("admin:index")).text
    assert "tone-alert" in html and "is-late" in html


def test_every_field_in_a_table_of_rows_says_its_name(client):
    client.force_login(make.administrator())
    calendar = Calendar.objects.default()
    html = client.get(reverse("admin:businesstime_calendar_change", args=[calendar.pk])).text
    assert 'for="id_hours-__prefix__-opens">' in html and 'for="id_holidays-__prefix__-on">' in html
