"""The address to which a letter about a case is answered: it says which case, and who may answer there.

`reply+57.12.<160 bits>@…`: nobody can make one without our key, and it is of use only to the person it was
made for, whose rights are read again when it comes back. Nothing is stored, so nothing can be stolen.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from portal.accounts.addresses import normalise

_BYTES = 20
# Mail servers may fold letters of an address, so there are only small ones in it.
_TOKEN = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})\.([a-z2-7]{32})\Z")


@dataclass(frozen=True)
class Token:
    ticket: int
    person: int


def reply_address(ticket: int, person: int) -> str:
    """Empty where no mailbox is read: then letters are answered as they always were."""
    if not settings.REPLY_EMAIL:
        return ""
    local, _at, domain = settings.REPLY_EMAIL.rpartition("@")
    return f"{local}+{ticket}.{person}.{_proof(ticket, person, settings.SECRET_KEY)}@{domain}"


def tokens_in(recipients: Iterable[str]) -> tuple[list[Token], int]:
    """The tokens that are ours among these addresses, and how many looked like one but are not."""
    ours, false = [], 0
    local, _at, domain = normalise(settings.REPLY_EMAIL).rpartition("@")
    for address in recipients:
        box, _at, host = normalise(address).rpartition("@")
        name, plus, said = box.partition("+")
        if not settings.REPLY_EMAIL or not plus or (name, host) != (local, domain):
            continue
        token = _read(said)
        if token is None:
            false += 1
        elif token not in ours:
            ours.append(token)
    return ours, false


def veiled(text: str) -> str:
    """Without what makes a reply address work: programs quote them, and others read what was quoted."""
    local, _at, _domain = settings.REPLY_EMAIL.rpartition("@")
    if not local:
        return text
    proof = rf"({re.escape(local)}\+[0-9]{{1,18}}\.[0-9]{{1,18}})\.[a-z2-7]{{32}}(?=@)"
    return re.sub(proof, r"\1.…", text, flags=re.IGNORECASE)


def _read(said: str) -> Token | None:
    found = _TOKEN.match(said)
    if found is None:
        return None
    ticket, person = int(found.group(1)), int(found.group(2))
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(_proof(ticket, person, key), found.group(3)):
            return Token(ticket, person)
    return None


def _proof(ticket: int, person: int, key: str) -> str:
    mac = salted_hmac("tickets.inbound.reply", f"{ticket}.{person}", key, algorithm="sha256").digest()
    return base64.b32encode(mac[:_BYTES]).decode().lower()
