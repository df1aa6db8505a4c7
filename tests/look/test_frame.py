"""The frame of every page: landmarks, language, twin, menu, and what it says to whom."""

from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from tests import make

pytestmark = pytest.mark.django_db
VOID = {"meta", "link", "input", "br", "img", "hr", "use", "path", "rect", "circle"}


class Outline(HTMLParser):
    """The elements of a page in order, and whether every one of them is closed."""

    def __init__(self, html: str):
        super().__init__()
        self.seen: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict]:
        return [attrs for name, attrs in self.seen if name == tag]


def page(body="", *, path="/requests/", user=None, language="en", **context) -> str:
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    template = engines["django"].from_string('{% extends "base.html" %}' + body)
    with translation.override(language):
        return template.render(context, request)


CONTENT = "{% block title %}My requests{% endblock %}{% block nav %}requests{% endblock %}"
CONTENT += "{% block content %}<h1>My requests</h1>{% endblock %}"


def test_a_page_has_its_landmarks_one_heading_and_the_skip_link_first():
    outline = Outline(page(CONTENT))
    assert outline.open == []
    assert outline.all("html") == [{"lang": "en"}]
    assert len(outline.all("main")) == len(outline.all("h1")) == 1
    assert len(outline.all("header")) == len(outline.all("footer")) == 1
    links = outline.all("a")
    assert links[0]["href"] == "#main"
    assert outline.all("main")[0]["id"] == "main"


def test_the_title_names_the_page_then_the_brand():
    assert "<title>My requests · Clearway</title>" in page(CONTENT)
    assert "<title>Error: My requests · Clearway</title>" in page(CONTENT, has_errors=True)


def test_a_title_is_escaped_once():
    html = page("{% block title %}{{ subject }}{% endblock %}", subject="Fish & chips")
    assert "<title>Fish &amp; chips · Clearway</title>" in html


def test_the_present_place_is_marked_in_the_menu():
    current = [attrs for attrs in Outline(page(CONTENT)).all("a") if "aria-current" in attrs]
    assert {attrs["href"] for attrs in current} == {"/requests/"}


def test_every_page_names_its_twin_in_the_other_language():
    html = page(CONTENT, path="/requests/?view=all")
    assert 'name="next" value="/fr/requests/?view=all"' in html
    assert '<link rel="alternate" hreflang="fr" href="http://localhost:8000/fr/requests/">' in html
    french = page(CONTENT, path="/fr/requests/", language="fr")
    assert 'name="next" value="/requests/"' in french
    assert '<html lang="fr">' in french


def test_visitors_are_offered_to_sign_in_and_people_see_their_name():
    assert "/accounts/login/" in page(CONTENT)
    nadia = make.customer(name="Nadia Bell")
    html = page(CONTENT, user=nadia)
    assert "Nadia" in html
    assert "/accounts/login/" not in html
    assert "/admin/" not in html
    assert "/admin/" in page(CONTENT, user=make.staff())


def test_the_frame_costs_a_visitor_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        page(CONTENT)


@pytest.mark.parametrize("demo", [True, False])
def test_the_demonstration_says_that_it_is_one(demo):
    assert ("This is a demonstration" in page(CONTENT, demo=demo)) == demo


@override_settings(BRAND_NAME="Fenwick Tools", BRAND_SHORT_NAME="Fenwick")
@pytest.mark.parametrize("name", ["400", "500", "503"])
def test_pages_for_trouble_are_drawn_without_request_or_database(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string(f"{name}.html")
    outline = Outline(html)
    assert outline.open == []
    assert len(outline.all("h1")) == 1
    assert "Fenwick Tools" in html


def test_a_page_that_nobody_knows_offers_the_search_and_a_way_home(client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "We find no such page" in response.text


def test_what_was_typed_is_shown_when_a_page_was_open_too_long(client):
    request = RequestFactory().post("/requests/new/")
    request.user = AnonymousUser()
    html = render_to_string("403_csrf.html", {"typed": [("subject", "<b>Bold</b>")]}, request=request)
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html
