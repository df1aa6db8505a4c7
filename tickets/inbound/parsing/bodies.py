"""The parts of a message: what of them is the text, and what came with it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from email.message import Message

from django.utils.translation import gettext as _

from portal.outbox.wording import clean
from tickets.inbound.parsing.charsets import header_words, to_words
from tickets.inbound.parsing.html import text_of as text_of_html

MOST_PARTS = 200
MOST_DEPTH = 12
_LONGEST_BODY = 2_000_000
_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "text/csv": "csv",
}


class TooMuch(Exception):
    """A message beyond the limits; its text says which."""


@dataclass(frozen=True)
class Part:
    """Something that came with the words. name: as it was given, to be checked by whoever takes it."""

    name: str
    content: bytes


class Bodies:
    """Walks the tree once; `parts` is what is not text."""

    def __init__(self, ends: float):
        self.ends = ends
        self.parts: list[Part] = []
        self._seen = 0

    def text_of(self, message: Message, depth: int = 0) -> str:
        self._count(depth)
        kind = message.get_content_type()
        if kind == "message/rfc822":
            return self._enclosed(message, depth)
        if message.is_multipart():
            if kind == "multipart/alternative":
                return self._one_of(message, depth)
            told = (self.text_of(part, depth + 1) for part in _inner(message))
            return "\n\n".join(words for words in told if words.strip())
        return self._single(message, kind)

    def _count(self, depth: int) -> None:
        self._seen += 1
        if depth > MOST_DEPTH:
            raise TooMuch(_("nested too deeply"))
        if self._seen > MOST_PARTS:
            raise TooMuch(_("too many parts"))
        if time.monotonic() > self.ends:
            raise TooMuch(_("it took too long"))

    def _one_of(self, message: Message, depth: int) -> str:
        """The same words in several forms: the plain one, or the last that says something."""
        forms = [(part.get_content_type(), self.text_of(part, depth + 1)) for part in _inner(message)]
        said = [words for kind, words in forms if kind == "text/plain" and words.strip()]
        return said[0] if said else next((words for _kind, words in reversed(forms) if words.strip()), "")

    def _single(self, message: Message, kind: str) -> str:
        name = _name_of(message)
        apart = str(message.get("Content-Disposition") or "").strip().lower().startswith("attachment")
        content = _content(message)
        if kind in ("text/plain", "text/html") and not (apart or name):
            words = to_words(content[:_LONGEST_BODY], _label(message))
            if kind == "text/html":
                return text_of_html(words)
            return _unflowed(words) if _param(message, "format").lower() == "flowed" else words
        if content or name:
            self.parts.append(
                Part(name or f"file-{len(self.parts) + 1}.{_ENDINGS.get(kind, 'bin')}", content)
            )
        return ""

    def _enclosed(self, message: Message, depth: int) -> str:
        """A message within the message becomes a file of text; what it carries comes beside it."""
        for inner in _inner(message):
            heads = [(name, header_words(str(inner.get(name) or ""))) for name in ("From", "Date", "Subject")]
            words = clean(self.text_of(inner, depth + 1))
            told = "\n".join(f"{name}: {value}" for name, value in heads if value) + "\n\n" + words
            title = dict(heads)["Subject"].replace("/", "-")[:80].strip() or "message"
            self.parts.append(Part(f"{title}.txt", told.encode()))
        return ""


def _inner(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _content(message: Message) -> bytes:
    """Decoded by its transfer encoding, or as it stands where that is nonsense."""
    try:
        return message.get_payload(decode=True) or b""
    except (ValueError, LookupError, AssertionError):
        payload = message.get_payload()
        return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _param(message: Message, name: str) -> str:
    try:
        value = message.get_param(name, "") or ""
    except (ValueError, LookupError, TypeError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value)


def _label(message: Message) -> str:
    return _param(message, "charset")


def _name_of(message: Message) -> str:
    try:
        name = message.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        name = ""
    return header_words(str(name)[:1000])[:250]


def _unflowed(text: str) -> str:
    """Lines that end in a space go on (RFC 3676), but for the line above a signature."""
    lines: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = line.startswith(">")
        if goes_on and not quoted and not lines[-1].startswith(">"):
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)
