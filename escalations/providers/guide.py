"""What the guide shows, drawn from the rows that route and admit."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escalations.providers.guide_rows import Category, Route, categories, routes
from portal.businesstime.wording import length

_HOUR = 60


@dataclass(frozen=True)
class Line:
    """One line of the table: one priority, or several that go the same way."""

    priority: str
    type: str
    contact: str
    time: str


def table() -> list[Line]:
    """Priority, type of issue, contact, response time (S0-21). Neighbours that say the same are one line."""
    lines: list[tuple[list[str], tuple]] = []
    for row in sorted(routes().values(), key=lambda row: row.priority):
        said = (row.type, row.address, response_words(row))
        if lines and lines[-1][1] == said:
            lines[-1][0].append(row.get_priority_display())
        else:
            lines.append(([row.get_priority_display()], said))
    return [Line(_range(names), *said) for names, said in lines]


def response_words(route: Route) -> str:
    """“Immediate”, “2 hours”, “24 hours”; with the hours it is counted in, where those are not all."""
    if route.is_immediate:
        return _("Immediate")
    hours, rest = divmod(route.minutes, _HOUR)
    words = length(route.minutes) if rest else ngettext("%d hour", "%d hours", hours) % hours
    if route.calendar is not None:
        return _("%(length)s, in the hours of %(calendar)s") % {"length": words, "calendar": route.calendar}
    return words


def not_to_escalate() -> list[Category]:
    return [row for row in categories().values() if not row.is_admitted]


def common_issues() -> list[Category]:
    """As customers name them; each is Priority 4 (S0-1, S0-2)."""
    return [row for row in not_to_escalate() if row.example]


def _range(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"
