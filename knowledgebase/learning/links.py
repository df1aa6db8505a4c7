"""Which result of which search was opened: said by the address of the result, never by a cookie."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

PARAMETER = "asked"
_FORM = re.compile(r"([1-9][0-9]{0,17})-([0-9]{1,5})\.[A-Za-z0-9_-]{20,64}")


class Opening(NamedTuple):
    """A place in the list of one search; place 0 is the list itself."""

    search: int
    rank: int


def token(search: int, rank: int = 0) -> str:
    """Signed, so that nobody counts for a search that was not theirs."""
    return _signer().sign(f"{search}-{rank}")


def read(token: str) -> Opening | None:
    """None: not one of ours."""
    if not (match := _FORM.fullmatch(token)):
        return None
    try:
        _signer().unsign(token)
    except BadSignature:
        return None
    return Opening(int(match[1]), int(match[2]))


def _signer() -> Signer:
    return Signer(sep=".", salt="knowledgebase.learning")
