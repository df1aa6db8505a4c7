"""The ribbon: an explanation as a drawing, a track for every open day. Geometry only; a template draws it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from portal.businesstime import wording
from portal.businesstime.drawing import WIDE, Cell, Label, Ribbon, Shape, Size
from portal.businesstime.explaining import DAYS_IN_FULL, Explanation
from portal.businesstime.ledger import counted_stretches

GAP = 8


def ribbon(
    explanation: Explanation,
    size: Size,
    words: str,
    *,
    now: datetime | None = None,
    kept: datetime | None = None,
) -> Ribbon:
    """Draw the count. `now` parts what is past from what is to come; `kept` takes its place once kept."""
    tz = ZoneInfo(explanation.zone)
    cells = _shortened(_cells(explanation, tz))
    _place(cells, size)
    mark = kept or now
    labels = _days_and_hours(cells, size, tz)
    events = [(explanation.start, _event("start", explanation, tz), True)]
    ended = explanation.parts[-1].ended == "due"
    if ended:
        events.append((explanation.due, _event("due", explanation, tz), True))
    shown = mark is not None and explanation.start < mark < explanation.due
    if shown:
        say = _("Kept %(time)s") if kept else _("now %(time)s")
        events.append((mark, say % {"time": wording.hour(mark.astimezone(tz))}, bool(kept)))
    labels += _above(events, cells, size, tz)
    return Ribbon(
        width=size.width,
        height=86,
        shapes=[shape for cell in cells for shape in _tracks(cell, mark)],
        closed=[shape for cell in cells for shape in _dots(cell, size)],
        labels=labels,
        now=_number(_x(cells, mark, tz)) if shown else "",
        due=_number(_x(cells, explanation.due, tz)) if ended else "",
        words=words,
    )


# --- Which pieces there are ---------------------------------------------------------------------------


def _cells(explanation: Explanation, tz: ZoneInfo) -> list[Cell]:
    cells: list[Cell] = []
    for place, part in enumerate(explanation.parts):
        for line in part.lines:
            last = cells[-1] if cells else None
            if line.kind in ("counted", "over"):
                if last is None or last.kind != "track" or last.first != line.first:
                    cells.append(Cell("track", line.first, line.last, open=list(line.open)))
                cells[-1].counted += counted_stretches(part, line)
            elif line.kind == "days":
                cells.append(Cell("group", line.first, line.last, line.days))
            elif last is not None and last.kind == "closed":
                last.last, last.days = line.last, last.days + line.days
            else:
                cells.append(Cell("closed", line.first, line.last, line.days))
        if place + 1 < len(explanation.parts):
            first = part.end.astimezone(tz).date() + timedelta(days=1)
            resumed = explanation.parts[place + 1].start.astimezone(tz).date()
            if resumed > first:
                cells.append(Cell("paused", first, resumed - timedelta(days=1), (resumed - first).days))
    return cells


def _shortened(cells: list[Cell]) -> list[Cell]:
    """More than four open days: the first, "n days", the last."""
    open_days = [place for place, cell in enumerate(cells) if cell.kind in ("track", "group")]
    if sum(cells[place].days for place in open_days) <= DAYS_IN_FULL:
        return cells
    first, last = open_days[0], open_days[-1]
    middle = [cells[place] for place in open_days[1:-1]]
    group = Cell("group", middle[0].first, middle[-1].last, sum(cell.days for cell in middle))
    return [*cells[: first + 1], group, *cells[last:]]


def _place(cells: list[Cell], size: Size) -> None:
    """Open days share what closed days leave."""
    for cell in cells:
        if cell.kind in ("closed", "paused"):
            cell.width = min(cell.days * size.closed_day, size.closed_most)
    tracks = [cell for cell in cells if cell.kind in ("track", "group")]
    taken = sum(cell.width for cell in cells) + GAP * (len(cells) - 1)
    left = 0.0
    for cell in cells:
        if cell in tracks:
            cell.width = (size.width - taken) / len(tracks)
        cell.left = left
        left += cell.width + GAP


# --- What is drawn ------------------------------------------------------------------------------------


def _tracks(cell: Cell, mark: datetime | None) -> list[Shape]:
    """The opening of a day; on it what was counted, the past apart from what is to come."""
    if cell.kind == "group":
        past = mark is not None and cell.last < mark.date()
        return [_shape("promise-counted-past" if past else "promise-counted-ahead", cell.left, cell.right)]
    shapes = [_shape("promise-track", cell.x(opens), cell.x(closes)) for opens, closes in cell.open]
    for begins, ends in cell.counted:
        border = begins if mark is None else min(max(mark, begins), ends)
        if border > begins:
            shapes.append(_shape("promise-counted-past", cell.x(begins), cell.x(border)))
        if border < ends:
            shapes.append(_shape("promise-counted-ahead", cell.x(border), cell.x(ends)))
    return shapes


def _dots(cell: Cell, size: Size) -> list[Shape]:
    """One dotted line for each closed day, as far as they can be told apart."""
    if cell.kind not in ("closed", "paused"):
        return []
    return [Shape("promise-closed", _number(left), "", _number(right)) for left, right in _pieces(cell, size)]


def _pieces(cell: Cell, size: Size) -> list[tuple[float, float]]:
    number = cell.days if cell.width >= cell.days * size.closed_day * 0.8 else 1
    step = cell.width / number
    return [
        (cell.left + step * place + step * 0.1, cell.left + step * (place + 1) - step * 0.1)
        for place in range(number)
    ]


def _shape(kind: str, left: float, right: float) -> Shape:
    return Shape(kind, _number(left), _number(max(right - left, 1.5)))


def _days_and_hours(cells: list[Cell], size: Size, tz: ZoneInfo) -> list[Label]:
    """Below: which day, when it opens and closes; "closed"; "5 days"."""
    labels: list[Label] = []
    for cell in cells:
        middle = _number(cell.left + cell.width / 2)
        if cell.kind == "track":
            labels.append(Label(_day(cell.first), _number(cell.left), "66", "start"))
            if cell.width >= size.hours_from:
                opens, closes = cell.open[0][0].astimezone(tz), cell.open[-1][1].astimezone(tz)
                labels.append(Label(wording.hour(opens), _number(cell.left), "81", "start"))
                labels.append(Label(wording.closing_hour(closes, opens), _number(cell.right), "81", "end"))
        elif cell.kind == "group":
            labels.append(Label(_("%(count)d days") % {"count": cell.days}, middle, "66", "middle"))
        else:
            if size is WIDE:
                labels += _closed_days(cell, size)
            said = _("closed") if cell.kind == "closed" else _("paused")
            labels.append(Label(said, middle, "81" if size is WIDE else "66", "middle"))
    return labels


def _closed_days(cell: Cell, size: Size) -> list[Label]:
    """The name of each day that has a dotted line of its own."""
    pieces = _pieces(cell, size)
    if len(pieces) != cell.days:
        return []
    return [
        Label(
            wording.short_weekday(cell.first + timedelta(days=number)),
            _number((left + right) / 2),
            "66",
            "middle",
        )
        for number, (left, right) in enumerate(pieces)
    ]


def _day(on: date) -> str:
    return f"{wording.short_weekday(on)} {on.day}"


def _event(kind: str, explanation: Explanation, tz: ZoneInfo) -> str:
    if kind == "due":
        return _("Due %(time)s") % {"time": wording.hour(explanation.due.astimezone(tz))}
    said = _("Received %(time)s") if explanation.parts[0].began == "received" else _("Promised %(time)s")
    return said % {"time": wording.hour(explanation.start.astimezone(tz))}


def _above(events, cells: list[Cell], size: Size, tz: ZoneInfo) -> list[Label]:
    """Start, deadline and now over the tracks; where two would touch, the later one moves up a line."""
    taken: dict[str, list[tuple[float, float]]] = {"27": [], "12": []}
    labels = []
    for at, text, strong in events:
        half = len(text) * size.font * (0.29 if strong else 0.27)
        middle = min(max(_x(cells, at, tz), half), size.width - half)
        for y, boxes in taken.items():
            if all(middle + half + 4 < left or middle - half - 4 > right for left, right in boxes):
                boxes.append((middle - half, middle + half))
                labels.append(Label(text, _number(middle), y, "middle", strong))
                break
    return labels


def _x(cells: list[Cell], at: datetime, tz: ZoneInfo) -> float:
    """Where a moment is drawn, in whichever piece its day is."""
    local = at.astimezone(tz)
    for cell in cells:
        if cell.first <= local.date() <= cell.last:
            return cell.x(local)
    return cells[-1].right if local.date() > cells[-1].last else cells[0].left


def _number(value: float) -> str:
    """Never with the comma of a language, nor longer than it must be."""
    return f"{value:.1f}".removesuffix(".0")
