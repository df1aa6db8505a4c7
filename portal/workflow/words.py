"""Words that staff write down in two languages."""

from __future__ import annotations

from django.utils.translation import get_language


def told(row: object, name: str) -> str:
    """`name` in the reader's language, of the pair `name_en` and `name_fr`; without French, in English."""
    french = getattr(row, f"{name}_fr") if get_language() == "fr" else ""
    return french or getattr(row, f"{name}_en")


def words(name: str) -> property:
    """A property of a row that says `name` in the reader's language."""
    return property(lambda row: told(row, name), doc=f"`{name}` in the reader’s language.")
