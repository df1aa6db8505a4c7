"""The glossary, and its terms explained where they stand in articles. S2-92 to S2-106."""

import re

import pytest
from django.urls import reverse
from django.utils.text import slugify

from knowledgebase import terms
from knowledgebase.explaining import Explained, Vocabulary, plain, wordings
from knowledgebase.models import Article, Term, Translation, Version
from knowledgebase.search import search
from knowledgebase.states import State
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles
from tests.knowledgebase.test_search_processes import elsewhere
from tests.knowledgebase.test_terms import TERMS
from tests.speed.counting import shown

BUTTON = re.compile(r'<button type="button" class="term" popovertarget="term-([\w-]+)">(.*?)</button>', re.S)


def explained(markup: str, *words: str) -> list[tuple[str, str]]:
    known = Vocabulary(
        (Explained(slugify(word.partition(" (")[0]), word, "…"), wordings(word, "")) for word in words
    )
    found, met = known.explain(markup)
    assert plain(found) == markup
    assert [slug for slug, _title, _meaning in met] == [slug for slug, _words in BUTTON.findall(found)]
    return BUTTON.findall(found)


class TestWhere:
    def test_the_first_use_and_no_other(self):
        assert explained("<p>The cache. A Cache.</p><p>cache</p>", "Cache") == [("cache", "cache")]

    @pytest.mark.parametrize(
        "markup",
        [
            "<p>Cached, caches, cache-control, recache.</p>",
            '<p><a href="/x/">the cache</a></p>',
            "<p><code>cache</code></p>",
            "<pre><code>cache</code></pre>",
            '<h2 id="part-cache">The cache</h2>',
            "<h3>Cache</h3>",
            "<table><thead><tr><th>Cache</th></tr></thead></table>",
            "<details><summary>Cache</summary></details>",
            '<p><img src="/static/cache.png" alt="The > cache"></p>',
        ],
    )
    def test_never_in_a_link_in_code_in_a_heading_or_in_half_a_word(self, markup):
        assert explained(markup, "Cache") == []

    def test_after_one_of_those_it_is_explained(self):
        markup = '<h2>Cache</h2><p><a href="/x/">cache</a> and <em>cache</em></p>'
        assert explained(markup, "Cache") == [("cache", "cache")]

    def test_a_row_of_a_table_is_named_by_its_first_cell(self):
        row = "<tr><td>Cache</td><td>Clear the cache</td></tr>"
        assert explained(f"<table><tbody>{row}</tbody></table>", "Cache") == [("cache", "cache")]
        assert explained("<tr><td>Cache</td><td>Bug</td></tr>", "Cache", "Bug") == [("bug", "Bug")]

    def test_the_short_form_counts_in_capitals_only(self):
        assert explained("<p>sr</p>", "Support Request (SR)") == []
        assert explained("<p>An sr is an SR.</p>", "Support Request (SR)") == [("support-request", "SR")]

    def test_the_longest_wording_wins(self):
        assert explained("<p>The error log</p>", "Error", "Error Log") == [("error-log", "error log")]

    def test_signs_stay_signs(self):
        """Neither `&lt;` is a word, nor does what was a sign become a tag."""
        assert explained("<p>a &lt;b&gt; &amp; cache &amp;c</p>", "Cache", "lt") == [("cache", "cache")]


def test_wordings_come_from_the_title_and_beside_it():
    assert wordings("Severity (Sev)", "severities, ") == ["Severity", "Sev", "severities"]
    assert wordings("Instance (WebApp, Tenant)", "") == ["Instance", "WebApp", "Tenant"]


@pytest.fixture
def cache():
    Term.objects.all().delete()
    return Term.objects.create(
        slug="cache",
        title_en="Cache",
        title_fr="Antémémoire",
        explanation_en="A store of <data>.",
        explanation_fr="Une réserve.",
        variants_en="caches",
    )


def page_of(client, text) -> str:
    return client.get(text.get_absolute_url()).content.decode()


@pytest.mark.django_db
class TestInPlace:
    def test_without_script_by_a_button_that_opens_what_it_means(self, client, cache):
        page = page_of(client, articles.article(body="Clear the caches, then the cache."))
        assert BUTTON.findall(page) == [("cache", "caches")]
        opened = re.search(r'<div class="term-note" id="term-cache" popover (.*?)>(.*?)</div>', page, re.S)
        assert 'aria-labelledby="term-cache-title"' in opened[1]
        assert "A store of &lt;data&gt;." in opened[2]
        assert 'href="/glossary/#term-cache"' in opened[2]

    def test_in_the_language_of_the_text(self, client, cache):
        text = articles.article(language="fr", body="Videz l’antémémoire et le cache.")
        page = page_of(client, text)
        assert BUTTON.findall(page) == [("cache", "antémémoire")]
        assert "Une réserve." in page

    def test_reading_costs_no_more_statements(self, client, cache):
        client.force_login(make.customer())
        without, with_terms = articles.article(body="Nothing."), articles.article(body="The cache.")
        assert len(shown(client, without.get_absolute_url())) == len(
            shown(client, with_terms.get_absolute_url())
        )

    def test_the_explanation_is_no_word_of_the_article(self, cache):
        text = articles.article("Clear it", body="Empty the cache.")
        assert search("store", None, "en").total == 0
        assert text.index_row() == text.index_row("Empty the cache.\n")


