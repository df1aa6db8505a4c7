"""The bars of a figure as SVG: one line a month, drawn on the server, in the colour of the text around it."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from escalations.reports.figures import Figure

LINE, LABELS, BARS, WORDS = 24, 130, 320, 70
_SVG = (
    '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" fill="currentColor">{}</svg>'
)
_BAR = (
    '<text x="0" y="{}" font-size="13">{}</text>'
    '<rect x="{}" y="{}" width="{}" height="12" rx="2" fill="var(--accent)"/>'
    '<text x="{}" y="{}" font-size="13">{}</text>'
)


def bars(figure: Figure) -> SafeString:
    """The longest is as wide as there is room; the table beside it says the same in numbers."""
    most = max((value for _label, value, _words in figure.bars), default=0) or 1
    height, width = LINE * len(figure.bars), LABELS + BARS + WORDS
    drawn = format_html_join("", _BAR, (_bar(place, most, *bar) for place, bar in enumerate(figure.bars)))
    return format_html(_SVG, width, height, width, height, figure.title, drawn)


def _bar(place: int, most: float, label: str, value: float, words: str) -> tuple:
    long, middle = round(BARS * value / most, 1), LINE * place + 16
    return (middle, label, LABELS, LINE * place + 6, long, LABELS + long + 8, middle, words)
