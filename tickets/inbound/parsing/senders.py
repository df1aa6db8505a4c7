"""Who a message says it is from and to, and what our own mail server found out about that."""

from __future__ import annotations

import re
from email.utils import getaddresses

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[\w.-]{1,253}"
_ALONE = re.compile(rf"\s*({_ADDRESS})\s*\Z")
_NAMED = re.compile(rf"[^<>@,;:()\"]*<\s*({_ADDRESS})\s*>\s*\Z")
_RESULT = re.compile(r"(?:^|;)\s*(dmarc|dkim)\s*=\s*(\w+)([^;]*)", re.IGNORECASE)
_SIGNED_BY = re.compile(r"\bheader\.(?:d|i)\s*=\s*@?([^\s;]+)", re.IGNORECASE)
MOST_RECIPIENTS = 200
_TO_US = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")


def only_sender(values: list[str]) -> str:
    """The one address of the one From; empty where there is none, several, or room for doubt.

    Read before anything is decoded: a name is never an identity, and what is encoded is a name.
    """
    if len(values) != 1 or len(values[0]) > 1000:
        return ""
    line = _QUOTED.sub(" ", " ".join(values[0].split()))
    line = _COMMENT.sub(" ", line)
    found = _ALONE.match(line) or _NAMED.match(line)
    return found.group(1) if found else ""


def recipients(headers: dict[str, list[str]]) -> tuple[str, ...]:
    """Every address it was sent to, as far as it says so."""
    lines = [line[:20_000] for name in _TO_US for line in headers.get(name, [])[:20]]
    found = [address for _name, address in getaddresses(lines) if _ALONE.match(address)]
    return tuple(dict.fromkeys(found))[:MOST_RECIPIENTS]


def proven(results: list[str], ours: str, sender: str) -> bool | None:
    """What our own mail server wrote about the sender; None where it wrote nothing.

    Only its topmost line counts: whatever stands below came from outside.
    """
    if not results:
        return None
    name, _semicolon, said = _COMMENT.sub(" ", " ".join(results[0].split())).partition(";")
    if name.split()[:1] != [ours]:
        return None
    domain = sender.rpartition("@")[2].lower()
    passed = False
    for method, result, rest in _RESULT.findall(f";{said}"):
        if method.lower() == "dmarc":
            return result.lower() == "pass"
        signer = _SIGNED_BY.search(rest)
        passed |= result.lower() == "pass" and bool(signer) and signer.group(1).lower() == domain
    return passed
