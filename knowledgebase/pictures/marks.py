"""The short reference to a picture in Markdown, `![](picture:form)`: which a text names, what they are.

As with snippets: the text keeps the reference, the page shows what the picture is now.
"""

from __future__ import annotations

from django.apps import apps

from knowledgebase import rendering
from knowledgebase.rendering import Shown


def names_in(body: str) -> set[str]:
    return rendering.pictures_in(body) if "picture:" in body else set()


def shown_in(body: str, language: str) -> dict[str, Shown]:
    """The pictures of this text by name, described in its language. One statement, none without a name."""
    names = names_in(body)
    if not names:
        return {}
    found = _pictures().filter(slug__in=names)
    return {
        row.slug: Shown(row.get_absolute_url(), row.width, row.height, _said(row, language)) for row in found
    }


def unknown(body: str) -> list[str]:
    """The names in this text that no picture has."""
    names = names_in(body)
    known = set(_pictures().filter(slug__in=names).values_list("slug", flat=True)) if names else set()
    return sorted(names - known)


def note_uses(translation, body: str) -> None:
    """Keep which pictures the text on the site shows; `body` is its Markdown with the snippets filled in."""
    uses = apps.get_model("knowledgebase", "PictureUse").objects
    names = names_in(body)
    wanted = set(_pictures().filter(slug__in=names).values_list("pk", flat=True)) if names else set()
    held = set(uses.filter(translation=translation).values_list("picture", flat=True))
    if held - wanted:
        uses.filter(translation=translation, picture__in=held - wanted).delete()
    uses.bulk_create([uses.model(translation=translation, picture_id=pk) for pk in sorted(wanted - held)])


def _said(picture, language: str) -> str:
    return (picture.description_fr if language == "fr" else "") or picture.description_en


def _pictures():
    return apps.get_model("knowledgebase", "Picture").objects
