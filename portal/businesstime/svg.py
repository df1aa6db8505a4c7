"""The ribbon as SVG. In Python, because a template takes several times as long for so many small numbers.

What pieces have in common stands in the style sheet or once on their group: every promise is drawn twice.
"""

from __future__ import annotations

from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.businesstime.drawing import Label, Ribbon, Shape

_SVG = (
    '<svg class="promise-ribbon promise-ribbon--{name}" viewBox="0 0 {width} {height}" width="{width}" '
    'height="{height}" role="img" '
    'aria-label="{words}">{tracks}{closed}{now}{due}{labels}</svg>'
)
_TRACKS = '<g class="{}">{}</g>'
_TRACK = '<rect x="{}" width="{}"/>'
_CLOSED = '<path class="promise-closed" d="{}"/>'
_NOW = '<path class="promise-now" d="M{} 31v23"/>'
_FLAG = '<path class="promise-flag" transform="translate({} 0)" d="M-.75 54V30l-8 4 8 4"/>'
_LABELS = "<g{}{}>{}</g>"
_LABEL = '<text x="{}" y="{}">{}</text>'

_STRONG = {False: "", True: format_html(' class="{}"', "promise-strong")}
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
        words=ribbon.words,
        tracks=_tracks(ribbon.shapes),
        closed=format_html(_CLOSED, "".join(f"M{line.x} 43H{line.x2}" for line in ribbon.closed))
        if ribbon.closed
        else "",
        now=format_html(_NOW, ribbon.now) if ribbon.now else "",
        due=format_html(_FLAG, ribbon.due) if ribbon.due else "",
        labels=_labels(ribbon.labels),
    )


def _tracks(shapes: list[Shape]) -> SafeString:
    """The opening hours first, because what was counted lies on them."""
    by_kind: dict[str, list[Shape]] = {"promise-track": []}
    for shape in shapes:
        by_kind.setdefault(shape.kind, []).append(shape)
    return format_html_join(
        "",
        _TRACKS,
        (
            (kind, format_html_join("", _TRACK, ((shape.x, shape.width) for shape in found)))
            for kind, found in by_kind.items()
            if found
        ),
    )


def _labels(labels: list[Label]) -> SafeString:
    def alike(label: Label) -> tuple[bool, str]:
        return label.strong, label.anchor

    return format_html_join(
        "",
        _LABELS,
        (
            (
                _STRONG[strong],
                _ANCHORED[anchor],
                format_html_join("", _LABEL, ((label.x, label.y, label.text) for label in found)),
            )
            for (strong, anchor), found in groupby(sorted(labels, key=alike), alike)
        ),
    )
