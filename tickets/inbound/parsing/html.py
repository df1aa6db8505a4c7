"""HTML mail as plain text. The sanitiser builds the tree; here its few remaining tags become lines."""

from __future__ import annotations

import html
import re

import nh3

LONGEST = 1_000_000
_BLOCKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_KEPT = {*_BLOCKS, "br", "li", "td", "th", "blockquote", "a"}
_TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [^>]*)?)>")
_HREF = re.compile(r'href="([^"]*)"')
_SPACES = re.compile(r"[ \t\r\n\f]+")
# A tree takes the square of its depth; markup of so many tags is stripped without one.
_MOST_TAGS = 15_000
_OPENS = re.compile(r"<[A-Za-z]")
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")


def text_of(markup: str) -> str:
    """Paragraphs as lines, lists with dashes, links with their address, quotations behind “> ”."""
    markup = markup[:LONGEST]
    if sum(1 for _ in _OPENS.finditer(markup)) > _MOST_TAGS:
        return _SPACES.sub(" ", html.unescape(_ANY_TAG.sub(" ", markup))).strip()
    cleaned = nh3.clean(
        markup,
        tags=_KEPT,
        clean_content_tags={"script", "style", "title", "template"},
        attributes={"a": {"href"}},
        # What follows relies on it: no ">" inside a tag.
        attribute_filter=lambda _tag, _name, value: value.replace(">", "%3E").replace("<", "%3C"),
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    writer = _Writer()
    at = 0
    for tag in _TAG.finditer(cleaned):
        writer.say(cleaned[at : tag.start()])
        writer.see(tag.group(2), closing=bool(tag.group(1)), rest=tag.group(3))
        at = tag.end()
    writer.say(cleaned[at:])
    return writer.text()


class _Writer:
    def __init__(self):
        self.lines: list[str] = []
        self.line = ""
        self.depth = 0
        self.verbatim = 0
        self.link: tuple[str, int] | None = None

    def say(self, words: str) -> None:
        words = html.unescape(words)
        if self.verbatim:
            first, *others = words.split("\n")
            self.line += first
            for other in others:
                self.end_line()
                self.line = other
            return
        words = _SPACES.sub(" ", words)
        self.line += words.lstrip() if not self.line or self.line.endswith(" ") else words

    def see(self, tag: str, *, closing: bool, rest: str) -> None:
        if tag == "br":
            self.end_line(even_empty=True)
        elif tag in ("td", "th"):
            self.line += " " if closing else ""
        elif tag == "a":
            self._link(closing, rest)
        else:
            self.end_line()
            if tag == "blockquote":
                self.depth = min(20, max(0, self.depth + (-1 if closing else 1)))
            elif tag == "pre":
                self.verbatim = max(0, self.verbatim + (-1 if closing else 1))
            elif tag == "li" and not closing:
                self.line = "- "
            if closing and (tag == "p" or tag.startswith("h")):
                self.end_line(even_empty=True)

    def _link(self, closing: bool, rest: str) -> None:
        if not closing:
            found = _HREF.search(rest)
            self.link = (html.unescape(found.group(1)), len(self.line)) if found else None
        elif self.link is not None:
            address, began = self.link
            shown = self.line[began:].strip()
            if shown not in (address, address.removeprefix("mailto:")):
                self.line += f" <{address}>"
            self.link = None

    def end_line(self, *, even_empty: bool = False) -> None:
        line = self.line.rstrip().replace("\N{NO-BREAK SPACE}", " ")
        if line.strip() or even_empty:
            self.lines.append(f"{'> ' * self.depth}{line}".rstrip() if line.strip() else ">" * self.depth)
        self.line, self.link = "", None

    def text(self) -> str:
        self.end_line()
        return "\n".join(self.lines)
