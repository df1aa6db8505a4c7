"""Articles from Markdown files with front matter: parse, check, and bring the help centre in line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledgebase.models import Article, Category, Section, Translation
from knowledgebase.states import ICONS, Audience, State
from knowledgebase.writing import actions, snippets
from knowledgebase.writing.models import TEXTS
from knowledgebase.writing.states import Kind

REQUIRED = ("key", "lang", "title", "category", "section")
KNOWN = {
    *REQUIRED,
    *("summary", "category_fr", "section_fr", "icon", "audience", "author", "updated", "asked", "position"),
    *("category_summary", "category_summary_fr", "kind"),
}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Refused(Exception):
    """This file is not imported. The text says why; `line` is where, from 1."""

    def __init__(self, reason: str, line: int = 1):
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class Source:
    """A file that was understood."""

    fields: dict[str, str]
    body: str
    lines: dict[str, int]

    def get(self, name: str, default: str = "") -> str:
        return self.fields.get(name) or default


def read(path: Path) -> Source:
    try:
        return parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(_("The file is not UTF-8 text.")) from error
    except OSError as error:
        raise Refused(error.strerror or str(error)) from error


def parse(text: str) -> Source:
    """Front matter between two lines of `---`: one `key: value` a line. The rest is Markdown."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---":
        raise Refused(_("The file begins with a line of --- and its front matter."))
    fields: dict[str, str] = {}
    where: dict[str, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == "---":
            source = Source(fields, "\n".join(lines[number:]).strip() + "\n", where)
            _check(source)
            return source
        if not line.strip():
            continue
        name, colon, value = line.partition(":")
        name = name.strip()
        if not colon or name not in KNOWN:
            raise Refused(_("“%(line)s” is not a known “key: value”.") % {"line": line[:60]}, number)
        if name in fields:
            raise Refused(_("%(name)s stands here for the second time.") % {"name": name}, number)
        fields[name], where[name] = value.strip(), number
    raise Refused(_("The front matter does not end with a line of ---."), len(lines))


def _check(source: Source) -> None:
    for name in REQUIRED:
        if not source.get(name):
            raise Refused(_("%(name)s is missing.") % {"name": name}, source.lines.get(name, 1))
    _one_of(source, "lang", LANGUAGES)
    _one_of(source, "audience", Audience.values)
    _one_of(source, "icon", ICONS)
    _one_of(source, "kind", Kind.values)
    if source.get("key") != slugify(source.get("key")):
        raise Refused(_("key is made of small letters, digits and hyphens."), source.lines["key"])
    if not source.get("position", "0").isdecimal():
        raise Refused(_("position is a whole number."), source.lines["position"])
    if source.get("updated"):
        try:
            date.fromisoformat(source.get("updated"))
        except ValueError as error:
            raise Refused(_("updated is a date such as 2026-11-18."), source.lines["updated"]) from error


def _one_of(source: Source, name: str, allowed: list[str]) -> None:
    if source.get(name) and source.get(name) not in allowed:
        sentence = _("%(name)s is one of: %(allowed)s.") % {"name": name, "allowed": ", ".join(allowed)}
        raise Refused(sentence, source.lines[name])


@transaction.atomic
def store(source: Source) -> tuple[Translation, Outcome]:
    """The article as the file says, found by its key. What is the same already is not written again."""
    section = _section(source)
    article, made = Article.objects.get_or_create(key=source.get("key"), defaults={"section": section})
    wanted = {
        "section": section,
        "audience": source.get("audience", Audience.STAFF),
        "position": int(source.get("position", "100")),
        **({"kind": source.get("kind")} if source.get("kind") else {}),
    }
    changed = _bring(article, wanted) or made
    before = article.translations.filter(language=source.get("lang")).first()
    changed = _bring_text(article, before, source) or changed
    stored = article.translations.get(language=source.get("lang"))
    if before is None:
        return stored, Outcome.CREATED
    return stored, Outcome.UPDATED if changed else Outcome.UNCHANGED


def _bring_text(article: Article, before: Translation | None, source: Source) -> bool:
    """A revision that is live at once, where the file says anything else than readers see."""
    wordings = (wording.strip() for wording in source.get("asked").split("|"))
    texts = {
        "title": source.get("title"),
        "summary": source.get("summary"),
        "byline": source.get("author"),
        "body": source.body,
        "asked": "\n".join(wording for wording in wordings if wording),
    }
    updated_at = _noon(source.get("updated")) if source.get("updated") else None
    is_live = before is not None and article.state == State.PUBLISHED
    same = is_live and all(getattr(before, name) == texts[name] for name in TEXTS)
    if same and (updated_at is None or before.updated_at == updated_at):
        return False
    try:
        Translation(article=article, language=source.get("lang"), **texts).full_clean(
            exclude=["slug"], validate_unique=False, validate_constraints=False
        )
    except ValidationError as error:
        raise Refused("; ".join(error.messages)) from error
    if unknown := snippets.unknown(source.body):
        raise Refused(_("There is no snippet of this name: %(names)s.") % {"names": ", ".join(unknown)})
    comment = _("Imported from a file")
    actions.bring(article, source.get("lang"), texts=texts, comment=comment, updated_at=updated_at)
    return True


def _section(source: Source) -> Section:
    """The shelves are made as they are named. They stand where the first of their articles wants to be."""
    position = int(source.get("position", "100"))
    category, _made = Category.objects.get_or_create(
        name_en=source.get("category"),
        defaults={
            "slug": slugify(source.get("category")),
            "icon": source.get("icon", "bulb"),
            "position": position,
        },
    )
    section, _made = Section.objects.get_or_create(
        category=category,
        name_en=source.get("section"),
        defaults={"slug": slugify(f"{category.slug} {source.get('section')}"), "position": position},
    )
    words = {
        "summary_en": source.get("category_summary"),
        "summary_fr": source.get("category_summary_fr"),
    }
    _complete(category, position, {"name_fr": source.get("category_fr")} | words)
    _complete(section, position, {"name_fr": source.get("section_fr")})
    return section


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


def _noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=12)
