"""Pages to browse and read: home, shelves, articles with their furniture, in two languages."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knowledgebase.models import Article, Translation, Version
from knowledgebase.states import State
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 10, 50, tzinfo=UTC)


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def words(markup):
    """What a reader reads, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).replace("\xa0", " ").split())


class TestHome:
    # S2-6, S2-7, S2-12, S2-13
    def test_it_says_what_people_can_count_on(self, client, settings):
        said = words(page(client, "/"))
        assert "First reply, on average 30 minutes in support hours" in said
        assert "Solved, on average 50 hours" in said
        assert "Support hours Monday to Friday, 08:45 to 17:15, London time" in said
        assert settings.SUPPORT_EMAIL in said

    def test_it_counts_answers_and_shows_the_shelves(self, client):
        articles.article("One")
        articles.article("Two")
        said = words(page(client, "/"))
        assert "Search 2 answers, or tell us what is wrong" in said
        assert "Invoices and payments 2 articles" in said

    def test_questions_of_others_lead_to_search(self, client):
        articles.article("One", asked="where is my number\nanother")
        assert 'href="/search/?q=where%20is%20my%20number"' in page(client, "/")

    def test_without_articles_the_next_step_is_a_request(self, client):
        assert "There are no articles yet" in page(client, "/")

    # S2-1
    def test_the_main_content_can_be_skipped_to(self, client):
        markup = page(client, "/")
        assert 'href="#main">Skip to the main content</a>' in markup
        assert 'id="main"' in markup


class TestShelves:
    def test_a_category_shows_the_first_articles_of_each_section(self, client):
        for number in range(8):
            articles.article(f"Number {number}")
        said = page(client, "/categories/invoices-and-payments/")
        assert said.count('class="row-words"') == 6
        assert "See all 8 articles in Numbering" in said

    def test_a_section_has_pages(self, client):
        for number in range(33):
            articles.article(f"Number {number}")
        assert "1 to 30 of 33" in page(client, "/sections/invoices-and-payments-numbering/")
        assert "31 to 33 of 33" in page(client, "/sections/invoices-and-payments-numbering/?page=2")
        page(client, "/sections/invoices-and-payments-numbering/?page=3", status=404)

    def test_what_is_not_translated_says_its_language(self, client):
        articles.article("Only in English")
        markup = page(client, "/fr/categories/invoices-and-payments/")
        assert 'lang="en" hreflang="en">Only in English</a>' in markup

    def test_staff_see_that_a_draft_is_one(self, client):
        articles.article("Being written", state=State.DRAFT)
        client.force_login(make.staff(Role.EDITOR))
        assert "Draft" in words(page(client, "/categories/invoices-and-payments/"))


@pytest.fixture
def text():
    return articles.article(
        "Find out who took the number",
        summary="A gap is nearly always a draft.",
        byline="the Billing team",
        body="## First\n\nOpen **Settings**.\n\n## Then\n\nAsk.",
        updated_at=datetime(2026, 9, 20, 11, tzinfo=UTC),
    )


