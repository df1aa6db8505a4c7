"""When a text looks like several questions, and where it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.questions import MOST, questions

ENGLISH = "Hello,\n\nHow do I close a month?\n\nSince Monday stock is slow. Why is that?\n\nThank you."
FRENCH = "Bonjour,\n\nComment clôturer un mois ?\n\nDepuis lundi le stock est lent. Pourquoi ?\n\nMerci."


@pytest.mark.parametrize(
    ("text", "count"),
    [  # S3-14, S3-15
        (ENGLISH, 2),
        (FRENCH, 2),
        ("Three problems:\n1. The stock page is slow.\n2. No invoice prints.\n3. I cannot sign in.", 3),
        ("J’ai deux demandes :\n1) Ajouter un utilisateur.\n2) Changer le logo.", 2),
        ("1. How do I close a month?\n2. Who may do it?", 2),
        ("1 - Comment faire ?\n2 - Qui peut le faire ?", 2),
    ],
)
def test_several_questions_are_seen_in_both_languages(text, count):
    assert len(questions(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "The stock page is slow.",
        "Why is it slow? And why on Mondays?",  # one paragraph is one subject
        "To repeat it:\n1. Open the page.\n2. Press Count.\n3. Wait.",  # steps are not questions
        "See https://a.example/?a=1\n\nand https://b.example/?b=2",
        "Version 2. It is slow?",
        "1. Why is it slow?",
        "",
    ],
)
def test_one_question_is_left_alone(text):
    assert questions(text) == [text.strip()]


def test_what_stands_between_goes_to_the_question_that_follows():
    first, second = questions(ENGLISH)
    assert first == "Hello,\n\nHow do I close a month?"
    assert second == "Since Monday stock is slow. Why is that?\n\nThank you."


@given(st.lists(st.sampled_from(["Why?", "It is slow.", "1. One?", "2. Two?", "3) x", "", "https://a.b/?c"])))
def test_not_a_word_is_lost(lines):
    text = "\n".join(lines)
    found = questions(text)
    assert 1 <= len(found) <= MOST
    letters = [c for c in text if c.isalpha()]
    assert [c for c in "".join(found) if c.isalpha()] == letters
