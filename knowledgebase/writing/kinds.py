"""The parts that articles of a kind have: a problem says its summary, description and resolution."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from knowledgebase.writing.states import Kind

# In the language of the text, not of the person who writes it.
PARTS = {
    Kind.PROBLEM: {
        "en": ("Summary", "Description", "Resolution"),
        "fr": ("Résumé", "Description", "Résolution"),
    },
}
_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def outline(kind: str, language: str) -> str:
    """What a new text of this kind begins with."""
    return "".join(f"## {part}\n\n\n\n" for part in PARTS.get(kind, {}).get(language, ()))


def missing(kind: str, revision) -> list[str]:
    """The parts that this text does not have, in their order."""
    return missing_parts(kind, revision.manuscript.language, revision.body)


def missing_parts(kind: str, language: str, body: str) -> list[str]:
    found = {heading.casefold() for heading in _HEADING.findall(body)}
    return [part for part in PARTS.get(kind, {}).get(language, ()) if part.casefold() not in found]


def told(parts: list[str]) -> str:
    """A sentence for whoever writes it."""
    return _("A problem has the parts “## %(parts)s”: add what is missing.") % {
        "parts": "”, “## ".join(parts)
    }
