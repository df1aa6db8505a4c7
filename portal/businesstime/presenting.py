"""How a promise stands, in the words and the tone of its component."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.businesstime import drawing, ledger, ribbon, svg, wording
from portal.businesstime.clocks import Clock
from portal.businesstime.explaining import Explanation, explain

TONES = {
    "running": "us",
    "soon": "you",
    "late": "alert",
    "kept": "done",
    "paused": "rest",
    "kept_late": "rest",
    "preview": "us",
}
# What is drawn inside the dial: hands, "!", a tick, two bars.
SIGNS = {
    "late": "M26 16.5v11.5M26 34.5v.5",
    "kept": "M17.5 26.5l6 6 11-12.5",
    "kept_late": "M17.5 26.5l6 6 11-12.5",
    "paused": "M22 19v14M30 19v14",
}
HANDS = "M26 16.5v9.5l6 4"
LEAST_SHOWN = 2  # per cent of the dial


@dataclass(frozen=True)
class Words:
    """What a room calls its promise.

    label: "We will acknowledge your escalation by". what: "Acknowledgement". kept: "Acknowledged".
    note: a sentence more, for example who calls. told: who was told of the delay, and when.
    """

    label: str = ""
    what: str = ""
    kept: str = ""
    note: str = ""
    told: str = ""


class Presented:
    """What the template of the component reads."""

    def __init__(self, explanation: Explanation, words: Words, *, now: datetime, compact: bool = False):
        self.explanation = explanation
        self.words = words
        self.now = now
        self.compact = compact

    state = "preview"
    used = 100
    late_label = ""

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def sign(self) -> str:
        return SIGNS.get(self.state, HANDS)

    @property
    def due(self) -> datetime:
        return self.explanation.due

    @property
    def label(self) -> str:
        return self.words.label

    @property
    def time(self) -> str:
        """The moment in the first line; the template marks it up as a time."""
        if self.compact:
            return wording.compact_moment(self.due)
        return wording.long_moment(self.due)

    @property
    def headline(self) -> str:
        """Said instead of the time when the promise no longer runs."""
        return ""

    @property
    def zone(self) -> str:
        return wording.zone_name()

    @property
    def strong(self) -> str:
        return ledger.quantity(self.explanation)

    @property
    def small(self) -> str:
        """The third line when it is a sentence of its own."""
        return ""

    @cached_property
    def ledger(self) -> ledger.Ledger:
        return ledger.ledger(self.explanation)

    @property
    def zone_sentence(self) -> str:
        return ledger.zone_sentence(self.explanation)

    @property
    def drawings(self) -> list[SafeString]:
        """The ribbon, once for each width; the style shows one of them."""
        words = ledger.explanation_sentence(self.explanation)
        sizes = {"phone": drawing.PHONE} if self.compact else {"wide": drawing.WIDE, "phone": drawing.PHONE}
        return [svg.draw(name, self._drawn(size, words)) for name, size in sizes.items()]

    def _drawn(self, size: drawing.Size, words: str) -> drawing.Ribbon:
        return ribbon.ribbon(self.explanation, size, words)


class PresentedClock(Presented):
    """A stored promise, as it stands now."""

    def __init__(self, clock: Clock, words: Words, *, now: datetime, compact: bool, staff: bool):
        super().__init__(clock.counted, words, now=now, compact=compact)
        self.clock = clock
        self.state = clock.state(now, staff=staff)

    @property
    def due(self) -> datetime:
        return self.clock.due_by

    @property
    def used(self) -> int:
        if self.state in ("running", "soon"):
            return max(self.clock.used_share(self.now), LEAST_SHOWN)
        return 0 if self.state == "paused" else 100

    @property
    def label(self) -> str:
        what = self.words.what
        if self.state in ("running", "soon"):
            return self.words.label
        if self.state == "paused":
            return what or self.words.label
        moment = self._dated(self.due)
        if what:
            return _("%(what)s, promised by %(moment)s") % {"what": what, "moment": moment}
        return _("Promised by %(moment)s") % {"moment": moment}

    @property
    def time(self) -> str:
        if self.state == "soon":
            return wording.compact_moment(self.due) if self._due_today else super().time
        return super().time

    @property
    def headline(self) -> str:
        if self.state == "paused":
            return {
                "hold": _("Paused at your request"),
                "development": _("Paused while Development works on it"),
            }.get(self.explanation.parts[-1].ended, _("Paused while we wait for you"))
        if self.state == "late":
            late = self._late
            return _("We are %(length)s late") % {"length": late} if late else _("We are late")
        if self.state == "kept":
            minutes = self.clock.minutes_left()
            spare = {"length": wording.length(minutes)}
            return _("Kept, with %(length)s to spare") % spare if minutes else _("Kept")
        if self.state == "kept_late":
            values = {"kept": self._kept, "length": self._late}
            return _("%(kept)s %(length)s late") % values if self._late else _("%(kept)s late") % values
        return ""

    @property
    def strong(self) -> str:
        """What is left, in bold, after the zone."""
        return _("in %(length)s") % {"length": self._left}

    @property
    def small(self) -> str:
        if self.state in ("kept", "kept_late"):
            return _("%(kept)s %(moment)s, %(zone)s") % {
                "kept": self._kept,
                "moment": self._dated(self.clock.kept_at),
                "zone": self.zone,
            }
        return ""

    @property
    def paused_since(self) -> str:
        return wording.dated_moment(self.clock.paused_at)

    @property
    def remaining(self) -> str:
        return wording.length(self.clock.remaining)

    def _dated(self, moment: datetime) -> str:
        """Never "today": it stands inside a sentence."""
        return wording.dated_moment(moment) if self.compact else wording.long_moment(moment)

    @property
    def _kept(self) -> str:
        return self.words.kept or _("Kept")

    @property
    def _due_today(self) -> bool:
        return wording.there(self.due).date() == wording.there(self.now).date()

    @property
    def _left(self) -> str:
        minutes = self.clock.minutes_left(self.now)
        wall = int((self.due - self.now).total_seconds()) // 60
        if minutes == wall < 60 or self.clock.calendar.working.never_closes:
            return wording.length(minutes)
        return wording.working_length(minutes)

    @property
    def _late(self) -> str:
        """By how much: as the reader's watch says it when no closed hours lie between."""
        until = self.clock.kept_at or self.now
        minutes = self.clock.minutes_late(self.now)
        if not minutes:
            return ""
        wall = int((until - self.due).total_seconds()) // 60
        return wording.length(minutes) if minutes == wall else wording.working_length(minutes)

    def _drawn(self, size: drawing.Size, words: str) -> drawing.Ribbon:
        return ribbon.ribbon(
            self.explanation, size, words, now=self.clock.paused_at or self.now, kept=self.clock.kept_at
        )


def present(
    clock: Clock,
    words: Words | None = None,
    *,
    now: datetime | None = None,
    compact: bool = False,
    staff: bool = False,
) -> PresentedClock:
    return PresentedClock(clock, words or Words(), now=now or timezone.now(), compact=compact, staff=staff)


def preview(
    calendar, minutes: int, words: Words | None = None, *, at: datetime | None = None, compact: bool = False
) -> Presented:
    """What we would promise for something that is sent now."""
    now = (at or timezone.now()).replace(microsecond=0)
    return Presented(explain(calendar.working, now, minutes), words or Words(), now=now, compact=compact)
