"""Markdown to HTML that is safe to show: the one module that trusts HTML.

Markdown first (raw HTML off), then a sanitiser with a short list; what is stored has passed both.
"""

from __future__ import annotations

import html
import math
import re
from dataclasses import dataclass, field
from functools import cache

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from knowledgebase.nesting import spread

WORDS_A_MINUTE = 200
# Who must act, as everywhere on the site: a note informs, a warning asks the reader to take care.
NOTES = {"note": "us", "warning": "you"}
BOXES = {*NOTES, "details", "platform"}

_KEPT = """
    p h2 h3 h4 ul ol li strong em s code pre blockquote hr br a img table thead tbody tr th td div
    details summary
"""
_TAGS = set(_KEPT.split())
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "loading", "width", "height"},
    "h2": {"id"},
    "h3": {"id"},
    "ol": {"start"},
    "div": {"class", "tabindex", "id"},
}
_CLASSES = {"table-scroll", "platform", "platform-choice", *(f"note tone-{tone}" for tone in NOTES.values())}
# Our own pictures only: no other address of the site, which a picture could call, and no other host.
_PICTURE = re.compile(r"/(?:static|files|pictures)(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+/?")
# A picture that is looked after here, by its name.
_PICTURE_NAME = re.compile(r"picture:([a-z0-9-]{1,80})")
# A wide table scrolls by itself on a phone, also with the keys.
_TABLE = '<div class="table-scroll" tabindex="0"><table>\n'
_SIZE = re.compile(r"([1-9][0-9]{0,3})x([1-9][0-9]{0,3})")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_LINK = re.compile(r"(?:https?://|mailto:|/(?![/\\])|#)[^\s\\\x00-\x20]*", re.IGNORECASE)
_KEY = re.compile(r"article:([a-z0-9-]+)(#part-[a-z0-9-]+)?")
_PART = re.compile(r"part-[a-z0-9-]+")


_SHAPES = {
    ("img", "src"): _PICTURE,
    ("img", "width"): _NUMBER,
    ("img", "height"): _NUMBER,
    ("div", "tabindex"): re.compile("0|-1"),
    ("div", "id"): re.compile(r"on-[a-z0-9-]+"),
    ("a", "href"): _LINK,
    ("h2", "id"): _PART,
    ("h3", "id"): _PART,
}


@dataclass(frozen=True)
class Shown:
    """A picture as a page shows it."""

    url: str
    width: int
    height: int
    description: str


@dataclass(frozen=True)
class Rendered:
    html: str
    text: str
    minutes: int
    # (anchor, words) of every h2, for the contents beside the text
    contents: list[tuple[str, str]] = field(default_factory=list)


def render(
    markdown: str, language: str = settings.LANGUAGE_CODE, pictures: dict[str, Shown] | None = None
) -> Rendered:
    """The whole way of an article: Markdown, anchors for headings, sanitiser, words counted.

    `[words](article:escalate-my-case)` leads to the article of that key, in the language of the text;
    `![](picture:form)` shows the one of this name in `pictures`.
    """
    parser = _parser()
    tokens = parser.parse(spread(markdown, BOXES))
    _point_at_articles(tokens, language)
    contents = _name_headings(tokens)
    _name_platforms(tokens)
    safe = sanitise(parser.renderer.render(tokens, parser.options, {"pictures": pictures or {}}))
    text = plain_text(safe)
    return Rendered(safe, text, max(1, math.ceil(len(text.split()) / WORDS_A_MINUTE)), contents)


def pictures_in(markdown: str) -> set[str]:
    """The names of the pictures that this text shows."""
    return {
        name[1]
        for token in _parser().parse(markdown)
        for child in token.children or []
        if child.type == "image" and (name := _PICTURE_NAME.fullmatch(str(child.attrGet("src") or "")))
    }


def sanitise(markup: str) -> str:
    return nh3.clean(
        markup,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )


def plain_text(markup: str) -> str:
    """The words of HTML without its tags."""
    return html.unescape(nh3.clean(markup, tags=set()))


def trusted(stored: str) -> SafeString:
    """HTML that `render` made and the database kept."""
    return mark_safe(stored)


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if pattern := _SHAPES.get((tag, attribute)):
        return value if pattern.fullmatch(value) else None
    if (tag, attribute) == ("div", "class"):
        return value if value in _CLASSES else None
    return value


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    for name in NOTES:
        parser.use(container_plugin, name, render=_note)
    parser.use(container_plugin, "details", render=_details)
    parser.use(container_plugin, "platform", render=_platform)
    parser.add_render_rule("image", _picture)
    parser.add_render_rule("table_open", lambda *_: _TABLE)
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


