"""The tokens as the compiled sheets say them, and the contrast of two colours (WCAG 2)."""

import re
from pathlib import Path

from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"


def sheet(name: str) -> str:
    return (CSS / name).read_text()


def tokens(name: str, theme: str) -> dict[str, str]:
    """Light values are those outside a media query; dark ones override them."""
    css = sheet(name)
    dark = re.search(r"@media\s*\(prefers-color-scheme:\s*dark\)\s*\{\s*:root\s*\{(.*?)\}", css, re.S)
    light = re.search(r":root[^{]*\{(.*?)\}", css.replace(dark.group(0), ""), re.S)
    values = _values(light.group(1))
    return values | _values(dark.group(1)) if theme == "dark" else values


def _values(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,6})", block))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
