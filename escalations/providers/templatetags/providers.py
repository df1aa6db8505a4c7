"""What letters say of what providers wrote."""

from django import template

from escalations.providers.identifiers import without

register = template.Library()


@register.filter
def unidentified(words: str) -> str:
    """Words in which somebody may have pasted an identifier, with each of them masked."""
    return without(words)
