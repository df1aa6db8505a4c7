"""Numbers as people say them: ESC-00147. Each kind of thing has a series of its own."""

from __future__ import annotations

import re


class Series:
    """`prefix` and the key of the row, in five digits at least."""

    def __init__(self, prefix: str):
        self.prefix = prefix
        self._typed = re.compile(
            rf"\s*(?:{prefix}[\s-]*)?0*([1-9][0-9]{{0,17}})\s*\Z", re.ASCII | re.IGNORECASE
        )

    def reference(self, pk: int) -> str:
        return f"{self.prefix}-{pk:05d}"

    def parse(self, text: str) -> int | None:
        """The key behind a number that was typed or said, or None."""
        found = self._typed.match(text or "")
        return int(found[1]) if found else None

    def converter(self) -> type:
        """For addresses: exactly the number we print, nothing near it."""
        series = self

        class Converter:
            regex = rf"{series.prefix}-[0-9]{{5,18}}"

            def to_python(self, value: str) -> int:
                pk = int(value.removeprefix(f"{series.prefix}-"))
                if series.reference(pk) != value:
                    raise ValueError(value)
                return pk

            def to_url(self, value) -> str:
                return value if isinstance(value, str) else series.reference(value)

        return Converter
