"""The files that articles come from and go to: front matter, then Markdown. No database here.

An article is a file a language. A folder may hold the pictures, snippets and shelves of its articles too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledgebase.states import ICONS, Audience, State
from knowledgebase.writing.states import Kind

SHELF = ("name", "name_fr", "position", "former")
REQUIRED = ("key", "lang", "title", "category", "section")
KNOWN = {
    *REQUIRED,
    *("section_slug", "state", "review_on", "was"),
    *("summary", "category_fr", "section_fr", "icon", "audience", "author", "updated", "asked", "position"),
    *("category_summary", "category_summary_fr", "kind"),
}
# What else a folder holds: each kind of file is known by its first line, which names one of these.
PARTS = {
    "picture": ({"picture", "file", "description_en", "description_fr"}, ("file", "description_en")),
    "snippet": ({"snippet", "lang"}, ("lang",)),
    "category_shelf": ({"category_shelf", *SHELF, "summary", "summary_fr", "icon"}, ("name",)),
    "section_shelf": ({"section_shelf", *SHELF, "in", "reviewed"}, ("name", "in")),
}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


_BAR = re.compile(r"(?<!\\)\|")


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
    part: str = ""  # one of PARTS; nothing: an article

    @property
    def name(self) -> str:
        """What it is called while it is worked on."""
        return self.fields[self.part or "title"]

    @property
    def rank(self) -> int:
        """What others stand on comes first; a draft comes on top of what is live."""
        if self.part:
            return list(PARTS).index(self.part)
        return 5 if self.get("state") == State.DRAFT else 4

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
    lines = text.lstrip("\ufeff").split("\n")
    if not lines or lines[0].strip() != "---":
        raise Refused(_("The file begins with a line of --- and its front matter."))
    fields: dict[str, str] = {}
    where: dict[str, int] = {}
    part, known = "", KNOWN
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == "---":
            source = Source(fields, "\n".join(lines[number:]).strip("\n") + "\n", where, part)
            _check(source)
            return source
        if not line.strip():
            continue
        name, colon, value = line.partition(":")
        name = name.strip()
        if not fields and name in PARTS:
            part, known = name, PARTS[name][0]
        if not colon or name not in known:
            raise Refused(_("“%(line)s” is not a known “key: value”.") % {"line": line[:60]}, number)
        if name in fields:
            raise Refused(_("%(name)s stands here for the second time.") % {"name": name}, number)
        fields[name], where[name] = value.strip(), number
    raise Refused(_("The front matter does not end with a line of ---."), len(lines))


def _check(source: Source) -> None:
    for name in PARTS[source.part][1] if source.part else REQUIRED:
        if not source.get(name):
            raise Refused(_("%(name)s is missing.") % {"name": name}, source.lines.get(name, 1))
    _one_of(source, "lang", LANGUAGES)
    _one_of(source, "audience", Audience.values)
    _one_of(source, "icon", ICONS)
    _one_of(source, "kind", Kind.values)
    _one_of(source, "state", State.values)
    name = source.part or "key"
    if source.get(name) != slugify(source.get(name)) or not source.get(name):
        raise Refused(
            _("%(name)s is made of small letters, digits and hyphens.") % {"name": name}, source.lines[name]
        )
    if not source.get("position", "0").isdecimal():
        raise Refused(_("position is a whole number."), source.lines["position"])
    for name, reads in (("updated", moment), ("review_on", date.fromisoformat)):
        try:
            reads(source.get(name, "2026-11-18"))
        except ValueError as error:
            sentence = _("%(name)s is a date such as 2026-11-18.") % {"name": name}
            raise Refused(sentence, source.lines[name]) from error


def _one_of(source: Source, name: str, allowed: list[str]) -> None:
    if source.get(name) and source.get(name) not in allowed:
        sentence = _("%(name)s is one of: %(allowed)s.") % {"name": name, "allowed": ", ".join(allowed)}
        raise Refused(sentence, source.lines[name])


def wordings(line: str) -> list[str]:
    """What stands between bars. A bar that belongs to the words has a backslash before it."""
    each = (part.replace("\\|", "|").strip() for part in _BAR.split(line))
    return [words for words in each if words]


def moment(words: str) -> datetime:
    """A day is its noon; a moment says its zone."""
    if len(words) == 10:
        return datetime.combine(date.fromisoformat(words), datetime.min.time(), UTC).replace(hour=12)
    found = datetime.fromisoformat(words)
    if found.tzinfo is None:
        raise ValueError(words)
    return found


def one_line(words: str) -> str:
    return " ".join(words.split())


def barred(each: list[str]) -> str:
    """The other way round: several wordings in one line."""
    return " | ".join(one_line(words).replace("|", "\\|") for words in each if words.strip())


def written(fields: dict[str, object], body: str = "") -> str:
    """The text of a file; what is empty is left out."""
    lines = [f"{name}: {one_line(str(value))}" for name, value in fields.items() if value not in ("", None)]
    text = body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return "\n".join(["---", *lines, "---", "", text]) + "\n"
