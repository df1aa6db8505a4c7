"""Bytes to words where the label is odd, wrong or missing."""

from __future__ import annotations

import codecs
import re
from email.errors import HeaderParseError
from email.header import decode_header

from portal.outbox.wording import clean

# Encodings of Python that are no encodings of mail, or take long over hostile bytes.
_NOT_MAIL = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252", "latin-1"})
_FOLD = re.compile(r"\r?\n[ \t]*|\r")


def to_words(raw: bytes, label: str | None) -> str:
    """Never fails. Western labels are often a lie about UTF-8, so that is tried first."""
    name = _known(label)
    for attempt in ("utf-8", name) if name in _WESTERN or name is None else (name, "utf-8"):
        try:
            return raw.decode(attempt or "utf-8")
        except (UnicodeError, ValueError, LookupError):
            continue
    return _decoded_anyhow(raw, name)


def _decoded_anyhow(raw: bytes, name: str | None) -> str:
    lenient = "cp1252" if name is None or name in _WESTERN else name
    if lenient == "utf-8" and not _mostly_utf_8(raw):
        lenient = "cp1252"
    try:
        return raw.decode(lenient, "replace")
    except (UnicodeError, ValueError, LookupError):
        return raw.decode("latin-1")


def _mostly_utf_8(raw: bytes) -> bool:
    """Some bytes are broken, but more of what is not ASCII is right than wrong."""
    words = raw.decode("utf-8", "replace")
    wrong = words.count("\N{REPLACEMENT CHARACTER}")
    return sum(1 for sign in words if sign > "\x7f") - wrong >= wrong


def _known(label: str | None) -> str | None:
    """Python's own name of the encoding; None where the label means nothing."""
    try:
        name = codecs.lookup((label or "").strip().strip("'\"")[:40]).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if name.replace("_", "-") in _NOT_MAIL else name


def header_words(value: str) -> str:
    """A header as people read it: unfolded, encoded words decoded, raw bytes guessed."""
    line = to_words(_FOLD.sub(" ", value).encode("utf-8", "surrogateescape"), None)
    if "=?" not in line:
        return clean(line).strip()
    try:
        pieces = decode_header(line)
    except (HeaderParseError, ValueError, LookupError):
        return clean(line).strip()
    words = "".join(piece if isinstance(piece, str) else to_words(piece, label) for piece, label in pieces)
    return clean(words).strip()
