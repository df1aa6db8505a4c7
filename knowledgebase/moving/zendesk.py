"""What the API of Zendesk Guide hands out: categories, sections, articles, translations, files."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils.text import slugify

from knowledgebase.moving.folder import Folder, Unfit
from knowledgebase.moving.former import SOURCE, Former, Piece, Wording, language_of
from knowledgebase.pictures.reencoding import MOST_BYTES
from knowledgebase.states import Audience

_ARTICLE = re.compile(r"/articles/(\d+)")
_FILE = re.compile(r"/article_attachments/(?:token/)?(\d+)")


def read(folder: Folder) -> Former:
    articles = folder.json("articles", "articles")
    if not articles:
        raise Unfit("articles.json is missing or empty.")
    shelves = Shelves(folder)
    translated: dict[str, list[dict]] = {}
    for row in folder.json("translations", "translations"):
        if str(row.get("source_type", "Article")).lower() == "article":
            translated.setdefault(str(row.get("source_id")), []).append(row)
    host = next((_host(row) for row in articles if row.get("html_url")), "https://former.invalid")
    pieces = [
        piece
        for row in articles
        if (piece := _piece(row, translated.get(str(row.get("id")), []), shelves)).texts
    ]
    pieces.sort(key=lambda piece: (len(piece.number), piece.number))
    return Former(pieces, host, _number_in, Files(folder))


def _piece(row: dict, translated: list[dict], shelves: Shelves) -> Piece:
    number = str(row.get("id"))
    category, section = shelves.of(str(row.get("section_id")))
    is_public = row.get("user_segment_id") is None and not row.get("user_segment_ids")
    audience = Audience.PUBLIC if is_public else Audience.STAFF
    labels = [str(label) for label in row.get("label_names") or []][:100]
    piece = Piece(number, category, section, audience.value, _position(row), {}, labels)
    for each in [row, *(row.get("translations") or []), *translated]:
        _add(piece, each, row)
    return piece


def _position(row: dict) -> int:
    """Promoted ones first. One article moving about there moves no other here."""
    place = row.get("position")
    return (0 if row.get("promoted") else 100) + (min(max(place, 0), 99_999) if isinstance(place, int) else 0)


def _add(piece: Piece, row: dict, article: dict) -> None:
    locale = str(row.get("locale") or article.get("source_locale") or "")
    language = language_of(locale)
    if language is None:
        piece.notes.append(f"not taken: the text in {locale}")
        return
    if language in piece.texts:
        if row.get("locale") != article.get("locale"):
            piece.notes.append(f"not taken: a second text in this language, {locale}")
        return
    title = " ".join(str(row.get("title") or "").split())
    if len(title) > 200:
        piece.notes.append(f"the title is cut off: {title}")
    if row.get("outdated"):
        piece.notes.append(f"marked as outdated there: {locale}")
    path = urlsplit(str(row.get("html_url") or "")).path or f"/hc/{locale}/articles/{piece.number}"
    addresses = [path] + ([f"/hc/articles/{piece.number}"] if row is article else [])
    piece.texts[language] = Wording(
        title[:200],
        str(row.get("body") or ""),
        addresses,
        draft=bool(row.get("draft")),
        updated=_moment(row.get("edited_at") or row.get("updated_at")),
    )


class Shelves:
    """Categories and sections by number, named in each language."""

    def __init__(self, folder: Folder):
        self.named: dict[str, dict[str, dict[str, str]]] = {"category": {}, "section": {}}
        self.rows = {str(row.get("id")): row for row in folder.json("sections", "sections")}
        rows = [("category", row) for row in folder.json("categories", "categories")]
        rows += [("section", row) for row in self.rows.values()]
        for kind, row in rows:
            for each in [row, *(row.get("translations") or [])]:
                self._name(kind, str(row.get("id")), each)
        for row in folder.json("translations", "translations"):
            kind = str(row.get("source_type", "")).lower()
            if kind in self.named:
                self._name(kind, str(row.get("source_id")), row)

    def _name(self, kind: str, number: str, row: dict) -> None:
        language = language_of(str(row.get("locale") or row.get("source_locale") or SOURCE))
        words = " ".join(str(row.get("name") or row.get("title") or "").split())
        if language and words:
            self.named[kind].setdefault(number, {}).setdefault(language, words)

    def of(self, section: str) -> tuple[dict[str, str], dict[str, str]]:
        """The names of the category and the section; a section inside another one carries both names."""
        chain, number = [], section
        while number in self.rows and number not in chain and len(chain) < 6:
            chain.insert(0, number)
            number = str(self.rows[number].get("parent_section_id"))
        category = str(self.rows.get(section, {}).get("category_id"))
        names = [self.named["section"].get(each, {SOURCE: each}) for each in chain] or [{SOURCE: "Articles"}]
        languages = set().union(*names)
        joined = {
            code: " / ".join(each.get(code) or next(iter(each.values())) for each in names)
            for code in languages
        }
        return self.named["category"].get(category) or {SOURCE: "Help centre"}, joined


class Files:
    """The pictures of articles: beside the JSON, in a folder for each number or together."""

    def __init__(self, folder: Folder):
        self.folder = folder
        rows = folder.json("article_attachments", "article_attachments")
        self.rows = {str(row.get("id")): row for row in rows}
        self.by_path = {urlsplit(str(row.get("content_url") or "")).path: str(row.get("id")) for row in rows}

    def __call__(self, src: str) -> tuple[str, str, bytes] | None:
        path = urlsplit(src).path
        found = _FILE.search(path)
        number = self.by_path.get(path) or (found and found[1])
        if not number:
            return None
        last = unquote(PurePosixPath(path).name)
        name = PurePosixPath(str(self.rows.get(number, {}).get("file_name") or last)).name
        for place in (f"{number}/{name}", f"{number}-{name}", number, name):
            data = self.folder.read(f"article_attachments/{place}", MOST_BYTES)
            if data is not None:
                stem = slugify(name.rpartition(".")[0])[:50].strip("-_").replace("_", "-") or "picture"
                return f"{stem}-{number}", name, data
        return None


def _number_in(path: str) -> str | None:
    found = _ARTICLE.search(path)
    return found and found[1]


def _host(row: dict) -> str:
    there = urlsplit(str(row["html_url"]))
    return f"{there.scheme}://{there.netloc}"


def _moment(words: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(words))
    except ValueError:
        return None
    return found if found.tzinfo else None
