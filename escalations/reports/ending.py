"""How long escalations last, and which cases are escalated again."""

from __future__ import annotations

from django.db.models import Avg, Count, Exists, Max, OuterRef, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from escalations.models import Escalation
from escalations.reports.figures import Figure, Span, by_month, figure, name_of, share, shares
from escalations.states import Status
from portal.businesstime.models import Calendar


@figure
def days_to_de_escalate(span: Span) -> Figure:
    ended = Escalation.objects.filter(status=Status.RESOLVED, **span.within("resolved_at"))
    columns = {"all": Count("pk"), "mean": Avg("lasted_minutes"), "longest": Max("lasted_minutes")}
    found = by_month(ended, "resolved_at", **columns)
    day = Calendar.objects.default().working.day_minutes
    months = [(month, found.get(month, dict.fromkeys(columns))) for month in span.months]
    return Figure(
        title=_("Working days to de-escalate"),
        explanation=_("From the receipt to the end, of the escalations that ended in the month."),
        head=[_("Month"), _("Ended"), _("Mean"), _("Longest")],
        rows=[
            [name_of(month), str(row["all"] or 0), _days(row["mean"], day), _days(row["longest"], day)]
            for month, row in months
        ],
        bars=[(name_of(month), (row["mean"] or 0) / day, _days(row["mean"], day)) for month, row in months],
    )


@figure
def escalated_again(span: Span) -> Figure:
    before = Escalation.objects.filter(ticket=OuterRef("ticket"), submitted_at__lt=OuterRef("submitted_at"))
    received = Escalation.objects.filter(**span.within("submitted_at")).annotate(again=Exists(before))
    columns = {"all": Count("pk"), "repeats": Count("pk", filter=Q(again=True))}
    found = by_month(received, "submitted_at", **columns)
    months = [(month, found.get(month, dict.fromkeys(columns, 0))) for month in span.months]
    return Figure(
        title=_("Escalated again"),
        explanation=_("Of the escalations received in the month, those of a case that had one before."),
        head=[_("Month"), _("Received"), _("Again"), _("Share")],
        rows=[
            [name_of(month), str(row["all"]), str(row["repeats"]), share(row["repeats"], row["all"])]
            for month, row in months
        ],
        bars=shares([(month, row["repeats"], row["all"]) for month, row in months]),
    )


def _days(minutes: float | None, day_minutes: int) -> str:
    """2.4, with the comma of the reader's language; a dash where nothing ended."""
    return "–" if minutes is None else number_format(minutes / day_minutes, 1)
