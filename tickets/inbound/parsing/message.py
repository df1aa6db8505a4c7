"""A message taken apart: within limits of size, parts, depth and time, or not at all."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from django.utils.translation import gettext as _

from portal.outbox.wording import clean
from tickets.inbound.parsing import machines, senders
from tickets.inbound.parsing.bodies import Bodies, Part, TooMuch
from tickets.inbound.parsing.bounces import Bounce, bounce_of
from tickets.inbound.parsing.charsets import header_words
from tickets.inbound.parsing.quoting import split

__all__ = ["Parsed", "Part", "TooMuch", "parse"]

MOST_BYTES = 50 * 1024 * 1024
MOST_HEAD = 256 * 1024
MOST_NESTED = 60  # how often the word “multipart/” or “message/” may occur
MOST_DASHES = 20_000  # lines that might be a boundary
LONGEST_TEXT = 200_000
SECONDS = 20
_ID = re.compile(r"<[^<>\s]{1,400}>")
_NEST = re.compile(rb"multipart/|message/rfc822", re.IGNORECASE)


@dataclass(frozen=True)
class Parsed:
    """Everything we want to know of a message.

    sender: empty unless there is exactly one. machine: why a machine is believed to have written it.
    results: what mail servers wrote about the sender, the topmost first.
    """

    message_id: str
    sender: str
    shown_sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    quoted: str
    signature: str
    parts: tuple[Part, ...]
    references: tuple[str, ...]
    machine: str
    bounce: Bounce | None
    results: tuple[str, ...]


def parse(raw: bytes) -> Parsed:
    """Raises TooMuch where a message asks for more work than any honest one."""
    ends = time.monotonic() + SECONDS
    _check(raw)
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        return _parsed(message, ends)
    except RecursionError as error:
        raise TooMuch(_("nested too deeply")) from error


def _check(raw: bytes) -> None:
    """Before anything is taken apart: the parser itself has no limits."""
    if len(raw) > MOST_BYTES:
        raise TooMuch(_("too large"))
    head = re.search(rb"\r?\n\r?\n", raw[: MOST_HEAD + 4])
    if head is None and len(raw) > MOST_HEAD:
        raise TooMuch(_("its head is too long"))
    if sum(1 for _ in _NEST.finditer(raw)) > MOST_NESTED:
        raise TooMuch(_("too many parts within parts"))
    if raw.count(b"\n--") > MOST_DASHES:
        raise TooMuch(_("too many parts"))


def _parsed(message: Message, ends: float) -> Parsed:
    headers: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        headers.setdefault(name.lower(), []).append(str(value))
    bodies = Bodies(ends)
    text = clean(bodies.text_of(message))[:LONGEST_TEXT]
    subject = " ".join(header_words(_one(headers, "subject")[:4000]).split())
    words = split(text, subject)
    sender = senders.only_sender(headers.get("from", []))
    machine = machines.reason_of(headers, message.get_content_type(), sender, subject)
    return Parsed(
        message_id=_first_id(_one(headers, "message-id")),
        sender=sender,
        shown_sender=" ".join(header_words(", ".join(headers.get("from", []))[:1000]).split())[:250],
        recipients=senders.recipients(headers),
        subject=subject,
        text=words.text,
        quoted=words.quoted,
        signature=words.signature,
        parts=tuple(bodies.parts),
        references=_references(headers),
        machine=machine,
        bounce=bounce_of(message, text) if machine == machines.BOUNCE else None,
        results=tuple(headers.get("authentication-results", [])[:5]),
    )


def _one(headers: dict[str, list[str]], name: str) -> str:
    return headers.get(name, [""])[0]


def _first_id(line: str) -> str:
    found = _ID.search(clean(line[:2000]))
    return found.group()[:320] if found else ""


def _references(headers: dict[str, list[str]]) -> tuple[str, ...]:
    lines = " ".join(
        line[-8000:] for name in ("in-reply-to", "references") for line in headers.get(name, [])[:2]
    )
    return tuple(dict.fromkeys(_ID.findall(clean(lines))))[-50:]
