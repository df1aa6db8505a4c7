"""Plain text taken apart, line by line."""

import pytest

from portal.outbox.templatetags.letters import quoted, sentence
from portal.outbox.wording import Block, Piece, blocks, one_line, pieces, wrapped_blocks

OWN = "https://help.client.example"


def test_paragraphs_lists_and_quotations_are_told_apart():
    assert blocks("One\ntwo\n\n\n- a\n- b\nthree\n> said\n>\n> more") == [
        Block("words", ["One", "two"]),
        Block("list", ["a", "b"]),
        Block("words", ["three"]),
        Block("quote", ["said", "", "more"]),
    ]
    assert blocks(" \n\n ") == []


def test_a_list_hangs_and_a_quotation_is_marked_on_each_line():
    text = wrapped_blocks(blocks("- " + "word " * 20 + "\n\n> " + "word " * 20))
    assert text.splitlines()[1].startswith("  word")
    assert all(line.startswith("> ") for line in text.splitlines()[3:])
    assert max(map(len, text.splitlines())) <= 72


@pytest.mark.parametrize(
    "line, found",
    [
        (f"See {OWN}/a.", [Piece("See "), Piece(f"{OWN}/a", True), Piece(".")]),
        (f"({OWN}/a?b=1&c=2)", [Piece("("), Piece(f"{OWN}/a?b=1&c=2", True), Piece(")")]),
        (OWN, [Piece(OWN, True)]),
        ("https://evil.example/", [Piece("https://evil.example/")]),
        (f"{OWN}.evil.example/", [Piece(f"{OWN}.evil.example/")]),
        (f"{OWN}@evil.example/", [Piece(f"{OWN}@evil.example/")]),
        ("javascript:alert(1)", [Piece("javascript:alert(1)")]),
    ],
)
def test_links_are_found_without_the_punctuation_after_them(line, found):
    assert pieces(line, OWN) == found


def test_no_break_spaces_keep_a_date_together():
    text = wrapped_blocks([Block("words", ["x " * 30 + "23\u00a0November,\u00a016:50"])])
    assert "23\u00a0November,\u00a016:50" in text.splitlines()[-1]


def test_one_line_has_no_line_ends_of_any_alphabet():
    assert one_line("a\r\nb\u2028c\x85d\x0be\tf  g") == "a b c d e f g"


def test_what_somebody_wrote_is_quoted_line_by_line():
    assert quoted("Hello\r\n\r\nBye ") == "> Hello\n>\n> Bye"


def test_a_full_stop_is_added_only_where_there_is_no_mark():
    assert [sentence(line) for line in ("News", "News.", "News?", "News:")] == [
        "News.",
        "News.",
        "News?",
        "News:",
    ]
