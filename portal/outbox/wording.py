"""Plain text taken apart for the two forms of a letter: paragraphs, lists, quotations, links."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field

WIDTH = 72
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
# Punctuation at the end ends the sentence, not the link.
_STOPS = ".,;:!?)»”'"
_LINK = re.compile(rf"(https?://[^\s<>\"]*[^\s<>\"{_STOPS}])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NUMBER_AT_END = re.compile(r"\s*\[[^\[\]]{1,60}\]\Z")


@dataclass(frozen=True)
class Piece:
    """Some words, or a link of our own that may be pressed."""

    text: str
    link: bool = False


@dataclass(frozen=True)
class Block:
    """Lines that belong together. kind: "words", "list" (lines that began with "- ") or "quote" ("> ")."""

    kind: str
    lines: list[str] = field(default_factory=list)


def clean(text: str) -> str:
    """Line ends as \\n, and nothing that a database, a header or a terminal would take for an order."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", text)


def one_line(text: str, limit: int = 250) -> str:
    """The text on one line. When it is too long, the middle goes and the number at the end stays."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    if len(line) <= limit:
        return line
    end = _NUMBER_AT_END.search(line)
    tail = " " + end.group().strip() if end else ""
    return line[: limit - len(tail) - 1].rstrip() + "…" + tail


def blocks(text: str) -> list[Block]:
    """Paragraphs stand between blank lines; within one, lines of a list or a quotation are kept apart."""
    found: list[Block] = []
    for paragraph in _BLANK_LINES.split(text.strip()):
        fresh = True
        for line in filter(None, (line.strip() for line in paragraph.split("\n"))):
            kind, line = _kind(line)
            if fresh or found[-1].kind != kind:
                found.append(Block(kind))
            found[-1].lines.append(line)
            fresh = False
    return found


def _kind(line: str) -> tuple[str, str]:
    if line.startswith("- "):
        return "list", line[2:].strip()
    if line == ">" or line.startswith("> "):
        return "quote", line[2:].strip()
    return "words", line


def pieces(line: str, own: str) -> list[Piece]:
    """Words and links. Only addresses under `own` become links: what a visitor typed is never pressed."""
    parts = filter(None, _LINK.split(line))
    return [Piece(part, link=part == own or part.startswith(f"{own}/")) for part in parts]


def wrapped_blocks(parts: list[Block]) -> str:
    """Lines of at most 72 characters; a link stands on a line of its own, unbroken."""
    return "\n\n".join(_wrapped_block(block) for block in parts)


def _wrapped_block(block: Block) -> str:
    first, rest = {"list": ("- ", "  "), "quote": ("> ", "> ")}.get(block.kind, ("", ""))
    return "\n".join(indented(line, first, rest) for line in block.lines)


def indented(line: str, first: str = "  ", rest: str = "  ") -> str:
    """One paragraph in lines of at most 72, each after its margin."""
    lines: list[str] = []
    for part in _LINK.split(line):
        margin = rest if lines else first
        if _LINK.fullmatch(part):
            lines.append(margin + part)
        elif part.strip(" " + _STOPS if lines else None):  # The full stop after a link is not worth a line.
            lines += textwrap.wrap(
                part.strip(),
                WIDTH,
                initial_indent=margin,
                subsequent_indent=rest,
                break_long_words=False,
                break_on_hyphens=False,
            )
    return "\n".join(lines) or first.rstrip()
