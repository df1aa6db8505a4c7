"""One translation as the packed row that search reads: its terms with counts a field, and its words."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import NamedTuple

from knowledgebase.analysis import content_words, fold, stem

# Counted up when the analysis or the layout changes: `manage.py kb_reindex` then writes every row again.
FORMAT = b"1"
FIELDS = ("title", "summary", "asked", "body")
_MOST = 255  # a count is one byte


class Packed(NamedTuple):
    title: str
    asked: list[str]
    words: list[str]  # plain words as people write them, for the speller
    accented: dict[str, str]  # plain word -> with its accents
    terms: list[str]
    counts: tuple[bytes, bytes, bytes, bytes]  # one byte a term and field, in the order of FIELDS


def pack(language: str, *, title: str, summary: str, asked: str, body: str) -> bytes:
    """`body` is plain text; `asked` has one wording a line."""
    counts = {field: Counter() for field in FIELDS}
    seen: dict[str, str] = {}
    texts = {"title": title, "summary": summary, "asked": asked, "body": body}
    for field, text in texts.items():
        for word, typed in content_words(text, language):
            counts[field][stem(word, language)] += 1
            seen.setdefault(word, typed)
    terms = sorted(set().union(*counts.values()))
    accented = [
        part for word in sorted(seen) if (typed := _with_accents(word, seen[word])) for part in (word, typed)
    ]
    lines = [
        fold(" ".join(title.split())),
        "\t".join(fold(" ".join(line.split())) for line in asked.splitlines() if line.strip()),
        " ".join(sorted(seen)),
        " ".join(accented),
        " ".join(terms),
    ]
    columns = [bytes(min(counts[field][term], _MOST) for term in terms) for field in FIELDS]
    return b"\n".join([FORMAT, *(line.encode() for line in lines), b"".join(columns)])


def unpack(row: bytes) -> Packed:
    """The other way. Raises ValueError for a row of another format."""
    known, title, asked, words, accented, terms, columns = bytes(row).split(b"\n", 6)
    if known != FORMAT:
        raise ValueError("This row was packed by another version; run manage.py kb_reindex.")
    names = terms.decode().split()
    pairs = accented.decode().split()
    size = len(names)
    return Packed(
        title=title.decode(),
        asked=[line for line in asked.decode().split("\t") if line],
        words=words.decode().split(),
        accented=dict(zip(pairs[::2], pairs[1::2], strict=True)),
        terms=names,
        counts=tuple(columns[size * n : size * (n + 1)] for n in range(len(FIELDS))),
    )


def digest(row: bytes) -> str:
    """Tells whether two rows are the same without reading them."""
    return hashlib.blake2b(bytes(row), digest_size=12).hexdigest()


def _with_accents(word: str, typed: str) -> str:
    """The word as it is written, where that differs by its accents only (no capitals, no elision)."""
    lower = typed.lower()
    return lower if lower != word and fold(lower) == word else ""
