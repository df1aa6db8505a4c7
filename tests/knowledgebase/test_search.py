"""Search finds by words, in any order, with a slip of the finger, in the reader's language first."""

import random
import time

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from knowledgebase.models import Article, IndexRow, Translation
from knowledgebase.packing import unpack
from knowledgebase.search import search, suggest
from knowledgebase.search.asking import understand
from knowledgebase.search.highlighting import mark
from knowledgebase.search.library import Library
from knowledgebase.search.scoring import Nearness, rank
from knowledgebase.search.shelf import Shelf
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    return {
        "number": articles.article(
            "An invoice number is missing from the sequence",
            summary="A gap is nearly always a draft that was deleted.",
            body="Open the history.",
        ),
        "stock": articles.article("Why an order stays on “Waiting for stock”", body="Count the shelves."),
        "bank": articles.article(
            "Connect your bank", body="Choose which accounts to show.", asked="link my account"
        ),
    }


def titles(query, language="en", **options):
    return [hit.title for hit in search(query, None, language, **options)]


def slips(word):
    """The word with one letter left out, doubled, replaced by another, or with its neighbour's place."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + "q" + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


class TestWords:
    def test_words_are_joined_by_or(self, shelf):
        assert titles("my invoice has no umbrella")[0] == shelf["number"].title

    def test_endings_do_not_matter(self, shelf):
        assert titles("missing invoices")[0] == shelf["number"].title
        assert titles("connecting banks")[0] == shelf["bank"].title

    def test_the_title_counts_more_than_the_text(self):
        articles.article("About something else", body="refund")
        articles.article("Ask for a refund", body="Write to us. " * 20)
        assert titles("refund") == ["Ask for a refund", "About something else"]

    def test_former_wordings_are_found(self, shelf):
        assert titles("how do i link accounts")[0] == shelf["bank"].title

    def test_a_half_typed_last_word_is_enough(self, shelf):
        assert titles("invoice num")[0] == shelf["number"].title
        assert titles("seq") == [shelf["number"].title]

    def test_nothing_is_found_for_nothing(self, shelf):
        assert titles("") == titles("   ") == titles("?!") == []

    def test_a_word_nobody_wrote_finds_nothing(self, shelf):
        results = search("xylophone", None, "en")
        assert (list(results), results.total, results.asked.corrected) == ([], 0, False)


class TestSpelling:
    def test_a_slip_is_corrected_and_said(self, shelf):
        results = search("missing invioce nubmer", None, "en")
        assert results.hits[0].title == shelf["number"].title
        assert results.asked.corrected_text == "missing invoice number"
        assert [words for words, changed in results.asked.pieces if changed] == ["invoice", "number"]

    def test_one_slip_of_any_kind_in_any_letter_is_corrected(self, shelf):
        for word in ("bank", "number", "missing"):
            for slip in slips(word):
                corrected = search(f"{slip} zzz", None, "en").asked
                assert corrected.corrected_text in (f"{word} zzz", f"{slip} zzz"), slip
                assert corrected.corrected or slip in (word, f"{word}s") or len(slip) < 4, slip

    def test_a_space_left_out_is_put_back(self, shelf):
        results = search("missinginvoice", None, "en")
        assert results.asked.corrected_text == "missing invoice"
        assert results.hits[0].title == shelf["number"].title

    def test_words_that_exist_are_never_touched(self, shelf):
        articles.article("Stack of paper")
        assert not search("stack stock", None, "en").asked.corrected

    def test_on_demand_nothing_is_corrected(self, shelf):
        assert not search("invioce", None, "en", spelling=False).asked.corrected

    def test_the_correction_has_its_accents(self):
        articles.article("Retrouver un numéro de facture", language="fr")
        assert search("numreo de facture", None, "fr").asked.corrected_text == "numéro de facture"


class TestLanguage:
    def test_accents_and_ligatures_do_not_matter(self):
        text = articles.article("Créer un numéro d’œuvre", language="fr")
        for query in ("creer numero oeuvre", "CRÉER NUMÉRO ŒUVRE", "l'œuvre créée"):
            assert titles(query, "fr") == [text.title]

    def test_each_language_finds_its_own_text(self, shelf):
        articles.translated(shelf["number"], "Un numéro de facture manque")
        assert titles("facture manque", "fr") == ["Un numéro de facture manque"]
        assert titles("invoice missing")[0] == shelf["number"].title
        assert titles("facture manque") == []

    def test_what_is_not_translated_is_found_in_the_other_language(self, shelf):
        articles.translated(shelf["number"], "Un numéro de facture manque")
        assert titles("connect your bank", "fr")[0] == shelf["bank"].title
        assert titles("invoice number missing", "fr") == []

    def test_an_unknown_language_is_answered_in_the_first(self, shelf):
        assert titles("bank", "xx") == [shelf["bank"].title]


class TestMemory:
    def test_a_changed_text_is_found_by_its_new_words_only(self, shelf):
        titles("bank")
        text = shelf["bank"]
        text.title = "Attach a till"
        text.save()
        assert titles("till") == ["Attach a till"]
        assert titles("connect", spelling=False) == []

    def test_many_changes_do_not_wear_it_out(self, shelf):
        text = shelf["bank"]
        for number in range(70):
            text.title = f"Version {number}"
            text.save()
            assert titles(f"version {number}")[0] == text.title

    def test_another_process_reads_only_what_changed(self, shelf, django_assert_num_queries):
        other = Library()
        other.shelf("en")
        with django_assert_num_queries(1):
            other.shelf("en")  # the version alone
        shelf["bank"].save()
        with django_assert_num_queries(3):
            other.shelf("en")  # the version, what there is, synonyms: nothing of it is another text
        articles.article("Attach a till")
        with django_assert_num_queries(4):
            found, _languages = other.shelf("en")
        assert len(found.slot_of) == 4

    def test_filled_anew_it_is_the_same(self, shelf):
        one = Library()
        one.shelf("en")
        shelf["number"].delete()
        Article.objects.filter(pk=shelf["stock"].article_id).update(audience="staff")
        texts = Translation.objects.values_list("pk", flat=True)
        for library in (one, Library()):
            found, _languages = library.shelf("en")
            assert set(found.slot_of) == set(texts)
            assert (
                found.masks[found.slot_of[shelf["stock"].pk]] != found.masks[found.slot_of[shelf["bank"].pk]]
            )


class TestEverywhereTheSame:
    """The ranking is made of the packed rows alone, so it does not depend on the database or the process."""

    WORDS = [
        "invoice",
        "number",
        "bank",
        "stock",
        "order",
        "payment",
        "refund",
        "sequence",
        "missing",
        "customer",
    ]

    def fill(self):
        dice = random.Random(7)
        for number in range(60):
            title = " ".join(dice.choices(self.WORDS, k=3))
            articles.article(title, body=" ".join(dice.choices(self.WORDS, k=30)), asked=f"wording {number}")
        return [" ".join(dice.choices(self.WORDS, k=4)) for _query in range(40)]

    def found(self, query):
        return [hit.translation for hit in search(query, None, "en")]

    def test_the_ten_best_are_those_of_the_rows_alone(self):
        queries = self.fill()
        alone = Shelf()
        texts = Translation.objects.select_related(None).order_by("-pk")  # in another order
        for text in texts:
            alone.put(text.pk, 1, unpack(text.index_row()["packed"]))
        for query in queries:
            asked = understand(query, alone, ("en",), 1)
            slots, _total = rank(alone, asked.terms, Nearness(alone, query), 1, first=10)
            assert self.found(query) == [alone.translations[slot] for slot in slots]

    def test_of_two_that_say_the_same_the_older_one_comes_first_also_after_an_edit(self):
        first, second = articles.article("Print an invoice"), articles.article("Print an invoice")
        assert self.found("print invoice") == [first.pk, second.pk]
        first.title = "Print an invoice!"
        first.save()
        assert self.found("print invoice") == [first.pk, second.pk]


class TestReindex:
    def run(self, capsys, **options):
        call_command("kb_reindex", **options)
        return capsys.readouterr().out

    def test_every_save_leaves_it_current(self, shelf, capsys):
        assert self.run(capsys, check=True) == "3 texts, all current\n"

    def test_a_lost_row_is_said_and_written_again(self, shelf, capsys):
        IndexRow.objects.filter(translation=shelf["bank"]).delete()
        with pytest.raises(CommandError, match="1 of 3 rows differ"):
            self.run(capsys, check=True)
        assert "1 rows written" in self.run(capsys)
        assert titles("bank") == [shelf["bank"].title]


class TestSuggestions:
    def test_they_come_after_three_words_that_say_something(self, shelf):
        assert suggest("missing invoice", None, "en") == []
        assert [hit.title for hit in suggest("my invoice number is missing", None, "en")] == [
            shelf["number"].title
        ]

    def test_a_half_typed_last_word_already_counts(self, shelf):
        assert [hit.title for hit in suggest("my invoice number miss", None, "en")] == [shelf["number"].title]

    def test_a_title_that_looks_alike_without_the_words_is_not_suggested(self, shelf):
        assert suggest("connecting blanket yoghurt bathtub", None, "en") == []

    def test_a_former_wording_is_as_good_as_the_title(self, shelf):
        assert [hit.title for hit in suggest("please link my other account", None, "en")][
            0
        ] == "Connect your bank"

    def test_what_is_far_away_is_not_suggested(self, shelf):
        assert suggest("the coffee machine in the kitchen leaks since tuesday", None, "en") == []

    def test_at_most_three(self):
        for number in range(5):
            articles.article(f"Invoice number missing {number}")
        assert len(suggest("invoice number missing", None, "en")) == 3

    def test_the_fragment_is_a_fragment(self, client, shelf):
        response = client.get(reverse("knowledgebase:suggest"), {"q": "my invoice number is missing"})
        page = response.content.decode()
        assert shelf["number"].get_absolute_url() in page
        assert "<html" not in page
        assert response["X-Robots-Tag"] == "noindex"
        assert client.get(reverse("knowledgebase:suggest")).content.strip() == b""


class TestPage:
    def ask(self, client, **query):
        return client.get(reverse("knowledgebase:search"), query).content.decode()

    def test_hits_are_marked_and_everything_else_escaped(self, client):
        articles.article("Fish & <b>chips</b> invoice numbers", summary="An <i>invoice</i>.")
        page = self.ask(client, q="invoice number")
        assert "Fish &amp; &lt;b&gt;chips&lt;/b&gt; <mark>invoice numbers</mark>" in page
        assert "An &lt;i&gt;<mark>invoice</mark>&lt;/i&gt;." in page

    def test_the_query_is_shown_as_text(self, client, shelf):
        page = self.ask(client, q='"><img src=x onerror=alert(1)>')
        assert "<img src=x" not in page

    def test_it_says_what_it_looked_for(self, client, shelf):
        page = self.ask(client, q="invioce")
        assert '“<u class="corrected">invoice</u>”' in page
        assert "We corrected the spelling." in page
        assert "Search for “invioce” instead" in page
        assert "We corrected the spelling." not in self.ask(client, q="invioce", exact="1")

    def test_pages_of_results(self, client):
        for number in range(23):
            articles.article(f"Invoice {number}")
        assert "1 to 10 of 23" in self.ask(client, q="invoice")
        assert "21 to 23 of 23" in self.ask(client, q="invoice", page="3")
        assert "21 to 23 of 23" in self.ask(client, q="invoice", page="99")
        for nonsense in ("0", "-1", "x", "9" * 30, "²"):
            assert "1 to 10 of 23" in self.ask(client, q="invoice", page=nonsense)

    def test_results_are_not_for_crawlers(self, client, shelf):
        assert '<meta name="robots" content="noindex">' in self.ask(client, q="invoice")
        assert "Disallow: /search/" in client.get("/robots.txt").content.decode()

    @pytest.mark.parametrize(
        "query",
        [
            "%" * 1000,
            '"',
            "*",
            "a OR b AND NEAR(c)",
            "\x00invoice",
            "x" * 10_000,
            "word " * 500,
            "\u202einvoice",
            "😀",
            "''",
        ],
    )
    def test_bad_input_is_answered_quickly(self, client, shelf, query):
        started = time.process_time()
        assert client.get(reverse("knowledgebase:search"), {"q": query}).status_code == 200
        assert time.process_time() - started < 0.5

    def test_invalid_utf8_is_no_error(self, client, shelf):
        assert client.get("/search/?q=%ff%fe%ed%a0%80").status_code == 200


def test_marks_are_built_from_escaped_pieces():
    assert str(mark("L’invoice <x> invoice number", {"invoic", "number"}, "en")) == (
        "L’invoice &lt;x&gt; <mark>invoice number</mark>"
    )
