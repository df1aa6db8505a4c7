"""How well search answers, by questions whose right articles are known: reading and counting, no database.

A set is a folder: `articles.jsonl` (id, lang, title, body), `queries.jsonl` (id, lang, text, and `oos` where
nothing should be suggested) and, where answers are known, `qrels.tsv` (query, article, grade).
"""

from __future__ import annotations

import json
import math
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

DEPTH = 10
_LONGER_WORD = re.compile(r"[^\W\d_]{5,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


class Refused(Exception):
    """The set cannot be read; the text says where and why."""


@dataclass(frozen=True)
class Text:
    id: str
    language: str
    title: str
    body: str


@dataclass(frozen=True)
class Query:
    id: str
    language: str
    text: str
    is_out_of_scope: bool


@dataclass
class QualitySet:
    articles: list[Text]
    queries: list[Query]
    # query -> its right articles; empty where the folder has no qrels.tsv
    right: dict[str, set[str]] = field(default_factory=dict)


def read(folder: Path) -> QualitySet:
    """The set in a folder. Raises Refused with file and line for what cannot be understood."""
    if not folder.is_dir():
        raise Refused(f"{folder} is not a folder.")
    articles = [
        Text(row.id, row.language, row.words("title"), row.words("body"))
        for row in _rows(folder / "articles.jsonl")
    ]
    queries = [
        Query(row.id, row.language, row.words("text"), bool(row.values.get("oos")))
        for row in _rows(folder / "queries.jsonl")
    ]
    qrels = folder / "qrels.tsv"
    return QualitySet(articles, queries, _right(qrels) if qrels.exists() else {})


@dataclass(frozen=True)
class _Row:
    """One line of a .jsonl file."""

    where: str
    values: dict

    @property
    def id(self) -> str:
        found = self.values.get("id")
        if not isinstance(found, str | int) or not str(found).strip() or set(str(found)) & set("\t\r\n"):
            raise Refused(f"{self.where}: id is missing, or is no text of one line without tabs.")
        return str(found)

    @property
    def language(self) -> str:
        code = str(self.values.get("lang", "")).lower()[:2]
        known = [code for code, _name in settings.LANGUAGES]
        if code not in known:
            raise Refused(f"{self.where}: lang is one of {', '.join(known)}.")
        return code

    def words(self, name: str) -> str:
        found = self.values.get(name, "")
        if not isinstance(found, str):
            raise Refused(f"{self.where}: {name} is no text.")
        return found.replace("\0", " ")  # PostgreSQL keeps no NUL


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Where a line stands and the line; empty ones are passed over."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 text.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{path.name}, line {number}", line.rstrip("\r")


def _rows(path: Path) -> Iterator[_Row]:
    seen = set()
    for where, line in _lines(path):
        try:
            values = json.loads(line)
        except json.JSONDecodeError as error:
            raise Refused(f"{where}: {error.msg} (column {error.colno}).") from error
        if not isinstance(values, dict):
            raise Refused(f"{where}: not an object.")
        row = _Row(where, values)
        if row.id in seen:
            raise Refused(f"{where}: {row.id} stands here for the second time.")
        seen.add(row.id)
        yield row
    if not seen:
        raise Refused(f"{path.name} is empty.")


def _right(path: Path) -> dict[str, set[str]]:
    right = defaultdict(set)
    for where, line in _lines(path):
        try:
            query, article, grade = line.split("\t")[:3]
            is_right = float(grade) > 0
        except ValueError as error:
            raise Refused(f"{where}: not “query, article, grade” with tabs between.") from error
        if is_right:
            right[query].add(article)
    return dict(right)


# --- counting ---------------------------------------------------------------------------------------------


def gain(run: dict[str, list[str]], right: dict[str, set[str]]) -> float:
    """nDCG@10, the mean of all queries with a right article: 1 where those stand first, 0 where none is."""
    total = 0.0
    for query, articles in right.items():
        hits = run.get(query, [])[:DEPTH]
        got = sum(_worth(place) for place, hit in enumerate(hits) if hit in articles)
        total += got / sum(map(_worth, range(min(DEPTH, len(articles)))))
    return total / len(right)


def _worth(place: int) -> float:
    """Of a right article; `place` from 0."""
    return 1 / math.log2(place + 2)


def percentile(values: list[float], percent: int) -> float:
    """The smallest value that so many of a hundred do not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


# --- other ways of asking ---------------------------------------------------------------------------------


def with_typo(text: str, key: str) -> str:
    """One slip in one of the words of five letters and more, not in its first; the same in every run."""
    words = list(_LONGER_WORD.finditer(text))
    if not words:
        return text
    dice = random.Random(f"{key} {text}")
    word = dice.choice(words)
    at = dice.randrange(word.start() + 1, word.end() - 1)
    slips: list[Callable[[], str]] = [
        lambda: text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        lambda: text[:at] + text[at + 1 :],
        lambda: text[:at] + dice.choice(_LETTERS) + text[at:],
        lambda: text[:at] + dice.choice(_LETTERS.replace(text[at].lower(), "")) + text[at + 1 :],
    ]
    return dice.choice(slips)()


def without_accents(text: str) -> str:
    """As somebody types who has no such keys: `é` as e, `œ` as oe."""
    apart = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign)))
