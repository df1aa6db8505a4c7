"""Passages written once and shown in many articles: `{{snippet:opening-hours}}`, wherever it stands.

An article keeps the mark and shows what the snippet says now. In code, the mark stays what it is.
"""

from __future__ import annotations

import re

from django.apps import apps
from django.db import transaction

MARK = re.compile(r"\{\{\s*snippet:([a-z0-9-]{1,40})\s*\}\}")
# Fenced blocks and `code`, where a mark is an example of itself.
_CODE = re.compile(r"(^```.*?^```[^\n]*$|^~~~.*?^~~~[^\n]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)


def names_in(body: str) -> set[str]:
    return {name for prose in _CODE.split(body)[::2] for name in MARK.findall(prose)}


def filled(body: str, language: str) -> str:
    """The Markdown with what each snippet says now. A name that does not exist stays as it was written."""
    names = names_in(body)
    if not names:
        return body
    texts = _texts(names, language)

    def put(mark: re.Match) -> str:
        return texts.get(mark[1], mark[0])

    parts = _CODE.split(body)
    parts[::2] = [MARK.sub(put, prose) for prose in parts[::2]]
    return "".join(parts)


def unknown(body: str) -> list[str]:
    """The names in this text that no snippet has."""
    names = names_in(body)
    if not names:
        return []
    known = _snippets().filter(name__in=names).values_list("name", flat=True)
    return sorted(names - set(known))


def note_uses(translation) -> None:
    """Keep which live text shows which snippet."""
    uses = apps.get_model("knowledgebase", "SnippetUse").objects
    names = names_in(translation.body)
    held = set(uses.filter(translation=translation).values_list("name", flat=True))
    if held - names:
        uses.filter(translation=translation, name__in=held - names).delete()
    uses.bulk_create([uses.model(translation=translation, name=name) for name in sorted(names - held)])


@transaction.atomic
def save(snippet) -> int:
    """Store it and make the pages that show it again, in one transaction. Returns how many those were."""
    apps.get_model("knowledgebase", "Version").move()
    snippet.save()
    count = 0
    translations = apps.get_model("knowledgebase", "Translation").objects
    for translation in translations.filter(snippet_uses__name=snippet.name).order_by("pk"):
        translation.save()
        count += 1
    return count


def _snippets():
    return apps.get_model("knowledgebase", "Snippet").objects


def _texts(names: set[str], language: str) -> dict[str, str]:
    found = _snippets().filter(name__in=names)
    return {row.name: ((row.body_fr if language == "fr" else "") or row.body_en).strip() for row in found}
