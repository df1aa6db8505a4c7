"""What two texts differ in, word by word; together the pieces are both texts."""

import pytest

from knowledgebase.writing.difference import ADDED, REMOVED, SAME, difference, shortened


def told(before, after):
    return [(piece.kind, piece.text) for piece in difference(before, after)]


def test_a_word_is_a_word():
    assert told("Press the blue button.", "Press the green button.") == [
        (SAME, "Press the "),
        (REMOVED, "blue"),
        (ADDED, "green"),
        (SAME, " button."),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "New."),
        ("Gone.", ""),
        ("", ""),
        ("one\ntwo\nthree\n", "one\n2\nthree\nfour\n"),
        ("é ü\n\n- a\n- b", "é u\n\n- b\n- a"),
        ("same\n" * 3_000, "same\n" * 2_999 + "other"),
    ],
)
def test_nothing_is_lost_on_either_side(before, after):
    pieces = difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == after
    assert all(one.kind != two.kind for one, two in zip(pieces, pieces[1:], strict=False))


def test_of_a_long_passage_that_stayed_only_what_is_near_a_change_is_shown():
    long = "".join(f"w{number} " for number in range(400))
    pieces = shortened(difference(f"{long}old {long}", f"{long}new {long}"))
    assert [piece.kind for piece in pieces] == [SAME, REMOVED, ADDED, SAME]
    assert pieces[0].text.startswith(" […] ")
    assert pieces[-1].text.endswith(" […] ")
    assert sum(len(piece.text) for piece in pieces) < 500
    assert shortened(difference("a b", "a c")) == difference("a b", "a c")
