"""Which files we take: the name says what a file claims to be, the bytes say what it is. No database here."""

from __future__ import annotations

import codecs
import unicodedata

import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HEAD = 64 * 1024  # the farthest mark that puremagic knows lies at 36 KB
DAILY_BYTES = 500 * 1024 * 1024
IMAGES = frozenset({"png", "jpg", "gif", "webp", "heic"})

_ARCHIVE = frozenset({".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".jar"})
_TEXT: frozenset[str] = frozenset()
# What a name may end in, and what the bytes must then look like to puremagic. We never open an archive, so an
# office document is as good as any other archive. SVG and HTML can act; programs do nothing else: not here.
_MARKS: dict[str, frozenset[str]] = {
    "png": frozenset({".png"}),
    "jpg": frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}),
    "gif": frozenset({".gif"}),
    "webp": frozenset({".webp"}),
    "heic": frozenset({".heic", ".heif"}),
    "pdf": frozenset({".pdf"}),
    "mp4": frozenset({".mp4", ".m4v"}),
    "mov": frozenset({".mov"}),
    "webm": frozenset({".webm"}),
    **dict.fromkeys(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"), _ARCHIVE),
    **dict.fromkeys(("txt", "log", "csv", "md", "json", "xml"), _TEXT),
}
_SPELLINGS = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "heif": "heic", "m4v": "mp4", "text": "txt"}
_ACTIVE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def display_name(raw: str) -> str:
    """The last part of a path, without signs that hide or turn around what follows them."""
    last = unicodedata.normalize("NFC", raw or "").replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign if unicodedata.category(sign)[0] != "Z" else " " for sign in last)
    shown = "".join(sign for sign in shown if unicodedata.category(sign)[0] != "C").strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if dot and stem and len(ending) <= 12:
        return f"{stem[:120].rstrip()}.{ending}"
    return shown[:130] or _("file")


def megabytes(size: int) -> str:
    return _("%(size)d MB") % {"size": size // (1024 * 1024)}


def check(name: str, size: int, head: bytes, *, largest: int) -> str:
    """The kind of the file (“png”, “docx” …); raises ValidationError with a sentence that names the file."""
    if size == 0:
        raise ValidationError(_("“%(name)s” is empty (0 bytes). Choose it again.") % {"name": name}, "empty")
    if size > largest:
        said = {"name": name, "limit": megabytes(largest)}
        raise ValidationError(
            _("“%(name)s” is larger than %(limit)s. Send a smaller part of it.") % said, "large"
        )
    kind = _kind_claimed(name)
    if kind is None:
        raise ValidationError(
            _(
                "“%(name)s” is of a kind we do not take. Send pictures, PDF, text, office documents, "
                "zip archives or videos."
            )
            % {"name": name},
            "kind",
        )
    if not (_is_text(head) if _MARKS[kind] is _TEXT else _MARKS[kind] & _marks(head)):
        raise ValidationError(
            _("“%(name)s” is not what its name says, so we did not keep it. Send the original file.")
            % {"name": name},
            "mismatch",
        )
    return kind


def _kind_claimed(name: str) -> str | None:
    _stem, dot, ending = name.rpartition(".")
    ending = ending.lower()
    kind = _SPELLINGS.get(ending, ending)
    return kind if dot and kind in _MARKS else None


def _marks(head: bytes) -> set[str]:
    try:
        return {match.extension for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return set()


def _is_text(head: bytes) -> bool:
    if head.startswith(_UTF16):
        head = head.decode("utf-16", "ignore").encode()
    if b"\0" in head:
        return False
    start = head.lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if start.startswith(b"<?xml"):
        return b"<svg" not in start and b"<html" not in start
    return not start.startswith(_ACTIVE)


# For `accept` of the file field: a hint to the browser, never the check.
ENDINGS = ",".join(f".{ending}" for ending in sorted({*_MARKS, *_SPELLINGS}))
