"""The first thing that happens to a message: its bytes are kept, once."""

from __future__ import annotations

import hashlib
import logging
import re

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tickets.inbound.models import Mail, new_path
from tickets.inbound.states import State

logger = logging.getLogger(__name__)

# Written by the servers on the way: two deliveries of one message differ in these alone.
_ON_THE_WAY = re.compile(
    rb"(?:received|return-path|delivered-to|x-original-to|envelope-to|x-envelope-to|authentication-results|"
    rb"arc-[a-z-]+|received-spf|x-spam-[a-z-]+|x-received|dkim-signature)\s*:",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_MOST_HEAD = 256 * 1024


def keep(box: str, raw: bytes) -> Mail | None:
    """A new row in state stored; None where this message is here already, whichever way it came."""
    digest = digest_of(raw)
    if Mail.objects.filter(digest=digest).exists():
        return None
    storage = Mail._meta.get_field("raw").storage
    path = storage.save(new_path(), ContentFile(raw))
    try:
        with transaction.atomic():
            return Mail.objects.create(
                box=box[:300],
                digest=digest,
                sha256=hashlib.sha256(raw).hexdigest(),
                raw=path,
                size=len(raw),
            )
    except IntegrityError:
        # Another worker fetched it in the same moment.
        storage.delete(path)
        return None


def keep_head(box: str, head: bytes, size: int) -> None:
    """Of a message beyond all measure only the head is fetched; staff see that it came."""
    mail = keep(box, head)
    if mail is not None:
        mail.status, mail.size = State.FAILED, size
        mail.detail = _("It is too large. Only its head was fetched.")
        mail.save(update_fields=["status", "size", "detail"])


def digest_of(raw: bytes) -> str:
    """Of what the sender wrote: the head without the marks of the way, and the body."""
    ends = _HEAD_ENDS.search(raw[:_MOST_HEAD])
    head, body = (raw[: ends.start()], raw[ends.end() :]) if ends else (raw[:_MOST_HEAD], raw[_MOST_HEAD:])
    digest, skipped = hashlib.sha256(), False
    for line in head.replace(b"\r\n", b"\n").split(b"\n"):
        if not line.startswith((b" ", b"\t")):
            skipped = bool(_ON_THE_WAY.match(line))
        if not skipped:
            digest.update(line + b"\n")
    digest.update(b"\n" + body.replace(b"\r\n", b"\n").rstrip(b"\n"))
    return digest.hexdigest()


def bytes_of(mail: Mail) -> bytes:
    with mail.raw.open("rb") as file:
        return file.read()
