"""The opening page: what is due, what is late, what waits, what is mine, what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils import timezone

from escalations import columns
from escalations.columns import Row
from escalations.models import Escalation, Promise
from escalations.querysets import reach
from escalations.states import Band, Kind
from escalations.wording import KEPT_IN_TIME
from portal.accounts.models import User
from portal.businesstime.models import Calendar
from portal.workflow.kept import kept
from portal.workflow.prepared import prepared
from tickets.counting import CountUpTo
from tickets.querysets import Reach

SHOWN = 10
SOON_MINUTES = 120


@dataclass(frozen=True)
class Kept:
    """How many promises of a kind were kept in time this month, of those that could be."""

    kind: Kind
    kept: int
    all: int

    @property
    def words(self):
        return KEPT_IN_TIME[self.kind]

    @property
    def share(self) -> int:
        return 100 * self.kept // self.all if self.all else 100


@dataclass(frozen=True)
class Today:
    now: datetime
    calendar: Calendar
    open_until: datetime | None
    late: int
    soon: int
    later: int
    waiting: int
    mine: int
    due_rows: list[Row]
    late_rows: list[Row]
    my_rows: list[Row]
    waiting_rows: list[Row]
    kept: list[Kept]
    next_to_take: Row | None


def today(reader, *, may_take: bool) -> Today:
    """Six statements however many escalations there are."""
    now = timezone.now()
    rows = columns.rows(_shown(reader.pk, reach=reach(reader)), now, may_take=may_take)
    calendar = next((row.promise.calendar for row in rows if row.promise), None) or Calendar.objects.known()
    soon_until = calendar.working.add_minutes(now, SOON_MINUTES)
    evening = _end_of_day(now)
    running = [row for row in rows if row.escalation.band < Band.PAUSED]
    due_rows = running[:SHOWN]
    return Today(
        now=now,
        calendar=calendar,
        open_until=_closing(calendar, now),
        due_rows=due_rows,
        late_rows=[row for row in due_rows if row.escalation.due_by <= now][:3],
        my_rows=[row for row in rows if row.escalation.holder_id == reader.pk][:SHOWN],
        waiting_rows=[row for row in rows if row.escalation.band == Band.PAUSED][:SHOWN],
        kept=_kept(timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)),
        next_to_take=next((row for row in due_rows if row.take_url), None),
        **_counts(reader, now, soon_until, evening),
    )


@prepared
def _shown(reader: int, *, reach: Reach):
    """The rows of all four lists in one statement: each list is cut before they are joined."""
    seen = Escalation.objects.within(reach, reader).filter(band__lt=Band.ENDED).in_order()
    lists = (
        seen.filter(band__lt=Band.PAUSED),
        seen.filter(holder=reader),
        seen.filter(band=Band.PAUSED),
    )
    # Each cut list stands inside a list of its own: not every database cuts the parts of a union.
    first, *others = (
        Escalation.objects.filter(pk__in=rows.values("pk")[:SHOWN]).order_by().values("pk") for rows in lists
    )
    return Escalation.objects.filter(pk__in=first.union(*others)).in_order().for_the_queue()


def _counts(reader, now: datetime, soon_until: datetime, evening: datetime) -> dict[str, int]:
    """Each up to a limit and by the index of the queue: what is counted does not grow with what there is."""
    seen = Escalation.objects.visible_to(reader).by_the_clock()
    running = seen.filter(band__lt=Band.PAUSED).in_order()
    later = max(now, soon_until)
    counted = {
        "late": running.filter(due_by__lte=now),
        "soon": running.filter(due_by__gt=now, due_by__lte=soon_until),
        "later": running.filter(due_by__gt=later, due_by__lte=max(evening, soon_until)),
        "waiting": seen.filter(band=Band.PAUSED).in_order(),
        "mine": seen.filter(holder=reader),
    }
    columns = {name: CountUpTo(found) for name, found in counted.items()}
    return User.objects.filter(pk=reader.pk).annotate(**columns).values(*columns).get()


@kept
def _kept(start: datetime) -> list[Kept]:
    """Of the promises whose deadline lay in this month and has passed, or that were kept before it."""
    decided = Q(kept_at__isnull=False) | Q(missed_at__isnull=False)
    rows = (
        Promise.objects.filter(decided, due_by__gte=start)
        .values("kind")
        .annotate(all=Count("pk"), kept=Count("pk", filter=Q(kept_at__lte=F("due_by"))))
        .order_by()
    )
    found = {row["kind"]: row for row in rows}
    return [Kept(kind, found[kind]["kept"], found[kind]["all"]) for kind in Kind if kind in found]


def _end_of_day(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=999_999)


def _closing(calendar: Calendar, now: datetime) -> datetime | None:
    """When we close today, if we are open now."""
    working = calendar.working
    if not working.is_open(now):
        return None
    day = now.astimezone(working.tz)
    minute = day.hour * 60 + day.minute
    closes = next((end for start, end in working.week[day.weekday()] if start <= minute < end), None)
    if closes is None:
        return None
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.replace(hour=closes // 60 % 24, minute=closes % 60)
