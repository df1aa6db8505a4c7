"""What the API of Intercom's help centre hands out: collections inside collections, and articles."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils.text import slugify

from knowledgebase.moving.folder import Folder, Unfit
from knowledgebase.moving.former import SOURCE, Former, Piece, Wording, language_of
from knowledgebase.pictures.reencoding import MOST_BYTES
from knowledgebase.states import Audience

_ARTICLE = re.compile(r"/articles/(\d+)")


def read(folder: Folder) -> Former:
    articles = folder.json("articles", "data")
    if not articles:
        raise Unfit("articles.json is missing or empty.")
    collections = {
        str(row.get("id")): row
        for name in ("collections", "sections")  # what is nested was called a section once
        for row in folder.json(name, "data")
    }
    found = (_piece(row, collections) for row in articles)
    pieces = sorted(
        (piece for piece in found if piece.texts), key=lambda each: (len(each.number), each.number)
    )
    host = next((_host(str(row["url"])) for row in articles if row.get("url")), "https://former.invalid")
    return Former(pieces, host, _number_in, Pictures(folder))


def _piece(row: dict, collections: dict[str, dict]) -> Piece:
    number = str(row.get("id"))
    category, section = _shelves(str(row.get("parent_id")), collections)
    # Only what stands in a public help centre has an address there.
    audience = Audience.PUBLIC if row.get("url") else Audience.STAFF
    piece = Piece(number, category, section, audience.value, 100, {})
    _add(piece, str(row.get("default_locale") or SOURCE), row)
    for locale, text in _translated(row):
        if locale != row.get("default_locale"):
            _add(piece, locale, text)
    return piece


def _add(piece: Piece, locale: str, row: dict) -> None:
    language = language_of(locale)
    if language is None or language in piece.texts:
        piece.notes.append(f"not taken: the text in {locale}")
        return
    title = " ".join(str(row.get("title") or "").split())
    if len(title) > 200:
        piece.notes.append(f"the title is cut off: {title}")
    path = urlsplit(str(row.get("url") or "")).path or f"/{locale}/articles/{piece.number}"
    piece.texts[language] = Wording(
        title[:200],
        str(row.get("body") or ""),
        [path],
        draft=row.get("state") != "published",
        updated=_moment(row.get("updated_at")),
        summary=" ".join(str(row.get("description") or "").split()),
    )


def _translated(row: dict) -> list[tuple[str, dict]]:
    found = row.get("translated_content") or {}
    return [(locale, text) for locale, text in found.items() if isinstance(text, dict)]


def _shelves(number: str, collections: dict[str, dict]) -> tuple[dict[str, str], dict[str, str]]:
    """The outermost collection is the category; those inside it are the section, or it is itself."""
    chain: list[str] = []
    while number in collections and number not in chain and len(chain) < 6:
        chain.insert(0, number)
        number = str(collections[number].get("parent_id"))
    names = [_names(collections[each]) for each in chain] or [{SOURCE: "Help centre"}]
    inner = names[1:] or names[:1]
    languages = set().union(*inner)
    joined = {
        code: " / ".join(each.get(code) or next(iter(each.values())) for each in inner) for code in languages
    }
    return names[0], joined


def _names(row: dict) -> dict[str, str]:
    names = {
        language_of(str(row.get("default_locale") or SOURCE)) or SOURCE: str(row.get("name") or row["id"])
    }
    for locale, text in _translated(row):
        if (language := language_of(locale)) and text.get("name"):
            names.setdefault(language, str(text["name"]))
    return {language: " ".join(words.split()) for language, words in names.items()}


class Pictures:
    """The API hands out no files: pictures lie in `images/` under the last part of their address."""

    def __init__(self, folder: Folder):
        self.folder = folder

    def __call__(self, src: str) -> tuple[str, str, bytes] | None:
        name = unquote(PurePosixPath(urlsplit(src).path).name)
        data = self.folder.read(f"images/{name}", MOST_BYTES) if name else None
        if data is None:
            return None
        stem = slugify(name.rpartition(".")[0])[:50].strip("-_").replace("_", "-") or "picture"
        # Two of one name are two pictures: the bytes are part of what it is called.
        return f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}", name, data


def _number_in(path: str) -> str | None:
    found = _ARTICLE.search(path)
    return found and found[1]


def _host(url: str) -> str:
    there = urlsplit(url)
    return f"{there.scheme}://{there.netloc}"


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and 0 < seconds < 2**33 else None
