"""What staff see of a message: its words as plain text, whatever it was written in."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from portal.attachments.checking import display_name
from portal.outbox.wording import clean
from tickets.inbound.addresses import veiled
from tickets.inbound.keeping import bytes_of
from tickets.inbound.models import Mail
from tickets.inbound.parsing import TooMuch, parse

_START = 20_000


@dataclass(frozen=True)
class Read:
    """text: what was written now; folded: quotation and signature, kept below; trouble: why it is raw."""

    sender: str = ""
    recipients: str = ""
    text: str = ""
    quoted: str = ""
    signature: str = ""
    files: list[str] = field(default_factory=list)
    trouble: str = ""


def of(mail: Mail) -> Read:
    """Parsed anew from the bytes; where that cannot be done, their beginning as it stands."""
    try:
        raw = bytes_of(mail)
    except OSError:
        return Read(trouble=_("The stored message cannot be opened just now."))
    try:
        parsed = parse(raw)
    except TooMuch as error:
        return _as_it_stands(raw, str(error))
    except Exception as error:  # noqa: BLE001 - what failed once is shown, not failed on again
        return _as_it_stands(raw, type(error).__name__)
    return Read(
        sender=parsed.shown_sender,
        recipients=veiled(", ".join(parsed.recipients[:10])),
        text=veiled(parsed.text),
        quoted=veiled(parsed.quoted),
        signature=veiled(parsed.signature),
        files=[f"{display_name(part.name)} ({len(part.content):,} B)" for part in parsed.parts],
    )


def _as_it_stands(raw: bytes, trouble: str) -> Read:
    return Read(text=veiled(clean(raw[:_START].decode("latin-1"))), trouble=trouble)
