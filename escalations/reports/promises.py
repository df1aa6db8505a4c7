"""What we promised and whether we did it: acknowledgements in time, updates kept and missed."""

from __future__ import annotations

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from escalations.models import Promise
from escalations.reports.figures import Figure, Span, by_month, figure, name_of, share, shares
from escalations.states import Kind

_IN_TIME = Q(kept_at__lte=F("due_by"), missed_at__isnull=True)
_DECIDED = Q(kept_at__isnull=False) | Q(missed_at__isnull=False)
_COLUMNS = {
    "all": Count("pk"),
    "in_time": Count("pk", filter=_IN_TIME),
    "missed": Count("pk", filter=Q(missed_at__isnull=False)),
}


@figure
def acknowledged_in_time(span: Span) -> Figure:
    first = Promise.objects.filter(_DECIDED, kind=Kind.ACKNOWLEDGE, number=1, **span.within("due_by"))
    return _kept(
        by_month(first, "due_by", **_COLUMNS),
        span,
        title=_("Acknowledged in time"),
        explanation=_("Escalations whose acknowledgement was due in the month."),
    )


@figure
def updates_kept(span: Span) -> Figure:
    updates = Promise.objects.filter(_DECIDED, kind=Kind.UPDATE, let_go_at=None, **span.within("due_by"))
    return _kept(
        by_month(updates, "due_by", **_COLUMNS),
        span,
        title=_("Promised updates"),
        explanation=_("Updates that were promised for the month. What was missed stays missed."),
    )


def _kept(found: dict, span: Span, *, title: str, explanation: str) -> Figure:
    empty = dict.fromkeys(_COLUMNS, 0)
    months = [(month, found.get(month, empty)) for month in span.months]
    return Figure(
        title=title,
        explanation=explanation,
        head=[_("Month"), _("Promised"), _("In time"), _("Missed"), _("Share in time")],
        rows=[
            [
                name_of(month),
                str(row["all"]),
                str(row["in_time"]),
                str(row["missed"]),
                share(row["in_time"], row["all"]),
            ]
            for month, row in months
        ],
        bars=shares([(month, row["in_time"], row["all"]) for month, row in months]),
    )
