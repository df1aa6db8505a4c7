"""How text becomes words to search by: folded, split, stemmed. Pure; the same on every database."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

# Letters that Unicode does not take apart, and the apostrophes people and editors type.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "’": "'", "ʼ": "'", "`": "'"}
)
_MARKS = re.compile("[\u0300-\u036f]+")
WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
# d'Azur, l'écran, qu'il: the short word before the apostrophe says nothing.
_ELISION = re.compile(r"\A(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=.)")
_LONGEST_WORD = 40

_STEMMERS = {"en": "english", "fr": "french"}

# Short on purpose: question words and negations tell short questions apart.
_STOP_EN = """
    a an the of to in is are am be i my me it on for and or do does at by with this that you your we our as
    was were have has had will would could should if so please there from
"""
_STOP_FR = """
    le la les un une des de du l d et ou a au aux je j mon ma mes me m ce c cet cette ces est sont etre ai as
    ont avoir en y dans sur par pour avec il elle on nous vous votre vos notre nos se s qu que si svp
"""
STOP = {"en": frozenset(_STOP_EN.split()), "fr": frozenset(_STOP_FR.split())}


def fold(text: str) -> str:
    """Lower case without accents and ligatures: `Œuvre`, `OEUVRE` and `œuvre` are one."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)))


@lru_cache(maxsize=5_000)
def plain(word: str, language: str) -> str:
    """One word as it is counted: folded, without elision or possessive; at most 40 signs."""
    word = fold(word)
    if language == "fr":
        word = _ELISION.sub("", word, count=1)
    elif word.endswith("'s"):
        word = word[:-2]
    return word.replace("'", "")[:_LONGEST_WORD]


def words(text: str, language: str) -> list[tuple[str, str]]:
    """Every word of a text in order: (as it is counted, as it was typed)."""
    return [(counted, typed) for typed in WORD.findall(text) if (counted := plain(typed, language))]


@lru_cache(maxsize=10_000)
def stem(word: str, language: str) -> str:
    """The part of a plain word that its forms share. Codes such as `e1023` stay whole."""
    if language not in _STEMMERS or not word.isalpha():
        return word
    # A stemmer keeps the word it works on in itself, so threads must not share one.
    return snowballstemmer.stemmer(_STEMMERS[language]).stemWord(word)


def is_stop(word: str, language: str) -> bool:
    return word in STOP.get(language, ())


def content_words(text: str, language: str) -> list[tuple[str, str]]:
    """The words of a text without the stop words; all of them where nothing else is left."""
    every = words(text, language)
    return [pair for pair in every if not is_stop(pair[0], language)] or every


@lru_cache(maxsize=500)
def grams(text: str) -> frozenset[str]:
    """The runs of three signs in a text, word ends included: close for words that are nearly the same."""
    line = f" {' '.join(WORD.findall(fold(text)))} "
    return frozenset(map("".join, zip(line, line[1:], line[2:], strict=False)))
