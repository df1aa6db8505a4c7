"""Case numbers: how they are written, and what people type when they mean one."""

from __future__ import annotations

import re
import unicodedata

from django.conf import settings

# Any hyphen or dash, or none; the digits are ASCII once NFKC has folded the full-width ones.
_TYPED = re.compile(r"#?(?:([A-Za-z]+)[-\u2010-\u2015\u2212_]?)?#?([0-9]{1,12})\Z")
_LARGEST = 2**31 - 1


def reference(number: int) -> str:
    """As it is written everywhere: CW-00012."""
    return f"{settings.CASE_PREFIX}-{number:05d}"


def parse(text: str) -> int | None:
    """The number meant by “CW-00012”, “cw 12”, “#12” or “12”; None when it is not one of ours.

    Spaces and marks that nobody sees do not count: numbers are pasted from letters and dictated on the phone.
    """
    folded = "".join(
        sign
        for sign in unicodedata.normalize("NFKC", (text or "")[:80])
        if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )
    match = _TYPED.match(folded)
    if match is None:
        return None
    prefix, digits = match.groups()
    if prefix and prefix.upper() != settings.CASE_PREFIX.upper():
        return None
    number = int(digits)
    return number if 0 < number <= _LARGEST else None


class CaseConverter:
    """`<case:number>` in an address: the view gets the number, `{% url %}` writes the reference."""

    regex = r"[A-Za-z]{1,12}-[0-9]{1,12}"

    def to_python(self, value: str) -> int:
        number = parse(value)
        if number is None:
            raise ValueError(value)
        return number

    def to_url(self, value: int | str) -> str:
        return value if isinstance(value, str) else reference(value)