class TestArticle:
    # S2-2, S2-3
    @time_machine.travel(NOW, tick=False)
    def test_it_says_where_it_belongs_who_wrote_it_and_when(self, client, text):
        markup = page(client, text.get_absolute_url())
        said = words(markup)
        assert "Help centre Invoices and payments Numbering" in said
        assert "<h1>Find out who took the number</h1>" in markup
        assert "A gap is nearly always a draft." in said
        assert "Written by the Billing team · Updated 2 months ago · 1 minute to read" in said
        assert 'title="Sunday 20 September, 12:00, London time"' in markup.replace("\xa0", " ")

    def test_the_author_stands_where_there_is_no_byline(self, client):
        written = articles.article()
        Article.objects.update(author=make.staff(Role.EDITOR, name="Tomas Lind"))
        assert "Written by Tomas Lind" in words(page(client, written.get_absolute_url()))

    def test_its_parts_are_listed_and_linked(self, client, text):
        markup = page(client, text.get_absolute_url())
        assert markup.count('href="#part-first"') == 2  # beside the text, and folded on phones
        assert '<h2 id="part-first">First</h2>' in markup

    def test_its_neighbours_are_related(self, client, text):
        other = articles.article("Restart numbering each year")
        articles.article("Elsewhere", on=articles.section("Other", "Things"))
        markup = page(client, text.get_absolute_url())
        assert other.get_absolute_url() in markup
        assert "Elsewhere" not in markup

    # S2-4
    def test_it_asks_whether_it_answered_and_leads_on(self, client, text):
        markup = page(client, text.get_absolute_url())
        assert "Did this answer your question?" in markup
        assert f'href="/requests/new/?article={text.article_id}"' in markup

    def test_a_wrong_name_leads_to_the_right_one(self, client, text):
        right = text.get_absolute_url()
        for wrong in (f"/articles/{text.article_id}-old-name/", f"/articles/{text.article_id}/"):
            assert client.get(wrong)["Location"] == right

    def test_its_key_leads_to_it_in_either_language(self, client, text):
        french = articles.translated(text, "Qui a pris le numéro")
        Article.objects.update(key="who-took-it")
        assert client.get("/articles/who-took-it/")["Location"] == text.get_absolute_url()
        assert client.get("/fr/articles/who-took-it/")["Location"] == (
            f"/fr/articles/{text.article_id}-{french.slug}/"
        )

    @pytest.mark.parametrize("number", ["0", "9" * 30, str(2**63)])
    def test_a_number_that_cannot_be_is_not_found(self, client, number):
        page(client, f"/articles/{number}-x/", status=404)

    def test_the_twin_is_named_and_the_address_of_the_text_is_the_one_that_counts(
        self, client, text, settings
    ):
        assert 'hreflang="fr"' not in page(client, text.get_absolute_url()).partition("</head>")[0]
        articles.translated(text, "Qui a pris le numéro")
        head = page(client, text.get_absolute_url()).partition("</head>")[0]
        assert f'<link rel="canonical" href="{settings.SITE_URL}{text.get_absolute_url()}">' in head
        assert 'hreflang="fr"' in head

    def test_what_is_not_for_everybody_is_not_for_crawlers(self, client):
        hidden = articles.article("For us", audience="customers")
        client.force_login(make.customer())
        assert '<meta name="robots" content="noindex">' in page(client, hidden.get_absolute_url())


class TestFrench:
    # S3-2
    def test_the_page_and_the_text_are_in_french(self, client, text):
        articles.translated(text, "Qui a pris le numéro", body="## D’abord\n\nOuvrez.\n\n## Ensuite\n\nOui.")
        markup = page(client, f"/fr/articles/{text.article_id}-qui-a-pris-le-numero/")
        assert '<html lang="fr">' in markup
        assert "<h1>Qui a pris le numéro</h1>" in markup
        assert '<div class="note' not in markup

    def test_a_text_that_is_not_translated_says_so(self, client, text):
        markup = page(client, f"/fr/articles/{text.article_id}-{text.slug}/")
        assert '<article class="article" lang="en">' in markup
        assert markup.index('<div class="note') < markup.index("<h1>")


class TestBudget:
    """The statements of a page that is not kept: the version, and what the page itself reads."""

    def count(self, client, address):
        page(client, address)
        Article.objects.update(position=5)  # every kept page is another one now
        Version.forget()
        with CaptureQueriesContext(connection) as seen:
            page(client, address)
        return len(seen)

    @pytest.mark.parametrize("rows", [1, 3])
    @pytest.mark.parametrize(
        ("address", "most"),
        [
            ("/", 3),
            ("/search/?q=number", 5),  # the content moved: what changed and the synonyms are read again
            ("/categories/invoices-and-payments/", 3),
            ("/sections/invoices-and-payments-numbering/", 3),
            ("article", 2),
        ],
    )
    def test_pages_ask_little_for_one_row_and_for_three(self, client, rows, address, most):
        made = [articles.translated(articles.article(f"Number {n}"), f"Numéro {n}") for n in range(rows)]
        if address == "article":
            address = f"/articles/{made[0].article_id}-number-0/"
        assert self.count(client, address) == most

    def test_pages_are_light(self, client):
        for number in range(40):
            articles.article(f"Number {number} of a rather long title of an article", summary="Words " * 40)
        text = Translation.objects.first()
        for address in (
            "/",
            "/search/?q=number",
            "/sections/invoices-and-payments-numbering/",
            text.get_absolute_url(),
        ):
            assert len(client.get(address).content) <= 25_000, address


def test_pages_are_looked_at_and_never_sent(client, text):
    for name in ("home", "search", "suggest", "robots"):
        assert client.post(reverse(f"knowledgebase:{name}")).status_code == 405
    assert client.post(text.get_absolute_url()).status_code == 405