@pytest.mark.django_db
class TestChanged:
    def test_another_meaning_is_in_every_text_at_once(self, client, cache):
        text = articles.article(body="The cache.")
        assert "A store of" in page_of(client, text)
        cache.explanation_en = "A shelf near at hand."
        assert terms.keep(cache) == 1
        page = page_of(client, text)
        assert "A shelf near at hand." in page
        assert "A store of" not in page

    def test_a_new_wording_finds_texts_that_are_there(self, client, cache):
        text = articles.article(body="The scratch pad.")
        assert BUTTON.findall(page_of(client, text)) == []
        cache.variants_en = "scratch pad"
        terms.keep(cache)
        assert BUTTON.findall(page_of(client, text)) == [("cache", "scratch pad")]

    def test_a_term_that_is_gone_leaves_the_text_as_it_was(self, client, cache):
        text = articles.article(body="The *cache*.")
        terms.drop([cache])
        assert Translation.objects.get(pk=text.pk).body_html == "<p>The <em>cache</em>.</p>\n"
        assert "term-note" not in page_of(client, text)

    def test_texts_without_it_are_not_written(self, cache):
        articles.article(body="Nothing of it.")
        assert terms.keep(cache) == 0

    def test_it_moves_the_version(self, cache):
        before = Version.now()
        terms.keep(cache)
        assert Version.now() != before

    @pytest.mark.django_db(transaction=True)
    def test_another_process_changes_it_and_this_one_shows_it(self, client, cache):
        text = articles.article(body="The cache.")
        client.force_login(make.customer())
        assert "A store of" in page_of(client, text)
        code = (
            "from knowledgebase import terms\n"
            "term = terms.Term.objects.get(slug='cache')\n"
            "term.explanation_en = 'A shelf near at hand.'\n"
            "terms.keep(term)"
        )
        assert elsewhere(code) == 0
        assert "A shelf near at hand." in page_of(client, text)

    def test_in_the_back_office(self, client, cache):
        text = articles.article(body="The cache.")
        client.force_login(make.staff(Role.EDITOR))
        address = reverse("admin:knowledgebase_term_change", args=[cache.pk])
        typed = {"title_en": "Cache", "slug": "cache", "explanation_en": "Kept at hand."}
        page = client.post(address, typed | {"title_fr": "Cache"}).content.decode()
        assert "The French term and what it means come together." in page
        page = client.post(address, typed, follow=True).content.decode()
        assert "1 text explains it anew." in page
        assert Translation.objects.get(pk=text.pk).terms == [["cache", "Cache", "Kept at hand."]]
        client.post(reverse("admin:knowledgebase_term_delete", args=[cache.pk]), {"post": "yes"})
        assert Translation.objects.get(pk=text.pk).terms == []


@pytest.mark.django_db
class TestPage:
    @pytest.mark.parametrize(("prefix", "title", "meaning"), [("", 0, 2), ("/fr", 1, 3)])
    def test_the_fifteen_are_shipped_in_both_languages(self, client, prefix, title, meaning):
        page = client.get(f"{prefix}/glossary/").content.decode()
        found = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.S))
        assert set(found) == {row[title] for row in TERMS.values()}
        for number, row in TERMS.items():
            assert row[meaning] in found[row[title]], number

    def test_by_letter_with_an_anchor_for_each(self, client, cache):
        Term.objects.create(slug="echo", title_en="Écho", explanation_en="What comes back.")
        page = client.get("/glossary/").content.decode()
        assert re.findall(r'<a href="#letter-\d">(.)</a>', page) == ["C", "E"]
        assert 'id="term-cache"' in page and 'id="term-echo"' in page

    def test_without_a_term_it_says_so(self, client, cache):
        terms.drop([cache])
        assert "There are no terms yet" in client.get("/glossary/").content.decode()

    def test_one_statement_however_many(self, client, cache):
        client.force_login(make.customer())
        few = shown(client, "/glossary/")
        for number in range(3):
            Term.objects.create(slug=f"word-{number}", title_en=f"Word {number}", explanation_en="…")
        assert len(shown(client, "/glossary/")) == len(few)

    def test_a_kept_page_is_made_anew_when_a_term_changes(self, client, cache):
        assert "A store of" in client.get("/glossary/").content.decode()
        cache.explanation_en = "A shelf near at hand."
        terms.keep(cache)
        assert "A shelf near at hand." in client.get("/glossary/").content.decode()


@pytest.mark.django_db
def test_terms_in_a_draft_stay_with_it(client, cache):
    text = articles.article(body="The cache.", state=State.DRAFT)
    terms.keep(cache)
    assert client.get(text.get_absolute_url()).status_code == 404
    assert Article.objects.get().state == State.DRAFT
