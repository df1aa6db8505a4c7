"""An explanation in words: the ledger's rows, and the same as plain text for letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.businesstime import wording
from portal.businesstime.explaining import Explanation, Line, Part, Stretch


@dataclass(frozen=True)
class Row:
    """One line of the ledger: the day, what happened, and what of it was counted."""

    day: str
    words: str
    counted: str


@dataclass(frozen=True)
class Ledger:
    """All rows, and the foot that says what they come to."""

    rows: tuple[Row, ...]
    total_words: str
    total: str


def ledger(explanation: Explanation) -> Ledger:
    """The count in the active language, in the hours of the calendar's zone."""
    entries: list[tuple[str, str, int]] = []
    for place, part in enumerate(explanation.parts):
        entries += [
            (wording.day_range(line.first, line.last), _words(explanation, part, line), line.seconds)
            for line in part.lines
        ]
        if part.ended != "due":
            entries.append(_pause(explanation, place))
    entries += _missing(explanation, sum(seconds for _day, _said, seconds in entries))
    return Ledger(_rounded(entries), _total_words(explanation), wording.length(explanation.minutes))


def explanation_lines(
    explanation: Explanation, zone: str | tzinfo | None = None, language: str | None = None
) -> list[str]:
    """The ledger as lines of text: "Fri 20 Nov: Received at 16:50. We close at 17:15. 25 min"."""
    with translation.override(language or translation.get_language()):
        counted = ledger(explanation)
        line = _("%(day)s: %(words)s")
        lines = [line % {"day": row.day, "words": f"{row.words} {row.counted}"} for row in counted.rows]
        lines.append(line % {"day": _("Together"), "words": f"{counted.total_words}, {counted.total}"})
        return [*lines, zone_sentence(explanation, zone)]


def explanation_sentence(explanation: Explanation, language: str | None = None) -> str:
    """Received Friday 18:10, we open Monday 08:45, one working day = 8 h 30, due Monday 17:15."""
    with translation.override(language or translation.get_language()):
        days = (explanation.due - explanation.start).days
        say = wording.weekday_and_hour if days < 6 else wording.dated_moment
        tz = ZoneInfo(explanation.zone)
        began = explanation.parts[0].began
        clauses = [
            (_("received %(moment)s") if began == "received" else _("promised %(moment)s"))
            % {"moment": say(explanation.start, tz)}
        ]
        opening = _first_counted(explanation.parts[0])
        if opening and opening > explanation.start:
            clauses.append(_("we open %(moment)s") % {"moment": say(opening, tz)})
        clauses += [
            _("paused %(moment)s") % {"moment": say(part.end, tz)}
            for part in explanation.parts
            if part.ended != "due"
        ]
        clauses.append(_equation(explanation))
        if explanation.parts[-1].ended == "due":
            clauses.append(_("due %(moment)s") % {"moment": say(explanation.due, tz)})
        sentence = ", ".join(clauses)
        return sentence[0].upper() + sentence[1:] + "."


def zone_sentence(explanation: Explanation, zone: str | tzinfo | None = None) -> str:
    """Which wall clock the hours are on; and when it is due on the reader's, when that is another."""
    reader = str(zone or timezone.get_current_timezone())
    here = wording.zone_name(explanation.zone)
    if reader == explanation.zone or explanation.parts[-1].ended != "due":
        return _("Days and hours are %(zone)s.") % {"zone": here}
    return _("Days and hours are %(zone)s. Due %(moment)s, %(zone)s: that is %(theirs)s, %(their_zone)s.") % {
        "zone": here,
        "moment": wording.long_moment(explanation.due, explanation.zone),
        "theirs": wording.long_moment(explanation.due, reader),
        "their_zone": wording.zone_name(reader),
    }


def quantity(explanation: Explanation) -> str:
    """one working day; 2 h; round the clock, 24 h."""
    days = not explanation.round_the_clock and explanation.days
    return wording.working_days(days) if days else wording.length(explanation.minutes)


# --- One row ----------------------------------------------------------------------------------------


def _words(explanation: Explanation, part: Part, line: Line) -> str:
    tz = ZoneInfo(explanation.zone)
    said = []
    if line is part.lines[0]:
        said.append(_began(part.began) % {"time": wording.hour(part.start.astimezone(tz))})
    if line.kind == "closed":
        said.append(_("Closed. Nothing is counted."))
    elif line.kind == "holiday":
        said.append(_("Closed: %(holiday)s. Nothing is counted.") % {"holiday": _named(line)})
    elif line.kind == "days":
        said.append(_("%(days)s, counted in full.") % {"days": wording.working_days(line.days).capitalize()})
    elif line.kind == "over":
        said.append(_over(part, line, tz))
    else:
        said.append(_counted(explanation, part, line, tz))
    if line.changed:
        said.append(_("The clocks change on this day."))
    return " ".join(said)


def _began(began: str) -> str:
    return {
        "received": _("Received at %(time)s."),
        "promised": _("Promised at %(time)s."),
        "resumed": _("Our clock starts again at %(time)s."),
    }[began]


