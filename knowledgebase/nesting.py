"""Boxes inside boxes: writers close each with `:::`, and the parser asks the outer one for more colons.

Pure: the Markdown with as many colons as each level needs. In code, they stay what they are.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_LINE = re.compile(r"(\s{0,3}):{3,}(.*)\Z")


def spread(markdown: str, names: set[str]) -> str:
    """Only where a box of these names stands in another; everything else is as it was typed."""
    lines = markdown.split("\n")
    open_at: list[int] = []
    pairs: list[tuple[int, int, int]] = []  # first line, last line, how many stand around it
    fence = ""
    for number, line in enumerate(lines):
        if found := _FENCE.match(line):
            fence = "" if fence == found[1] else fence or found[1]
        elif not fence and (found := _LINE.match(line)):
            words = found[2].split()
            if words and words[0] in names:
                open_at.append(number)
            elif not words and open_at:
                pairs.append((open_at.pop(), number, len(open_at)))
    deepest = max((depth for _first, _last, depth in pairs), default=0)
    if not deepest or open_at:
        return markdown
    for first, last, depth in pairs:
        for number in (first, last):
            lines[number] = _LINE.sub(rf"\g<1>{':' * (3 + deepest - depth)}\g<2>", lines[number])
    return "\n".join(lines)
