"""A promise as the back office shows it: tone, words, fuse, and how it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from portal.businesstime.clocks import Clock
from portal.businesstime.ledger import ledger
from portal.businesstime.wording import short_length, short_moment

_TONES = {"running": "us", "soon": "you", "late": "alert", "paused": "rest"}


@dataclass(frozen=True)
class Due:
    """What is due next, in the words and the tone of a queue; share: per cent of the time that is used."""

    when: str
    what: str
    tone: str
    words: str
    share: int | None

    @property
    def row_class(self) -> str:
        return {"alert": "is-late", "you": "is-soon"}.get(self.tone, "")


def due_of(clock: Clock, what: str, now: datetime) -> Due:
    """Of a promise that is owed and runs."""
    state = clock.state(now, staff=True)
    if state == "late":
        words = _("%(length)s late") % {"length": short_length(clock.minutes_late(now))}
    else:
        words = short_length(clock.minutes_left(now))
    return Due(short_moment(clock.due_by), what, _TONES[state], words, clock.used_share(now))


_RESTING = ("paused", "kept", "kept_late")


def staff_clock(clock: Clock, name: str, now: datetime, *, number: int = 1) -> dict:
    """What businesstime/_staff_clocks.html reads of one promise."""
    state = clock.state(now, staff=True)
    tone, words = {
        "running": ("us", lambda: short_length(clock.minutes_left(now))),
        "soon": ("you", lambda: _("%(length)s left") % {"length": short_length(clock.minutes_left(now))}),
        "late": ("alert", lambda: _("%(length)s late") % {"length": short_length(clock.minutes_late(now))}),
        "paused": ("rest", lambda: _("paused")),
        "kept": ("done", lambda: _("Kept")),
        "kept_late": ("rest", lambda: _("Kept late")),
    }[state]
    lines = [_("Due: %(when)s") % {"when": short_moment(clock.due_by)}]
    if clock.kept_at:
        lines.append(_("Done: %(when)s") % {"when": short_moment(clock.kept_at)})
    return {
        "name": name,
        "number": number,
        "tone": tone,
        "words": words(),
        "share": None if state in _RESTING else clock.used_share(now),
        "lines": lines,
        "open": clock.kept_at is None,
        "ledger": ledger(clock.counted),
    }
