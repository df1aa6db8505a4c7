"""What a notice of failed delivery says: which letter, to whom, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

_IDS = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>")
_ID_LINE = re.compile(r"^Message-ID:\s*(<[^<>\s]{3,400}>)", re.IGNORECASE | re.MULTILINE)
_MOST_IDS = 20


@dataclass(frozen=True)
class Bounce:
    """failed: it surely did not arrive, rather than late. message_ids: what may name the letter."""

    failed: bool
    message_ids: tuple[str, ...] = ()
    recipient: str = ""
    why: str = ""


def bounce_of(message: Message, text: str) -> Bounce:
    """From the parts that are made for machines; from the words where a server writes none."""
    failed, recipient, why, ids = None, "", "", []
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for fields in _groups(part):
                action = str(fields.get("Action", "")).strip().lower()
                if action:
                    failed = failed or action == "failed"
                    recipient = recipient or _value(fields, "Final-Recipient")
                    why = why or _value(fields, "Diagnostic-Code") or str(fields.get("Status", "")).strip()
        elif kind == "message/rfc822":
            inner = _groups(part)
            ids += [str(one.get("Message-ID", "")).strip() for one in inner[:1]]
        elif kind == "text/rfc822-headers":
            said = part.get_payload(decode=True) or b""
            ids += _ID_LINE.findall(said[:100_000].decode("latin-1"))
    if failed is None:
        # No report: only a server that says so in words, and names the letter in them.
        failed, why = bool(text), why or text.strip()[:500]
    ids = [one for one in ids if one] or _IDS.findall(text[:100_000])
    return Bounce(bool(failed), tuple(dict.fromkeys(ids))[:_MOST_IDS], recipient[:254], why[:500])


def _groups(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _value(fields: Message, name: str) -> str:
    """Behind the type: `rfc822; nadia@client.example`."""
    said = " ".join(str(fields.get(name, "")).split())
    return said.partition(";")[2].strip() or said