def _title(token: Token) -> str:
    """What stands after the name of a container, as text."""
    return escapeHtml(token.info.strip().partition(" ")[2].strip())


def _note(renderer, tokens, index, options, env) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return "</div></div>\n"
    title = _title(token)
    tone = NOTES[token.info.split()[0]]
    return f'<div class="note tone-{tone}"><div>\n' + (f"<p><strong>{title}</strong></p>\n" if title else "")


def _details(renderer, tokens, index, options, env) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return "</details>\n"
    return f"<details><summary>{_title(token) or '…'}</summary>\n"


def _platform(renderer, tokens, index, options, env) -> str:
    """One of several ways, by the system it is for: all of them can be read, and links lead to each."""
    token = tokens[index]
    if token.nesting < 0:
        return "</div>\n"
    links = " ".join(f'<a href="#{name}">{escapeHtml(title)}</a>' for name, title in token.meta["choice"])
    choice = f'<div class="platform-choice"><p>{links}</p></div>\n' if links else ""
    title = f"<p><strong>{_title(token)}</strong></p>\n" if _title(token) else ""
    return f'{choice}<div class="platform" id="{token.meta["name"]}" tabindex="-1">{title}'


def _picture(renderer, tokens, index, options, env) -> str:
    token = tokens[index]
    words = escapeHtml(renderer.renderInlineAsText(token.children or [], options, env))
    source = str(token.attrGet("src") or "")
    if name := _PICTURE_NAME.fullmatch(source):
        return _kept_picture(env.get("pictures", {}).get(name[1]), words)
    if not _PICTURE.fullmatch(source):
        return words
    # With its size known the text below does not jump: ![words](/static/img/help/form.png "680x900")
    size = _SIZE.fullmatch(str(token.attrGet("title") or ""))
    room = f' width="{size[1]}" height="{size[2]}"' if size else ""
    return f'<img src="{escapeHtml(source)}" alt="{words}"{room} loading="lazy">'


def _kept_picture(shown: Shown | None, words: str) -> str:
    """With its size, so that nothing jumps. Words in the brackets stand for its own description."""
    if shown is None:
        return words
    said = words or escapeHtml(shown.description)
    room = f'width="{shown.width}" height="{shown.height}"'
    return f'<img src="{escapeHtml(shown.url)}" alt="{said}" {room} loading="lazy">'


def _point_at_articles(tokens: list[Token], language: str) -> None:
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    for token in tokens:
        for child in token.children or []:
            if child.type == "link_open" and (key := _KEY.fullmatch(str(child.attrGet("href") or ""))):
                child.attrSet("href", f"{prefix}/articles/{key[1]}/{key[2] or ''}")


def _name_headings(tokens: list[Token]) -> list[tuple[str, str]]:
    """The title of the page is the h1, so a text begins at h2. Every h2 and h3 gets an anchor of its own."""
    contents, taken = [], set()
    for heading, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if heading.type != "heading_open":
            continue
        level = min(max(int(heading.tag[1]), 2), 4)
        heading.tag = closing.tag = f"h{level}"
        if level > 3:
            continue
        words = "".join(
            child.content for child in inline.children or [] if child.type in {"text", "code_inline"}
        )
        name = _free(f"part-{slugify(words)[:60].strip('-_') or 'text'}".replace("_", "-"), taken)
        heading.attrSet("id", name)
        if level == 2 and words.strip():
            contents.append((name, words.strip()))
    return contents


def _name_platforms(tokens: list[Token]) -> None:
    """An anchor for each; the first of several that follow one another says which there are."""
    taken: set[str] = set()
    group: list[Token] = []
    ended = 0
    for place, token in enumerate(tokens):
        if token.type == "container_platform_close" and token.level == (group[-1].level if group else -1):
            ended = place
        if token.type != "container_platform_open":
            continue
        title = token.info.strip().partition(" ")[2].strip()
        name = _free(f"on-{slugify(title)[:40].strip('-_').replace('_', '-') or 'other'}", taken)
        follows = group and ended == place - 1 and group[-1].level == token.level
        group = [*group, token] if follows else [token]
        token.meta = {"name": name, "title": title, "choice": []}
        if len(group) > 1:
            group[0].meta["choice"] = [(each.meta["name"], each.meta["title"]) for each in group]


def _free(base: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    taken.add(name)
    return name
