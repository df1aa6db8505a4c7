"""Bank account identifiers: read from whatever was pasted, and masked wherever the whole is not needed."""

from __future__ import annotations

import re
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

MOST = 200
_CUTS = re.compile(r"[\s,;]+")
_HEX = r"[0-9a-fA-F]"
_SHAPE = re.compile(
    rf"(?:urn:uuid:)?({_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}|{_HEX}{{32}})\Z",
    re.IGNORECASE | re.ASCII,
)
_ANYWHERE = re.compile(
    rf"(?<![0-9a-zA-Z])(?:{_HEX}{{8}}-(?:{_HEX}{{4}}-){{3}}{_HEX}{{8}}|{_HEX}{{28}})({_HEX}{{4}})(?![0-9a-zA-Z])",
    re.ASCII,
)


def read(text: str) -> tuple[list[UUID], list[str]]:
    """The identifiers in the order they were pasted, each once, and a sentence for each that is none."""
    found, troubles = {}, []
    for place, word in enumerate(filter(None, _CUTS.split(text)), 1):
        identifier = _identifier(word)
        if identifier is None:
            troubles.append(
                _("The %(place)s identifier, “%(word)s”, is not a UUID.")
                % {"place": ordinal(place), "word": word if len(word) <= 60 else f"{word[:59]}…"}
            )
        else:
            found[identifier] = None
    return list(found), troubles


def masked(identifier: UUID | str) -> str:
    """“…4f2a”: enough to tell two apart, and no more."""
    return f"…{str(identifier)[-4:]}"


def without(text: str) -> str:
    """Words in which somebody may have pasted an identifier, with each of them masked."""
    return _ANYWHERE.sub(lambda match: f"…{match[1]}", text)


def ordinal(place: int) -> str:
    """3rd; in French 3e."""
    if get_language() == "fr":
        return "1er" if place == 1 else f"{place}e"
    if place % 100 in (11, 12, 13):
        return f"{place}th"
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th') }"


def _identifier(word: str) -> UUID | None:
    bare = word.strip("\"'“”«»<>.")
    if bare.startswith("{") and bare.endswith("}"):
        bare = bare[1:-1]
    match = _SHAPE.match(bare)
    return UUID(match[1]) if match else None
