"""A search leaves one row: what was looked for, what was found, what was read next. Never who it was."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from knowledgebase.learning import links
from knowledgebase.models import Asked, Wording
from knowledgebase.tasks import forget_searches
from tests import make
from tests.knowledgebase import make as articles
from tests.speed.counting import statements

pytestmark = pytest.mark.django_db
MISSING = "An invoice number is missing"


@pytest.fixture
def text():
    return articles.article(MISSING, summary="Where to look for it.")


def opened(client, page, title: str):
    """Press the result of this title."""
    href = re.search(rf'<a href="(/articles/[^"]*asked=[^"]*)"[^>]*>(?:<mark>)?{title.split()[0]}', page.text)
    return client.get(href[1])


class TestSearch:
    def test_it_is_kept_with_what_was_found(self, client, text):
        client.get("/search/", {"q": "Missing  Invoice"})
        client.get("/fr/search/", {"q": "Réseau en panne"})
        first, second = Asked.objects.order_by("pk")
        assert (first.query, first.folded, first.language) == ("Missing Invoice", "missing invoice", "en")
        assert (first.audience, first.hits, first.opened, first.helped) == ("public", 1, None, None)
        assert (second.query, second.folded, second.language) == ("Réseau en panne", "reseau en panne", "fr")
        assert second.hits == 0

    def test_nothing_in_it_says_who_asked(self, client, text):
        person = make.customer(name="Nadia Benali")
        client.force_login(person)
        client.get("/search/", {"q": f"nadia {person.email} invoice 0033612345678 missing"})
        asked = Asked.objects.get()
        assert (asked.query, asked.audience) == ("invoice missing", "customers")
        assert person.pk not in [
            getattr(asked, field.attname) for field in Asked._meta.fields if field.related_model
        ]

    def test_a_search_of_nothing_but_a_name_leaves_nothing(self, client):
        client.get("/search/", {"q": "nadia@client.example"})
        client.get("/search/")
        client.head("/search/", {"q": "invoice"})
        client.get("/search/", {"q": "invoice"}, headers={"Sec-Purpose": "prefetch"})
        assert not Asked.objects.exists()

    @pytest.mark.parametrize("said", ["\x00", "\x1b\x07"])
    def test_signs_that_nobody_can_read_leave_nothing(self, client, said):
        assert client.get("/search/", {"q": said}).status_code == 200
        assert not Asked.objects.exists()
        client.get("/search/", {"q": f"paper{said} jam"})
        assert Asked.objects.get().query == "paper jam"

    def test_the_second_page_is_the_same_search(self, client):
        for number in range(12):
            articles.article(f"Invoice {number}")
        client.get("/search/", {"q": "invoice"})
        client.get("/search/", {"q": "invoice", "page": 2})
        assert Asked.objects.count() == 1

    def test_a_visitors_page_asks_three_times_one_of_them_to_keep_it(self, client, text):
        client.get("/search/", {"q": "invoice"})
        asked = statements(lambda: client.get("/search/", {"q": "invoice"}))
        assert len(asked) == 3
        assert [sql for sql in asked if not sql.startswith("SELECT")] == asked[-1:]

    def test_the_page_comes_although_it_cannot_be_kept(self, client, text, monkeypatch, caplog):
        def full(*args, **kwargs):
            raise DatabaseError("disk full")

        monkeypatch.setattr(Asked, "save", full)
        page = client.get("/search/", {"q": "invoice"})
        assert (page.status_code, text.title.split()[-1] in page.text) == (200, True)
        assert "asked=" not in page.text
        assert "A search could not be kept." in caplog.text

    def test_no_cookie_is_given_to_a_stranger(self, client, text):
        page = client.get("/search/", {"q": "invoice"})
        assert not page.cookies and not opened(client, page, "An").cookies


class TestOpened:
    def test_it_is_known_which_article_of_which_search_was_read(self, client, text):
        other = articles.article("Another invoice altogether", body="Of a shop.")
        page = client.get("/search/", {"q": "invoice number missing"})
        assert opened(client, page, "An").status_code == 200
        asked = Asked.objects.get()
        assert (asked.opened_id, asked.rank) == (text.article_id, 1)
        opened(client, page, "Another")
        asked.refresh_from_db()
        assert (asked.opened_id, asked.rank) == (other.article_id, 2)

    def test_the_page_that_is_kept_for_visitors_asks_nothing(self, client, text, monkeypatch):
        now = time.monotonic()
        monkeypatch.setattr("knowledgebase.version.monotonic", lambda: now)
        address = text.get_absolute_url()
        kept = client.get(address)
        for query in ("?asked=1-1.nonsense", "?asked=1-1." + "x" * 43, "?asked="):
            assert statements(lambda query=query: client.get(address + query)) == []
            assert client.get(address + query).content == kept.content

    def test_one_statement_more_than_the_page_itself(self, client, text):
        page = client.get("/search/", {"q": "invoice"})
        asked = statements(lambda: opened(client, page, "An"))
        assert [sql.split()[0] for sql in asked].count("UPDATE") == 1
        assert len(asked) == 2

    def test_a_token_of_somebody_elses_making_counts_for_nothing(self, client, text):
        client.get("/search/", {"q": "invoice"})
        number = Asked.objects.get().pk
        token = links.token(number, 1)
        for forged in (token[:-2] + "xx", token.replace("-1.", "-2."), f"{number}-1"):
            client.get(text.get_absolute_url() + f"?asked={forged}")
        assert Asked.objects.get().opened is None

    def test_what_a_browser_fetches_beforehand_was_not_read(self, client, text):
        page = client.get("/search/", {"q": "invoice"})
        address = re.search(r'href="(/articles/[^"]*asked=[^"]*)"', page.text)[1]
        assert client.get(address, headers={"Sec-Purpose": "prefetch"}).status_code == 200
        assert Asked.objects.get().opened is None

    def test_an_address_that_is_opened_days_later_is_not_that_search(self, client, text):
        with time_machine.travel("2026-11-16 10:00Z", tick=False) as clock:
            page = client.get("/search/", {"q": "invoice"})
            clock.shift(timedelta(days=2))
            assert opened(client, page, "An").status_code == 200
        assert Asked.objects.get().opened is None


class TestAnswered:
    def test_the_answer_below_the_article_is_that_of_the_search(self, client, text):
        page = opened(client, client.get("/search/", {"q": "number of my invoice"}), "An")
        token = re.search(r'name="asked" value="([^"]+)"', page.text)[1]
        client.post(reverse("knowledgebase:vote", args=[text.article_id]), {"helped": "yes", "asked": token})
        asked = Asked.objects.get()
        assert (asked.helped, asked.opened_id) == (True, text.article_id)
        wording = Wording.objects.get()
        assert (wording.text, wording.source, wording.status) == (
            "number of my invoice",
            "search",
            "proposed",
        )

    def test_pressed_twice_it_is_proposed_once(self, client, text):
        page = opened(client, client.get("/search/", {"q": "number of my invoice"}), "An")
        token = re.search(r'name="asked" value="([^"]+)"', page.text)[1]
        for _ in range(2):
            client.post(
                reverse("knowledgebase:vote", args=[text.article_id]), {"helped": "yes", "asked": token}
            )
        assert Wording.objects.get().times == 1

    def test_no_proposes_nothing(self, client, text):
        page = opened(client, client.get("/search/", {"q": "number of my invoice"}), "An")
        token = re.search(r'name="asked" value="([^"]+)"', page.text)[1]
        client.post(reverse("knowledgebase:vote", args=[text.article_id]), {"helped": "no", "asked": token})
        assert Asked.objects.get().helped is False and not Wording.objects.exists()

    def test_this_answered_my_question_on_the_page_of_results(self, client, text):
        page = client.get("/search/", {"q": "invoice number"})
        assert "This answered my question" in page.text
        token = re.search(r'name="asked" value="([^"]+)"', page.text)[1]
        answer = client.post(reverse("knowledgebase:answered"), {"asked": token}, follow=True)
        assert "We are glad that you found it" in answer.text
        assert Asked.objects.get().helped is True and not Wording.objects.exists()

    def test_from_another_site_it_is_refused(self, client, text):
        page = client.get("/search/", {"q": "invoice number"})
        token = re.search(r'name="asked" value="([^"]+)"', page.text)[1]
        answer = client.post(
            reverse("knowledgebase:answered"), {"asked": token}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert answer.status_code == 403 and Asked.objects.get().helped is None


class TestForgotten:
    def test_after_their_time_searches_are_erased(self, settings):
        settings.KEEP_SEARCHES_DAYS = 30
        now = timezone.now()
        for days in (1, 29, 31, 400):
            Asked.objects.create(query=f"{days}", language="en", at=now - timedelta(days=days))
        assert forget_searches() == 2
        assert forget_searches() == 0
        assert set(Asked.objects.values_list("query", flat=True)) == {"1", "29"}
