"""The back office's chrome: its search, its sidebar, its clothes."""

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from tests import make

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
