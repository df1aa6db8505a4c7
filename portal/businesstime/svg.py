"""The ribbon as SVG. In Python, because a template takes several times as long for so many small numbers."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.businesstime.drawing import Ribbon

_SVG = (
    '<svg class="promise-ribbon promise-ribbon--{name}" viewBox="0 0 {width} {height}" width="{width}" '
    'height="{height}" font-size="{font}" role="img" '
    'aria-label="{words}">{tracks}{closed}{now}{due}{labels}</svg>'
)
_TRACK = '<rect class="{}" x="{}" y="36" width="{}" height="14" rx="{}"/>'
_CLOSED = '<line class="{}" x1="{}" y1="43" x2="{}" y2="43" stroke-width="1.5" stroke-dasharray="3 4"/>'
_NOW = '<line class="promise-now" x1="{0}" y1="31" x2="{0}" y2="54" stroke-width="1.5"/>'
_FLAG = '<path class="promise-flag" stroke-width="1.5" transform="translate({} 0)" d="M-.75 54V30l-8 4 8 4"/>'
_LABEL = '<text class="{}" x="{}" y="{}"{}>{}</text>'

_ANCHORED = {  # "start" is what SVG takes anyway
    "start": "",
    "middle": format_html(' text-anchor="{}"', "middle"),
    "end": format_html(' text-anchor="{}"', "end"),
}


def draw(name: str, ribbon: Ribbon) -> SafeString:
    """name: "wide" or "phone", for the style that shows one of them."""
    return format_html(
        _SVG,
        name=name,
        width=ribbon.width,
        height=ribbon.height,
        font=ribbon.font,
        words=ribbon.words,
        tracks=format_html_join(
            "",
            _TRACK,
            (
                (shape.kind, shape.x, shape.width, "4" if shape.kind == "promise-track" else "2")
                for shape in ribbon.shapes
            ),
        ),
        closed=format_html_join("", _CLOSED, ((line.kind, line.x, line.x2) for line in ribbon.closed)),
        now=format_html(_NOW, ribbon.now) if ribbon.now else "",
        due=format_html(_FLAG, ribbon.due) if ribbon.due else "",
        labels=format_html_join(
            "",
            _LABEL,
            (
                (
                    "promise-text-strong" if label.strong else "promise-text",
                    label.x,
                    label.y,
                    _ANCHORED[label.anchor],
                    label.text,
                )
                for label in ribbon.labels
            ),
        ),
    )
