"""The number of an escalation as people say it: ESC-00147."""

import re

PREFIX = "ESC"
_FORM = re.compile(r"\s*(?:ESC[\s-]*)?0*([1-9][0-9]{0,17})\s*\Z", re.ASCII | re.IGNORECASE)


def reference(pk: int) -> str:
    return f"{PREFIX}-{pk:05d}"


def parse(text: str) -> int | None:
    """The key behind a number that was typed or said, or None."""
    found = _FORM.match(text or "")
    return int(found[1]) if found else None


class EscalationConverter:
    """`/escalations/ESC-00147/`: exactly the number we print, nothing near it."""

    regex = r"ESC-[0-9]{5,18}"

    def to_python(self, value: str) -> int:
        pk = int(value.removeprefix(f"{PREFIX}-"))
        if reference(pk) != value:
            raise ValueError(value)
        return pk

    def to_url(self, value) -> str:
        return value if isinstance(value, str) else reference(value)
