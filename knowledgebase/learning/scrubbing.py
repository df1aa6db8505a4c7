"""Personal data taken out of a text before it is kept for learning. Pure.

Rather a word too much than one too few: whoever reads the rest can ask, whoever was named cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledgebase.analysis import WORD, fold
from portal.outbox.wording import clean

MARK = "[…]"
_SHORTEST_NAME = 2
_FEWEST_DIGITS_OF_AN_ACCOUNT = 8

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;\"]+")
# Country, two digits, then groups: GB29 NWBK 6016 1331 9268 19, with or without its spaces.
_ACCOUNT = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,4})?\b")
# Telephones and whatever else is a long number; codes such as E1023 and years stay.
_NUMBER = re.compile(r"(?<!\w)(?:\+|00)?\(?\d(?:[\s().\-/]{0,2}\d){6,}|\d{6,}")
# Keys and identifiers: long words of letters and digits.
_KEY = re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}\b")

# What stood around something that was taken out.
_LEFT_OVER = " ,;:|/-–"


def scrubbed(text: str, names: Iterable[str] = (), *, mark: str = MARK) -> str:
    """The text without addresses, accounts, telephones, long numbers, keys and these names.

    Of a person's name every word goes.
    """
    for pattern in (_ADDRESS, _KEY):
        text = pattern.sub(mark, text)
    text = _ACCOUNT.sub(lambda found: mark if _is_account(found.group()) else found.group(), text)
    text = _NUMBER.sub(mark, text)
    return _without(text, {(word,) for name in names for word in _words(name)}, mark)


def without_phrases(text: str, phrases: Iterable[str], *, mark: str = MARK) -> str:
    """The text without these words in a row, however they are accented or spaced: names of organisations."""
    return _without(text, {tuple(_words(phrase)) for phrase in phrases}, mark)


def in_one_line(text: str, names: Iterable[str] = (), *, longest: int = 200) -> str:
    """A question as it is kept: one line without marks in place of what was taken out."""
    line = " ".join(scrubbed(clean(text[:1_000]), names, mark=" ").split())
    return line[:longest].strip(_LEFT_OVER)


def names_of(user) -> list[str]:
    """What a person is called: by name, and in the first part of their address."""
    if user is None or not user.is_authenticated:
        return []
    return [user.name, user.email.partition("@")[0]]


def _is_account(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) >= _FEWEST_DIGITS_OF_AN_ACCOUNT


def _words(text: str) -> list[str]:
    return [folded for word in re.split(r"[\W_]+", text) if len(folded := fold(word)) >= _SHORTEST_NAME]


def _without(text: str, phrases: set[tuple[str, ...]], mark: str) -> str:
    phrases.discard(())
    if not phrases:
        return text
    # Of it, of O'Neil and of Mbeki's: a name is also a part of a word with an apostrophe.
    found = [(match, fold(match.group())) for match in re.finditer(r"[^\W_]+", text)]
    longest = max(map(len, phrases))
    kept, at, place = [], 0, 0
    while place < len(found):
        size = next((n for n in range(longest, 0, -1) if _row(found, place, n) in phrases), 0)
        if size:
            kept += [text[at : found[place][0].start()], mark]
            at = found[place + size - 1][0].end()
        place += size or 1
    return "".join([*kept, text[at:]])


def _row(found: list, place: int, size: int) -> tuple[str, ...]:
    return tuple(folded for _match, folded in found[place : place + size])


def has_words(text: str) -> bool:
    """Whether a question is left: two words at least."""
    return len(WORD.findall(text)) >= 2
