"""What the layouts and the texts of letters may use."""

from django import template
from django.conf import settings

from portal.outbox import wording

register = template.Library()


@register.filter
def quoted(text) -> str:
    """What somebody wrote, marked line by line as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in wording.clean(str(text)).strip().split("\n"))


@register.filter
def wrapped(blocks) -> str:
    """Paragraphs, or a single line, in lines of at most 72 characters."""
    return wording.indented(blocks, "", "") if isinstance(blocks, str) else wording.wrapped_blocks(blocks)


@register.filter
def indented(line: str) -> str:
    return wording.indented(line)


@register.filter
def sentence(line: str) -> str:
    """With a full stop, unless it ends in a mark already."""
    return line if line.endswith((".", "?", "!", "…", ":")) else f"{line}."


@register.filter
def pieces(line: str) -> list[wording.Piece]:
    return wording.pieces(line, settings.SITE_URL)
