"""What a folder holds beside its articles: pictures, snippets and shelves, brought in line like these."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from knowledgebase.importing import Outcome
from knowledgebase.models import Category, FormerSlug, Picture, Section, Snippet
from knowledgebase.moving.files import Refused, Source, wordings
from knowledgebase.pictures import actions
from knowledgebase.pictures.reencoding import MOST_BYTES, as_exported
from knowledgebase.writing import snippets


@transaction.atomic
def store(source: Source, folder: Path) -> Outcome:
    if source.part == "picture":
        return _picture(source, folder)
    if source.part == "snippet":
        return _snippet(source)
    return _category(source) if source.part == "category_shelf" else _section(source)


def _picture(source: Source, folder: Path) -> Outcome:
    name = source.get("file")
    if Path(name).name != name:
        raise Refused(_("file is the name of a file beside this one."), source.lines["file"])
    try:
        with (folder / name).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(error.strerror or str(error), source.lines["file"]) from error
    described = {
        "description_en": source.get("description_en"),
        "description_fr": source.get("description_fr", source.get("description_en")),
    }
    return keep_picture(source.name, data, name, described)[0]


def keep_picture(
    slug: str, data: bytes, name: str, described: dict[str, str], *, read=as_exported, keeps: bool = True
) -> tuple[Outcome, Picture]:
    """The picture of this name as it is told; the same bytes with the same words are no change."""
    picture = Picture.objects.filter(slug=slug).first() or Picture(slug=slug)
    held = {picture.sha256, picture.source_sha256}
    same = picture.pk and hashlib.sha256(data).hexdigest() in held
    if same and all(getattr(picture, field) == words for field, words in described.items()):
        return Outcome.UNCHANGED, picture
    outcome = Outcome.UPDATED if picture.pk else Outcome.CREATED
    for field, words in described.items():
        setattr(picture, field, words)
    try:
        ready = None if same else read(data, name)
        picture.full_clean(exclude=["file", "kind", "width", "height", "size", "sha256", "source_sha256"])
    except ValidationError as error:
        raise Refused("; ".join(error.messages)) from error
    actions.store(picture, ready=ready, source=data, keeps=keeps)
    return outcome, picture


def _snippet(source: Source) -> Outcome:
    snippet = Snippet.objects.filter(name=source.name).first() or Snippet(name=source.name)
    field = f"body_{source.get('lang')}"
    before, text = getattr(snippet, field), source.body.rstrip("\n")
    if snippet.pk and before == text:
        return Outcome.UNCHANGED
    setattr(snippet, field, text)
    try:
        snippet.full_clean(exclude=["body_en"])
    except ValidationError as error:
        raise Refused("; ".join(error.messages)) from error
    snippets.save(snippet)
    return Outcome.UPDATED if before else Outcome.CREATED


def _category(source: Source) -> Outcome:
    named = Category.objects.filter(slug=source.name) or Category.objects.filter(name_en=source.get("name"))
    wanted = _shelf(source) | {
        "summary_en": source.get("summary"),
        "summary_fr": source.get("summary_fr"),
        "icon": source.get("icon", "bulb"),
    }
    return _bring(named.first() or Category(), wanted, source)


def _section(source: Source) -> Outcome:
    category = Category.objects.filter(slug=source.get("in")).first()
    if category is None:
        said = {"name": source.get("in")}
        raise Refused(_("There is no category of this address: %(name)s.") % said, source.lines["in"])
    named = Section.objects.filter(slug=source.name) or category.sections.filter(name_en=source.get("name"))
    wanted = _shelf(source) | {"category": category, "needs_review": source.get("reviewed") == "yes"}
    return _bring(named.first() or Section(), wanted, source)


def _shelf(source: Source) -> dict:
    return {
        "slug": source.name,
        "name_en": source.get("name"),
        "name_fr": source.get("name_fr"),
        "position": int(source.get("position", "100")),
    }


def _bring(shelf: Category | Section, wanted: dict, source: Source) -> Outcome:
    changed = (
        any(getattr(shelf, field, None) != value for field, value in wanted.items()) if shelf.pk else True
    )
    outcome = Outcome.UPDATED if shelf.pk else Outcome.CREATED
    if changed:
        for field, value in wanted.items():
            setattr(shelf, field, value)
        try:
            shelf.full_clean()
        except ValidationError as error:
            raise Refused("; ".join(error.messages)) from error
        shelf.save()
    kind = shelf._meta.model_name
    for slug in wordings(source.get("former")):
        _former, made = FormerSlug.objects.get_or_create(shelf=kind, slug=slug, defaults={kind: shelf})
        changed = changed or made
    return outcome if changed else Outcome.UNCHANGED
