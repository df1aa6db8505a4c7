"""Feeds and the sitemap: what a visitor may read, the same for everybody, gone when it is taken back."""

from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledgebase import actions
from knowledgebase.models import Article, Translation
from knowledgebase.writing import actions as writing
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SECTION = "/sections/invoices-and-payments-numbering/feed/"
SITE = settings.SITE_URL


def entries(client, address):
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def titles(client, address):
    return [entry.find(f"{ATOM}title").text for entry in entries(client, address)]


def addresses(client, address):
    return [row.text for row in ElementTree.fromstring(client.get(address).content).iter(f"{MAP}loc")]


class TestFeed:
    def test_it_has_what_was_changed_last_in_the_language_of_the_address(self, client):
        made = articles.article("An invoice number is missing", summary="How to find it.")
        articles.translated(made, "Un numéro manque")
        articles.article("Restart numbering")
        assert titles(client, "/feed/") == ["Restart numbering", "An invoice number is missing"]
        assert titles(client, "/fr/feed/") == ["Un numéro manque"]
        entry = entries(client, "/feed/")[1]
        assert entry.find(f"{ATOM}link").get("href") == SITE + made.get_absolute_url()
        assert entry.find(f"{ATOM}summary").text == "How to find it."
        assert entry.find(f"{ATOM}id").text == f"{SITE}/articles/{made.article_id}/"

    def test_a_section_has_its_own(self, client):
        articles.article("Here")
        articles.article("There", on=articles.section("Reports", "Monthly"))
        assert titles(client, SECTION) == ["Here"]

    @pytest.mark.parametrize("address", ["/feed/", SECTION])
    @pytest.mark.parametrize("hidden", [{"audience": "customers"}, {"audience": "staff"}, {"state": "draft"}])
    def test_whoever_asks_it_is_what_a_visitor_may_read(self, client, address, hidden):
        articles.article("For everybody")
        articles.article("Not for everybody", **hidden)
        assert titles(client, address) == ["For everybody"]
        client.force_login(make.administrator())
        assert titles(client, address) == ["For everybody"]

    def test_of_a_section_without_anything_for_visitors_there_is_none(self, client):
        articles.article(audience="staff")
        client.force_login(make.administrator())
        assert client.get(SECTION).status_code == 404

    def test_taken_back_it_is_gone_at_once(self, client):
        manuscript = articles.published(articles.written("Winter hours"))
        articles.article("Other")
        etag = client.get("/feed/")["ETag"]
        assert "Winter hours" in titles(client, "/feed/")
        writing.unpublish(manuscript, by=None)
        assert titles(client, "/feed/") == ["Other"]
        assert client.get("/feed/", headers={"if-none-match": etag}).status_code == 200

    def test_who_has_it_already_gets_nothing_and_it_costs_one_statement(self, client):
        articles.article()
        first = client.get("/feed/")
        assert "public" in first["Cache-Control"]
        with CaptureQueriesContext(connection) as seen:
            again = client.get("/feed/", headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert len(seen) == 1

    @pytest.mark.parametrize(
        "address", ["/feed/", SECTION, "/sitemap.xml", "/sitemap-shelves.xml", "article"]
    )
    def test_it_asks_the_same_for_one_and_for_three(self, client, address):
        counts = []
        for number in range(3):
            made = articles.article(f"Number {number}")
            actions.comment(Article.objects.first(), by=make.staff(), body="A word.")
            if address == "article":
                address = f"/articles/{made.article_id}/comments/feed/"
            cache.clear()
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[2] <= 4

    def test_a_text_with_what_xml_cannot_say_is_said_without_it(self, client):
        articles.article("A bell\x07 & <b>", summary="Type <br>\x0c here")
        assert titles(client, "/feed/") == ["A bell & <b>"]
        # Readers' programs take it for HTML.
        assert entries(client, "/feed/")[0].find(f"{ATOM}summary").text == "Type &lt;br&gt; here"

    def test_without_articles_it_is_empty(self, client):
        assert titles(client, "/feed/") == []

    def test_pages_name_it(self, client):
        text = articles.article()
        assert 'type="application/atom+xml"' in client.get("/").content.decode()
        assert f'href="{SECTION}"' in client.get(text.article.section.get_absolute_url()).content.decode()
        assert f'href="/fr{SECTION}"' in client.get(f"/fr{text.get_absolute_url()}").content.decode()
        hidden = articles.article(audience="customers")
        client.force_login(make.customer())
        assert "atom+xml" not in client.get(hidden.get_absolute_url()).content.decode()


class TestComments:
    def test_it_has_those_that_are_shown(self, client):
        text = articles.article()
        shown = actions.comment(text.article, by=make.staff(name="Jonas Weber"), body="A <b>row</b>.")
        actions.comment(text.article, by=make.customer(), body="Waits.")
        address = f"/articles/{text.article_id}/comments/feed/"
        assert titles(client, address) == ["Comment by Jonas Weber"]
        assert entries(client, address)[0].find(f"{ATOM}summary").text == "<p>A &lt;b&gt;row&lt;/b&gt;.</p>"
        actions.turn_down(shown, by=make.staff(Role.EDITOR), reason="Wrong.")
        assert titles(client, address) == []

    def test_of_what_a_visitor_may_not_read_there_is_none(self, client):
        text = articles.article(audience="customers")
        client.force_login(make.customer())
        assert client.get(f"/articles/{text.article_id}/comments/feed/").status_code == 404


class TestSitemap:
    def test_crawlers_are_told_where_it_is(self, client):
        assert f"\nSitemap: {SITE}/sitemap.xml\n" in client.get("/robots.txt").content.decode()

    def test_it_names_the_shelves_and_the_articles_in_both_languages(self, client):
        made = articles.article("An invoice number is missing")
        articles.translated(made, "Un numéro manque")
        alone = articles.article("Restart numbering")
        assert addresses(client, "/sitemap.xml") == [f"{SITE}/sitemap-shelves.xml", f"{SITE}/sitemap-0.xml"]
        shelves = addresses(client, "/sitemap-shelves.xml")
        for address in (
            "/",
            "/categories/invoices-and-payments/",
            "/sections/invoices-and-payments-numbering/",
        ):
            assert {f"{SITE}{address}", f"{SITE}/fr{address}"} <= set(shelves)
        both = [
            SITE + made.get_absolute_url(),
            f"{SITE}/fr/articles/{made.article_id}-un-numero-manque/",
        ]
        assert addresses(client, "/sitemap-0.xml") == [*both, SITE + alone.get_absolute_url()]
        rows = list(ElementTree.fromstring(client.get("/sitemap-0.xml").content).iter(f"{MAP}url"))
        twins = [(link.get("hreflang"), link.get("href")) for link in rows[0].iter(f"{XHTML}link")]
        assert twins == [("en", both[0]), ("fr", both[1])]
        assert list(rows[2].iter(f"{XHTML}link")) == []
        for address in addresses(client, "/sitemap-0.xml") + shelves:
            assert client.get(address.removeprefix(SITE)).status_code == 200, address

    @pytest.mark.parametrize("hidden", [{"audience": "customers"}, {"state": "draft"}])
    def test_what_a_visitor_may_not_read_is_not_in_it(self, client, hidden):
        articles.article("Hidden", on=articles.section("Reports", "Monthly"), **hidden)
        client.force_login(make.administrator())
        assert addresses(client, "/sitemap.xml") == [f"{SITE}/sitemap-shelves.xml"]
        assert client.get("/sitemap-0.xml").status_code == 404
        assert "reports" not in client.get("/sitemap-shelves.xml").content.decode()

    def test_many_articles_are_several(self, client, monkeypatch):
        monkeypatch.setattr("knowledgebase.feeds.reading.A_SITEMAP", 1)
        made = [articles.article(f"Number {number}") for number in range(3)]
        pages = addresses(client, "/sitemap.xml")[1:]
        assert len(pages) == 3
        found = [addresses(client, page.removeprefix(SITE)) for page in pages]
        assert found == [[SITE + text.get_absolute_url()] for text in made]
        assert Translation.objects.count() == 3
