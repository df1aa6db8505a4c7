"""HTML of another help centre as Markdown of ours: sanitised, then turned; says what had to be left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Protocol
from urllib.parse import quote

import nh3
from bs4 import BeautifulSoup
from django.utils.text import slugify
from markdownify import MarkdownConverter

_KEPT = """
    p h1 h2 h3 h4 h5 h6 ul ol li strong b em i s del code pre blockquote hr br a img table thead tbody tfoot
    tr th td div span section article figure figcaption details summary dl dt dd kbd samp sub sup caption
"""
_TAGS = set(_KEPT.split())
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "*": {"id"}}
_DROPPED = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "video",
    "audio",
    "svg",
    "math",
    "template",
}
# What a reader would miss, and is told to whoever moves it.
_TOLD = ("iframe", "video", "audio", "object", "embed", "form")
_INLINE = ["p", "li", "td", "th", "a", "span", "strong", "b", "em", "i", "div", "figure"]
_INLINE += [f"h{level}" for level in range(1, 7)]
_SIGNS = re.compile(r"[\[\]\\`*_<>!|\s]+")


_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "source", "area", "embed", "base", "track"}
MOST_OPEN = 2_000


class TooDeep(Exception):
    """Nested without end: reading it would take as long as somebody likes."""


class Resolver(Protocol):
    """Knows what an address of the former help centre is now."""

    notes: list[str]

    def link(self, href: str) -> str: ...

    def picture(self, src: str, words: str) -> str | None:
        """The name of the picture that stands for it now."""


def to_markdown(markup: str, resolver: Resolver) -> str:
    """Raises TooDeep before any reader is kept busy, or RecursionError soon after."""
    _Depth().feed(markup)
    for name in _TOLD:
        for tag in (
            BeautifulSoup(markup, "html.parser").find_all(name) if f"<{name}" in markup.lower() else ()
        ):
            resolver.notes.append(f"left out: {name} {tag.get('src') or tag.get('data') or ''}".strip())
    safe = nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_DROPPED,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    soup = BeautifulSoup(safe, "html.parser")
    parts = _parts(soup)
    for tag in soup.find_all("a"):
        _turn_link(tag, parts, resolver)
    for tag in soup.find_all("img"):
        _turn_picture(soup, tag, resolver)
    text = _Converter(
        heading_style="atx",
        bullets="-",
        autolinks=False,
        escape_misc=True,
        table_infer_header=True,
        keep_inline_images_in=_INLINE,
    ).convert_soup(soup)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n") + "\n"


def _parts(soup: BeautifulSoup) -> dict[str, str]:
    """The anchors of headings there, and what they are called here."""
    found = {}
    for heading in soup.find_all(["h1", "h2", "h3"]):
        name = f"part-{slugify(heading.get_text())[:60].strip('-_') or 'text'}".replace("_", "-")
        for tag in (heading, *heading.find_all(id=True)):
            if tag.get("id"):
                found[tag["id"]] = name
    return found


def _turn_link(tag, parts: dict[str, str], resolver: Resolver) -> None:
    href = (tag.get("href") or "").strip()
    if not href:
        tag.unwrap()
    elif href.startswith("#"):
        if href[1:] in parts:
            tag["href"] = f"#{parts[href[1:]]}"
        else:
            resolver.notes.append(f"left out: the link to {href}, which is no heading")
            tag.unwrap()
    else:
        tag["href"] = quote(resolver.link(href), safe="/:?#@!$&'*+,;=%~.-_")


def _turn_picture(soup: BeautifulSoup, tag, resolver: Resolver) -> None:
    src, words = (tag.get("src") or "").strip(), _SIGNS.sub(" ", tag.get("alt") or "").strip()
    name = resolver.picture(src, words) if src else None
    if src and name is None and not src.startswith("data:"):
        resolver.notes.append(f"left out: the picture {src[:200]}")
    if not src:
        resolver.notes.append("left out: a picture without an address we may use")
    if name is None:
        tag.replace_with(soup.new_string(words))
    else:
        tag["src"], tag["alt"] = f"picture:{name}", words


class _Depth(HTMLParser):
    """How many tags stand open, in one pass over the text."""

    open = 0

    def handle_starttag(self, tag, attrs):
        self.open += tag not in _VOID
        if self.open > MOST_OPEN:
            raise TooDeep

    def handle_endtag(self, tag):
        self.open = max(0, self.open - 1)


class _Converter(MarkdownConverter):
    """Text stays text: what looks like a mark of ours is written so that it is none."""

    def escape(self, text, parent_tags):
        text = super().escape(text, parent_tags).replace("{{", "{\\{")
        return re.sub(r"^(\s*):(?=::)", r"\1\\:", text, flags=re.MULTILINE)

    def convert_pre(self, el, text, parent_tags):
        """A fence that the code itself does not close."""
        if not text:
            return ""
        longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}\n{text.strip(chr(10))}\n{fence}\n\n"

    def convert_code(self, el, text, parent_tags):
        turned = super().convert_code(el, text, parent_tags)
        in_table = {"td", "th"} & set(parent_tags)
        return turned.replace("|", "\\|") if in_table else turned
