"""Words are the same with and without accents, capitals and endings; rows come out as they went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledgebase.analysis import content_words, fold, grams, stem, words
from knowledgebase.packing import digest, pack, unpack


@pytest.mark.parametrize(
    ("one", "other"),
    [("Numéro", "numero"), ("ŒUVRE", "oeuvre"), ("Straße", "STRASSE"), ("ﬁchier", "fichier")],
)
def test_two_spellings_are_one(one, other):
    assert fold(one) == fold(other)


def test_elisions_and_possessives_say_nothing():
    assert [word for word, _ in words("L’écran n'affiche rien aujourd’hui", "fr")] == [
        "ecran",
        "affiche",
        "rien",
        "aujourdhui",
    ]
    assert [word for word, _ in words("Nadia's invoice doesn’t open", "en")] == [
        "nadia",
        "invoice",
        "doesnt",
        "open",
    ]


def test_question_words_and_negations_are_kept():
    assert [word for word, _ in content_words("How do I not send the invoice?", "en")] == [
        "how",
        "not",
        "send",
        "invoice",
    ]


def test_a_question_of_stop_words_alone_is_still_a_question():
    assert [word for word, _ in content_words("to be or", "en")] == ["to", "be", "or"]


def test_endings_are_dropped_by_language_and_codes_stay_whole():
    assert stem("invoices", "en") == stem("invoice", "en")
    assert stem("facturation", "fr") == stem("facturations", "fr")
    assert stem("e1023", "en") == "e1023"


def test_grams_know_where_words_end():
    assert grams("ab cd") == frozenset({" ab", "ab ", "b c", " cd", "cd "})


def test_a_packed_row_keeps_words_and_counts():
    row = pack(
        "fr",
        title="Numéro de facture",
        summary="",
        asked="numéro manquant\nfacture perdue",
        body="facture " * 3,
    )
    found = unpack(row)
    assert found.title == "numero de facture"
    assert found.asked == ["numero manquant", "facture perdue"]
    assert found.accented == {"numero": "numéro"}
    title, _summary, asked, body = found.counts
    place = found.terms.index(stem("facture", "fr"))
    assert (title[place], asked[place], body[place]) == (1, 1, 3)


def test_a_row_of_another_format_is_refused():
    row = pack("en", title="One", summary="", asked="", body="")
    with pytest.raises(ValueError, match="kb_reindex"):
        unpack(b"0" + row[1:])


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_can_be_packed(title, body):
    row = pack("en", title=title, summary=body, asked=body, body=body)
    found = unpack(row)
    assert all(len(column) == len(found.terms) for column in found.counts)
    assert digest(row) == digest(pack("en", title=title, summary=body, asked=body, body=body))
