"""What is kept for learning says nothing of who asked."""

import pytest

from knowledgebase.learning.scrubbing import has_words, in_one_line, scrubbed, without_phrases


@pytest.mark.parametrize(
    "told",
    [
        "nadia.o'neil+stock@client.example",
        "GB29 NWBK 6016 1331 9268 19",
        "gb29nwbk60161331926819",
        "FR76 3000 6000 0112 3456 7890 189",
        "+44 (0)20 7946 0958",
        "0033 6 12 34 56 78",
        "020-7946-0958",
        "4539 1488 0343 6467",
        "1234567",
        "5f2c9a1e-77b0-4c1d-9a53-0d6f3f1c2b7a",
    ],
)
def test_addresses_accounts_telephones_and_long_numbers_are_taken_out(told):
    assert in_one_line(f"please look at {told} for me") == "please look at for me"


@pytest.mark.parametrize(
    "told", ["error E1023 in 2026", "HTTP 502 at port 65535", "version 4.12.3", "at10 what does this mean"]
)
def test_codes_years_and_versions_stay(told):
    assert in_one_line(told) == told


def test_the_name_of_a_person_goes_however_it_is_written():
    names = ["Zoé O'Neil-Martin", "zoe.oneil"]
    assert scrubbed("ZOE here, Martin’s invoice, o'neil again", names) == (
        "[…] here, […]’s invoice, o'[…] again"
    )
    assert in_one_line("Martingale of the stock", names) == "Martingale of the stock"


def test_an_organisation_goes_as_a_whole_and_its_plain_words_stay():
    said = "Blue  Harbour Services asks about harbour services"
    assert without_phrases(said, ["Blue Harbour Services"]) == "[…] asks about harbour services"


def test_a_question_has_two_words():
    assert has_words("invoice missing") and not has_words("invoice") and not has_words("")
