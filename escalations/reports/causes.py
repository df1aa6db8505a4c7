"""Why cases are escalated, how long they stay at each level, and what partners raised in error."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Avg, Count, DurationField, F, Q
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from escalations import ladder
from escalations.models import Escalation, Stay
from escalations.providers.models import Redirect
from escalations.reports.figures import Figure, Span, figure
from escalations.states import Ladder


@figure
def reasons(span: Span) -> Figure:
    received = Escalation.objects.filter(main_reason__isnull=False, **span.within("submitted_at"))
    found = received.order_by().values("main_reason__name_en", "main_reason__name_fr")
    found = found.annotate(count=Count("pk")).order_by("-count")
    rows = [(_in_words(row), row["count"]) for row in found]
    return Figure(
        title=_("Reasons"),
        explanation=_("Why customers escalated, of the escalations received in these months."),
        head=[_("Reason"), _("How many")],
        rows=[[name, str(count)] for name, count in rows],
        bars=[(short(name), count, str(count)) for name, count in rows],
    )


@figure
def time_at_each_level(span: Span) -> Figure:
    """By the calendar: nights and days off count, as the customer lives them."""
    ended_there = Q(left_at=None, **span.within("escalation__resolved_at"))
    left = Stay.objects.filter(Q(**span.within("left_at")) | ended_there)
    until = Coalesce("left_at", "escalation__resolved_at")
    found = (
        left.order_by()
        .values_list("level")
        .annotate(count=Count("pk"), mean=Avg(until - F("came_at"), output_field=DurationField()))
        .order_by("level__ladder", "level__number")
    )
    names = {level.pk: f"{level.number}, {level.name}" for level in ladder.levels(Ladder.SERVICE)}
    rows = [(names[level], count, mean / timedelta(days=1)) for level, count, mean in found]
    return Figure(
        title=_("Time at each level"),
        explanation=_("Days by the calendar until it went up or ended, of those that left the level."),
        head=[_("Level"), _("How many"), _("Mean, in days")],
        rows=[[name, str(count), number_format(days, 1)] for name, count, days in rows],
        bars=[(short(name), days, number_format(days, 1)) for name, _count, days in rows],
    )


@figure
def misdirected(span: Span) -> Figure:
    made = Redirect.objects.filter(**span.within("made_at"))
    found = made.order_by().values_list("organisation__name").annotate(count=Count("pk")).order_by("-count")
    rows = [(name or _("By mail to the inbox"), count) for name, count in found]
    return Figure(
        title=_("Misdirected, by provider"),
        explanation=_("What partners raised and customers raise themselves: it was turned away kindly."),
        head=[_("Provider"), _("How many")],
        rows=[[name, str(count)] for name, count in rows],
        bars=[(short(name), count, str(count)) for name, count in rows],
    )


def short(name: str) -> str:
    """As much as stands before a bar; the table has the whole."""
    return Truncator(name).chars(17)


def _in_words(row: dict) -> str:
    french = row["main_reason__name_fr"] if get_language() == "fr" else ""
    return french or row["main_reason__name_en"]
