"""Articles from Markdown files with front matter: check them, and bring the help centre in line."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledgebase.models import Article, Category, Manuscript, OldAddress, Section, Translation
from knowledgebase.moving.files import Refused, Source, moment, parse, read, wordings
from knowledgebase.moving.models import plain_path
from knowledgebase.pictures import marks
from knowledgebase.states import Audience, State
from knowledgebase.writing import actions, showing, snippets
from knowledgebase.writing.models import TEXTS

__all__ = ["Outcome", "Refused", "Source", "parse", "read", "store"]


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@transaction.atomic
def store(source: Source) -> Outcome:
    """The article as the file says, found by its key. What is the same already is not written again."""
    section = _section(source)
    article, made = Article.objects.get_or_create(key=source.get("key"), defaults={"section": section})
    wanted = {
        "section": section,
        "audience": source.get("audience", Audience.STAFF),
        "position": int(source.get("position", "100")),
        **({"kind": source.get("kind")} if source.get("kind") else {}),
        **({"review_on": date.fromisoformat(source.get("review_on"))} if source.get("review_on") else {}),
    }
    changed = _bring(article, wanted) or made
    language = source.get("lang")
    before = article.translations.filter(language=language).first()
    if source.get("state") == State.DRAFT:
        written = article.manuscripts.filter(language=language, newest__isnull=False).exists()
        changed = _bring_draft(article, source) or changed
    else:
        written = before is not None
        changed = _bring_text(article, before, source) or changed
    changed = _bring_addresses(article, source) or changed
    if not written:
        return Outcome.CREATED
    return Outcome.UPDATED if changed else Outcome.UNCHANGED


def _bring_text(article: Article, before: Translation | None, source: Source) -> bool:
    """A revision that is live at once, where the file says anything else than readers see."""
    texts = _texts(source)
    updated_at = moment(source.get("updated")) if source.get("updated") else None
    is_live = before is not None and article.state == State.PUBLISHED
    same = is_live and all(getattr(before, name) == texts[name] for name in TEXTS)
    if same and (updated_at is None or before.updated_at == updated_at):
        return False
    _check_text(article, source, texts)
    comment = _("Imported from a file")
    actions.bring(article, source.get("lang"), texts=texts, comment=comment, updated_at=updated_at)
    return True


def _bring_draft(article: Article, source: Source) -> bool:
    """A revision that nobody reads yet; what is live stays."""
    texts = _texts(source)
    showing.keep(article)
    manuscript = Manuscript.objects.with_texts().get(article=article, language=source.get("lang"))
    if manuscript.newest and manuscript.newest.texts == texts:
        return False
    _check_text(article, source, texts)
    comment = _("Imported from a file")
    actions.write(manuscript, by=None, texts=texts, seen=manuscript.version, comment=comment)
    return True


def _bring_addresses(article: Article, source: Source) -> bool:
    """Where this text stood in a former help centre: it leads here from now on."""
    changed = False
    for path in wordings(source.get("was")):
        wanted = {"article": article, "language": source.get("lang")}
        if not OldAddress.objects.filter(path=plain_path(path), **wanted).exists():
            OldAddress.objects.update_or_create(path=plain_path(path), defaults=wanted)
            changed = True
    return changed


def _texts(source: Source) -> dict[str, str]:
    return {
        "title": source.get("title"),
        "summary": source.get("summary"),
        "byline": source.get("author"),
        "body": source.body,
        "asked": "\n".join(wordings(source.get("asked"))),
    }


def _check_text(article: Article, source: Source, texts: dict[str, str]) -> None:
    try:
        Translation(article=article, language=source.get("lang"), **texts).full_clean(
            exclude=["slug"], validate_unique=False, validate_constraints=False
        )
    except ValidationError as error:
        raise Refused("; ".join(error.messages)) from error
    if unknown := snippets.unknown(source.body):
        raise Refused(_("There is no snippet of this name: %(names)s.") % {"names": ", ".join(unknown)})
    if unknown := marks.unknown(source.body):
        raise Refused(_("There is no picture of this name: %(names)s.") % {"names": ", ".join(unknown)})


def _section(source: Source) -> Section:
    """The shelves are made as they are named. They stand where the first of their articles wants to be."""
    known = Section.objects.filter(slug=source.get("section_slug")).first()
    if known and known.name_en == source.get("section"):
        return known
    position = int(source.get("position", "100"))
    category, _made = Category.objects.get_or_create(
        name_en=source.get("category"),
        defaults={
            "slug": _free_slug(Category, source.get("category")),
            "icon": source.get("icon", "bulb"),
            "position": position,
        },
    )
    section, _made = Section.objects.get_or_create(
        category=category,
        name_en=source.get("section"),
        defaults={
            "slug": _free_slug(Section, f"{category.slug} {source.get('section')}"),
            "position": position,
        },
    )
    words = {
        "summary_en": source.get("category_summary"),
        "summary_fr": source.get("category_summary_fr"),
    }
    _complete(category, position, {"name_fr": source.get("category_fr")} | words)
    _complete(section, position, {"name_fr": source.get("section_fr")})
    return section


def _free_slug(model, words: str) -> str:
    """An address that no other shelf has: two may be called nearly the same."""
    slug = base = slugify(words)[:70].strip("-") or model._meta.model_name
    number = 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def _complete(shelf: Category | Section, position: int, words: dict[str, str]) -> None:
    """Add what was not known before; what an editor wrote stays."""
    wanted = {name: text for name, text in words.items() if text and not getattr(shelf, name)}
    if position < shelf.position:
        wanted["position"] = position
    for name, value in wanted.items():
        setattr(shelf, name, value)
    if wanted:
        shelf.save(update_fields=list(wanted))


def _bring(row: Article, wanted: dict) -> bool:
    """Set what differs and save; whether anything did."""
    differs = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not differs and row.pk:
        return False
    for name, value in differs.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused("; ".join(error.messages)) from error
    row.save()
    return True
