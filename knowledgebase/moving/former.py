"""A former help centre, whichever program it was: its texts, where they stood, and its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

LANGUAGES = {code for code, _name in settings.LANGUAGES}
SOURCE = settings.LANGUAGE_CODE


@dataclass
class Wording:
    """An article in one language, as it was there."""

    title: str
    html: str
    addresses: list[str]
    draft: bool = False
    updated: datetime | None = None
    summary: str = ""


@dataclass
class Piece:
    number: str
    category: dict[str, str]  # language -> name
    section: dict[str, str]
    audience: str
    position: int
    texts: dict[str, Wording]
    labels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Former:
    pieces: list[Piece]
    host: str  # https://help.example.com, for links that lead nowhere here
    # The number of the article that a path leads to; the name and bytes of the picture at an address.
    number_in: Callable[[str], str | None]
    file_at: Callable[[str], tuple[str, str, bytes] | None]


def language_of(locale: str) -> str | None:
    """en-us is English here; a language that is not spoken here is none."""
    code = (locale or "").replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else None