def _over(part: Part, line: Line, tz: ZoneInfo) -> str:
    closed = line.open[-1][1]
    if part.start < closed:
        return _("Closed. Nothing is counted.")
    return _("We closed at %(time)s. Nothing is counted.") % {"time": wording.hour(closed.astimezone(tz))}


def _counted(explanation: Explanation, part: Part, line: Line, tz: ZoneInfo) -> str:
    """A day on which something was counted: how it begins and how it ends."""
    stretches = counted_stretches(part, line)
    begins, ends = stretches[0][0], stretches[-1][1]
    values = {
        "opens": wording.hour(begins.astimezone(tz)),
        "time": wording.closing_hour(ends.astimezone(tz), begins.astimezone(tz)),
        "quantity": quantity(explanation),
    }
    under_way = line is part.lines[0] and begins == part.start and begins != line.open[0][0]
    if ends != part.end or line is not part.lines[-1]:
        words = _("We close at %(time)s.") if under_way else _("We open at %(opens)s and close at %(time)s.")
    elif part.ended != "due":
        words = _("We pause at %(time)s.") if under_way else _("We open at %(opens)s and pause at %(time)s.")
    elif under_way:
        words = _("We reach %(quantity)s at %(time)s.")
    else:
        words = _("We open at %(opens)s and reach %(quantity)s at %(time)s.")
    said = [words % values]
    for (_start, closes), (opens, _end) in zip(stretches, stretches[1:], strict=False):
        said.append(
            _("Closed from %(from)s to %(to)s.")
            % {"from": wording.hour(closes.astimezone(tz)), "to": wording.hour(opens.astimezone(tz))}
        )
    return " ".join(said)


def counted_stretches(part: Part, line: Line) -> list[Stretch]:
    """The stretches of that day that were counted."""
    return [
        (max(opens, part.start), min(closes, part.end))
        for opens, closes in line.open
        if max(opens, part.start) < min(closes, part.end)
    ]


def _named(line: Line) -> str:
    if not line.names:
        return _("a holiday")
    french = (translation.get_language() or "en").startswith("fr")
    return line.names[-1] if french else line.names[0]


def _pause(explanation: Explanation, place: int) -> tuple[str, str, int]:
    part = explanation.parts[place]
    tz = ZoneInfo(explanation.zone)
    day = since = part.end.astimezone(tz)
    if place + 1 < len(explanation.parts):
        day = explanation.parts[place + 1].start.astimezone(tz)
    words = {
        "hold": _("On hold at your request since %(time)s."),
        "development": _("Paused at %(time)s while Development works on it."),
    }.get(part.ended, _("Paused at %(time)s while we wait for you."))
    return wording.day_range(since.date(), day.date()), words % {"time": wording.hour(since)}, 0


def _missing(explanation: Explanation, counted: int) -> list[tuple[str, str, int]]:
    """What is not counted yet because of a pause, or differs because the calendar was changed."""
    missing = explanation.minutes * 60 - counted
    if abs(missing) < 60:
        return []
    if explanation.parts[-1].ended != "due":
        return [(_("To come"), _("Still to count when our clock starts again."), missing)]
    return [(_("Hours changed"), _("The opening hours were changed after we had promised."), missing)]


def _rounded(entries: list[tuple[str, str, int]]) -> tuple[Row, ...]:
    """Whole minutes that add up to the total whatever the seconds are."""
    rows, seconds_before = [], 0
    for day, words, seconds in entries:
        minutes = _minutes(seconds_before + seconds) - _minutes(seconds_before)
        sign = "−" if minutes < 0 else ""
        rows.append(Row(day, words, sign + wording.short_length(abs(minutes))))
        seconds_before += seconds
    return tuple(rows)


def _minutes(seconds: int) -> int:
    return (seconds + 30) // 60


# --- The foot, and the parts of the sentence ----------------------------------------------------------


def _total_words(explanation: Explanation) -> str:
    days, length = explanation.days, wording.length(explanation.day_minutes)
    if explanation.round_the_clock:
        return wording.length(explanation.minutes)
    if not days:
        return wording.working_length(explanation.minutes)
    if days > 1 or not explanation.hours:
        return _("%(days)s of %(length)s") % {
            "days": wording.working_days(days).capitalize(),
            "length": length,
        }
    opens, closes = (wording.hour_of(minutes) for minutes in explanation.hours)
    return _("One working day, %(opens)s to %(closes)s") % {"opens": opens, "closes": closes}


def _equation(explanation: Explanation) -> str:
    if explanation.round_the_clock:
        return wording.length(explanation.minutes)
    if not explanation.days:
        return wording.working_length(explanation.minutes)
    return f"{wording.working_days(explanation.days)} = {wording.length(explanation.minutes)}"


def _first_counted(part: Part) -> datetime | None:
    return next((counted_stretches(part, line)[0][0] for line in part.lines if line.kind == "counted"), None)
