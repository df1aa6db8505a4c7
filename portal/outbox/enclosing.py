"""What travels with a letter beside its words: files of text, such as an invitation to a call."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Enclosure:
    """name: of the file. subtype: of `text/…`; parameters: what its type says more, {"method": "REQUEST"}.

    beside_the_words: also a form of the letter itself, which programs that know the type show as such.
    """

    name: str
    content: str
    subtype: str = "plain"
    parameters: dict[str, str] = field(default_factory=dict)
    beside_the_words: bool = False
