"""The company's own colour and mark: settings, served as files of our own address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

WHITE, BLACK, DARK_SURFACE, DEEP = "#ffffff", "#000000", "#141d22", "#04222a"
READABLE, COMFORTABLE = 4.5, 7.0  # contrast, WCAG 2
MARKS = {".svg": "image/svg+xml", ".png": "image/png"}
LARGEST_MARK = 100_000  # bytes
_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=_HOUR)
def accent(request):
    """The few colours that follow the company's accent; the tones that say who must act never do."""
    if not settings.BRAND_ACCENT:
        raise Http404
    return _for_everybody(stylesheet(settings.BRAND_ACCENT), "text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=_HOUR)
def logo(request):
    if not settings.BRAND_LOGO:
        raise Http404
    mark = Path(settings.BRAND_LOGO)
    return _for_everybody(mark.read_bytes(), MARKS[mark.suffix.lower()])


def _for_everybody(content: str | bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.for_everybody = True
    return response


def problems() -> Iterator[str]:
    """What is wrong with these settings, with a hint; told before a process starts."""
    if colour := settings.BRAND_ACCENT:
        if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
            yield f"BRAND_ACCENT must be a colour such as #0B5A6C, not {colour!r}."
        elif (found := contrast(colour, WHITE)) < READABLE:
            hint = until_readable(colour, BLACK, WHITE, READABLE)
            yield f"BRAND_ACCENT {colour} has a contrast of {found:.1f} on white, below 4.5: try {hint}."
    if settings.BRAND_LOGO:
        mark = Path(settings.BRAND_LOGO)
        if mark.suffix.lower() not in MARKS or not mark.is_file() or mark.stat().st_size > LARGEST_MARK:
            yield f"BRAND_LOGO must be an .svg or .png file of at most 100 kB, not {settings.BRAND_LOGO!r}."


def stylesheet(colour: str) -> str:
    light, dark = _rule(_light(colour)), _rule(_dark(colour))
    return (
        f":root,html[data-theme=light]{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root,html[data-theme=auto]{{{dark}}}}}\n"
        f"html[data-theme=dark]{{{dark}}}\n"
    )


def _light(colour: str) -> dict[str, str]:
    return {
        "accent": colour,
        "accent-hover": mix(colour, BLACK, 0.25),
        "on-accent": on(colour),
        "accent-soft": until_readable(mix(colour, WHITE, 0.9), WHITE, colour, READABLE),
        "accent-line": mix(colour, WHITE, 0.65),
    }


def _dark(colour: str) -> dict[str, str]:
    lighter = until_readable(colour, WHITE, DARK_SURFACE, COMFORTABLE)
    return {
        "accent": lighter,
        "accent-hover": mix(lighter, WHITE, 0.3),
        "on-accent": on(lighter),
        "accent-soft": until_readable(mix(lighter, DARK_SURFACE, 0.85), DARK_SURFACE, lighter, READABLE),
        "accent-line": mix(lighter, DARK_SURFACE, 0.65),
    }


def _rule(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def on(colour: str) -> str:
    """The words on a button of this colour: white or nearly black, whichever reads better."""
    return max((WHITE, DEEP), key=lambda words: contrast(words, colour))


def until_readable(colour: str, towards: str, against: str, enough: float) -> str:
    """`colour`, moved towards another one by steps until it stands out enough against a third."""
    steps = (mix(colour, towards, step / 20) for step in range(21))
    return next(step for step in steps if contrast(step, against) >= enough)


def mix(one: str, other: str, share: float) -> str:
    """`share` of the other colour, 0 to 1."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """By the formula of WCAG 2: 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in _channels(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
