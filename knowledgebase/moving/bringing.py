"""Bring a former help centre in: each article whole or not at all, and again without harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from knowledgebase import importing
from knowledgebase.importing import Outcome, Refused
from knowledgebase.models import Article, OldAddress, Picture
from knowledgebase.moving import files
from knowledgebase.moving.former import SOURCE, Former, Piece, Wording
from knowledgebase.moving.html import TooDeep, to_markdown
from knowledgebase.moving.models import plain_path
from knowledgebase.moving.parts import keep_picture
from knowledgebase.pictures import actions
from knowledgebase.pictures.reencoding import reencode
from knowledgebase.states import State

MOST_HTML = 2_000_000


@dataclass
class Done:
    """What became of one article."""

    number: str
    title: str
    languages: list[str]
    outcome: str
    notes: list[str]


def bring(former: Former, *, dry: bool) -> Iterator[Done]:
    """Article by article. `dry`: the same work, taken back; no byte is stored."""
    keys = _keys(former.pieces)
    for piece in former.pieces:
        links = Links(former, keys, dry=dry, notes=list(piece.notes))
        first = next(iter(piece.texts.values()))
        try:
            with transaction.atomic():
                outcome = _bring(piece, keys[piece.number], links)
                transaction.set_rollback(dry)
        except Refused as refused:
            links.forget()
            outcome = "refused"
            links.notes.append(str(refused))
        except Exception:
            links.forget()
            raise
        yield Done(piece.number, first.title, list(piece.texts), outcome, list(dict.fromkeys(links.notes)))


def _bring(piece: Piece, key: str, links: Links) -> str:
    """What is live first, the source language before the other: a translation follows its source."""
    outcomes = set()
    for language in sorted(piece.texts, key=lambda code: (piece.texts[code].draft, code != SOURCE, code)):
        wording = piece.texts[language]
        body = _markdown(wording, links)
        outcomes.add(
            importing.store(files.parse(files.written(_fields(piece, key, language, wording), body)))
        )
    for outcome in (Outcome.UPDATED, Outcome.CREATED):
        if outcome in outcomes and (outcome == Outcome.UPDATED or len(outcomes) == 1):
            return outcome
    return Outcome.UNCHANGED if outcomes == {Outcome.UNCHANGED} else Outcome.UPDATED


def _markdown(wording: Wording, links: Links) -> str:
    if len(wording.html) > MOST_HTML:
        raise Refused(_("The text is longer than %(most)d letters.") % {"most": MOST_HTML})
    try:
        return to_markdown(wording.html, links)
    except (RecursionError, TooDeep) as error:
        raise Refused(_("The text is nested too deeply to be read.")) from error


def _fields(piece: Piece, key: str, language: str, wording: Wording) -> dict[str, object]:
    named = {"category": piece.category, "section": piece.section}
    fields: dict[str, object] = {}
    for name, words in named.items():
        fields[name] = (words.get(SOURCE) or next(iter(words.values())))[:100]
        fields[f"{name}_fr"] = words.get("fr", "")[:100]
    return fields | {
        "key": key,
        "lang": language,
        "title": wording.title,
        "summary": wording.summary[:400],
        "audience": piece.audience,
        "position": piece.position,
        "asked": files.barred(piece.labels),
        "state": State.DRAFT.value if wording.draft else "",
        "updated": wording.updated.isoformat() if wording.updated and not wording.draft else "",
        "was": files.barred([plain_path(path) for path in wording.addresses]),
    }


def _keys(pieces: list[Piece]) -> dict[str, str]:
    """The key of each article: what it got the first time, else from its title, and no other article's."""
    paths = {plain_path(path): p.number for p in pieces for t in p.texts.values() for path in t.addresses}
    keys: dict[str, str] = {}
    for old in OldAddress.objects.select_related("article").iterator():
        if number := paths.get(old.path):
            keys[number] = old.article.key
    taken = set(Article.objects.values_list("key", flat=True))
    for piece in pieces:
        if piece.number not in keys:
            wording = piece.texts.get(SOURCE) or next(iter(piece.texts.values()))
            base = slugify(wording.title)[:60].strip("-_").replace("_", "-") or "article"
            key = base if base not in taken and not base.isdecimal() else f"{base}-{slugify(piece.number)}"
            keys[piece.number] = key[:80]
            taken.add(key)
    return keys


@dataclass
class Links:
    """What an address there is here; pictures are taken along as they are met."""

    former: Former
    keys: dict[str, str]
    dry: bool
    notes: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)

    def link(self, href: str) -> str:
        here, there = urlsplit(self.former.host), urlsplit(href)
        if there.scheme == "mailto" or (there.netloc and there.netloc != here.netloc):
            return href
        number = self.former.number_in(there.path)
        if number in self.keys:
            return f"article:{self.keys[number]}"
        self.notes.append(f"leads to the old address: {href[:200]}")
        return urljoin(self.former.host + "/", href)

    def picture(self, src: str, words: str) -> str | None:
        there = urlsplit(src)
        if (
            there.netloc
            and there.netloc != urlsplit(self.former.host).netloc
            and not self.former.file_at(src)
        ):
            return None
        found = self.former.file_at(src)
        if found is None:
            return None
        slug, name, data = found
        picture = Picture.objects.filter(slug=slug).first()
        said = words or name.rpartition(".")[0].replace("-", " ").replace("_", " ") or name
        if picture is None and not words:
            self.notes.append(f"without a description: picture {slug}")
        described = {
            field: getattr(picture, field) if picture else said[:400]
            for field in ("description_en", "description_fr")
        }
        try:
            outcome, kept = keep_picture(slug, data, name, described, read=reencode, keeps=not self.dry)
        except Refused as refused:
            self.notes.append(str(refused))
            return None
        if outcome != Outcome.UNCHANGED and not self.dry:
            self.stored.append(kept.file.name)
        return slug

    def forget(self) -> None:
        """The article was not taken, so neither are its pictures."""
        for path in self.stored:
            actions.remove(path)
