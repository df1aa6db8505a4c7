"""Words that mean the same, written down by staff, help those who ask in other words."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from knowledgebase.models import Synonym
from knowledgebase.search import search
from knowledgebase.search.library import Library
from knowledgebase.search.synonyms import Synonyms
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


def titles(query, language="en"):
    return [hit.title for hit in search(query, None, language)]


def same(words, language="en"):
    return Synonym.objects.create(language=language, words=words)


def test_a_word_finds_what_is_written_with_another():
    articles.article("Print an invoice")
    assert titles("bills") == []
    same("invoice, bill, account rendered")
    assert titles("bills") == ["Print an invoice"]
    assert titles("account rendered") == ["Print an invoice"]


def test_the_word_that_was_typed_counts_more():
    articles.article("Print an invoice")
    articles.article("Print a bill")
    same("invoice, bill")
    assert titles("print bill") == ["Print a bill", "Print an invoice"]
    assert titles("print invoice") == ["Print an invoice", "Print a bill"]


def test_a_phrase_counts_as_a_whole_only():
    articles.article("Connect to your company")
    same("connect, log in")
    assert titles("cannot log in") == ["Connect to your company"]
    assert titles("error log") == []


def test_each_language_has_its_own():
    articles.article("Imprimer une facture", language="fr")
    same("facture, note", "en")
    assert titles("note", "fr") == []
    same("facture, quittance", "fr")
    assert titles("quittances", "fr") == ["Imprimer une facture"]


def test_what_means_the_same_is_not_corrected_to_what_looks_the_same():
    articles.article("Print an invoice")
    articles.article("Pay by card")
    same("invoice, cart")
    results = search("cart", None, "en")
    assert (results.hits[0].title, results.asked.corrected) == ("Print an invoice", False)


def test_every_process_uses_a_change_at_its_next_search():
    articles.article("Print an invoice")
    other = Library()
    other.shelf("en")
    row = same("invoice, bill")
    assert list(other.shelf("en")[0].synonyms.of(["bill"]))
    Synonym.objects.filter(pk=row.pk).delete()
    assert not list(other.shelf("en")[0].synonyms.of(["bill"]))


def test_without_any_nothing_is_looked_up():
    assert list(Synonyms("en", ()).of(["bill"])) == []
    assert list(Synonyms("en", [", ,", "alone"]).of(["alone"])) == []


def test_one_word_alone_is_refused_and_spaces_are_tidied():
    with pytest.raises(ValidationError, match="at least two"):
        Synonym(language="en", words=" invoice, ,invoice").full_clean()
    row = Synonym(language="en", words=" invoice ,, account   rendered,")
    row.full_clean()
    assert row.words == "invoice, account rendered"


def test_they_are_written_in_the_back_office(admin_client):
    address = reverse("admin:knowledgebase_synonym_add")
    page = admin_client.post(address, {"language": "en", "words": "invoice"})
    assert "Write at least two words" in page.content.decode()
    admin_client.post(address, {"language": "en", "words": "invoice, bill"})
    assert Synonym.objects.get().words == "invoice, bill"
    assert (
        "invoice, bill"
        in admin_client.get(reverse("admin:knowledgebase_synonym_changelist")).content.decode()
    )
