"""How fast we are: the averages we publish beside those that were measured (S2-12 to S2-14).

The definition: working time of the promise's calendar from the receipt to the first answer, and to the
resolution, without the time in which a request stood still. A reopened request counts again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from portal.businesstime.models import Calendar
from portal.contracts.models import SupportPlan
from tickets.clocks import DailyFigure, Kind, TicketClock

DAYS = 90  # that the page looks back
MEASURED = (Kind.RESPOND, Kind.RESOLVE)


@dataclass(frozen=True)
class Average:
    """One line of the page. measured: working minutes, None before there is anything to measure."""

    kind: Kind
    published: int
    measured: int | None
    count: int
    in_time: int

    @property
    def in_time_share(self) -> int:
        return 100 * self.in_time // self.count if self.count else 0


def averages() -> list[Average]:
    """Of the last ninety days, from the figures of the days."""
    plan = SupportPlan.objects.default()
    said = {Kind.RESPOND: plan.published_response_minutes, Kind.RESOLVE: plan.published_resolution_minutes}
    rows = DailyFigure.objects.filter(day__gt=_today() - timedelta(DAYS)).values("kind").order_by()
    sums = rows.annotate(counted=Sum("count"), kept=Sum("in_time"), spent=Sum("seconds"))
    found = {row["kind"]: row for row in sums}
    return [_average(kind, said[kind], found.get(kind)) for kind in MEASURED]


def count_days() -> int:
    """Write down the days that are not written yet, and the last two again. Returns how many figures.

    Safe to run twice or beside itself: a figure is counted from what was kept on its day.
    """
    tz = Calendar.objects.known().working.tz
    last = DailyFigure.objects.order_by("-day").values_list("day", flat=True).first()
    first = max(_today() - timedelta(DAYS), (last or date.min + timedelta(1)) - timedelta(1))
    since = datetime.combine(first, time.min, tz)
    rows = (
        TicketClock.objects.filter(kept_at__gte=since, kind__in=MEASURED)
        .annotate(day=TruncDate("kept_at", tzinfo=tz))
        .values("day", "kind")
        .annotate(
            counted=Count("pk"),
            kept=Count("pk", filter=Q(kept_at__lte=F("due_by"))),
            spent=Sum("spent_seconds"),
        )
        .order_by()
    )
    figures = [
        DailyFigure(
            day=row["day"], kind=row["kind"], count=row["counted"], in_time=row["kept"], seconds=row["spent"]
        )
        for row in rows
    ]
    DailyFigure.objects.bulk_create(
        figures,
        update_conflicts=True,
        unique_fields=["day", "kind"],
        update_fields=["count", "in_time", "seconds"],
    )
    return len(figures)


def _average(kind: Kind, said: int, row: dict | None) -> Average:
    if not row:
        return Average(kind, said, None, 0, 0)
    return Average(kind, said, round(row["spent"] / row["counted"] / 60), row["counted"], row["kept"])


def _today() -> date:
    return timezone.localdate(timezone.now(), Calendar.objects.known().working.tz)
