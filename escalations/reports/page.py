"""The page and the file of the figures, for a span of months."""

from __future__ import annotations

import csv
import re
from datetime import date

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.reports import FIGURES, Span
from escalations.reports.drawing import bars
from escalations.reports.figures import MOST_MONTHS
from tickets.csvfile import cell

SHOWN_MONTHS = 6
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])\Z")


class MonthField(forms.Field):
    """2026-11, as browsers send a month; those without a picker let it be typed."""

    widget = forms.TextInput(attrs={"type": "month"})

    def to_python(self, value) -> date | None:
        if not (value := (value or "").strip()):
            return None
        if not (found := _MONTH.match(value)):
            raise forms.ValidationError(_("Write the month as in 2026-11."))
        return date(int(found[1]), int(found[2]), 1)


class SpanForm(forms.Form):
    first = MonthField(label=gettext_lazy("From"))
    last = MonthField(label=gettext_lazy("To"))

    def clean(self):
        data = super().clean()
        first, last = data.get("first"), data.get("last")
        if first and last and not 0 < len(Span(first, last).months) <= MOST_MONTHS:
            words = _("Choose at most %(count)d months, the earlier one first.")
            self.add_error("last", words % {"count": MOST_MONTHS})
        return data

    @property
    def span(self) -> Span:
        """What was asked for; the last months when nothing was, or nothing that can be."""
        if self.is_bound and self.is_valid():
            return Span(self.cleaned_data["first"], self.cleaned_data["last"])
        return usual()


def usual() -> Span:
    """This month and those before it."""
    last = timezone.localdate().replace(day=1)
    months = last.year * 12 + last.month - SHOWN_MONTHS
    return Span(date(months // 12, months % 12 + 1, 1), last)


def form_of(asked) -> SpanForm:
    if "first" in asked or "last" in asked:
        return SpanForm(asked)
    span = usual()
    return SpanForm(initial={"first": f"{span.first:%Y-%m}", "last": f"{span.last:%Y-%m}"})


def read(span: Span) -> list[dict]:
    """Every figure with its drawing; each costs one statement."""
    figures = [figure(span) for figure in FIGURES]
    return [{"figure": figure, "bars": bars(figure)} for figure in figures]


def file(span: Span) -> HttpResponse:
    """All of them in one table: figure, month, what, how much."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"{slugify(_('Reports on escalations'))}-{span.first:%Y-%m}-{span.last:%Y-%m}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow([_("Figure"), _("Month"), _("What"), _("How much")])
    for figure in (figure(span) for figure in FIGURES):
        for row in figure.rows:
            for name, value in zip(figure.head[1:], row[1:], strict=True):
                writer.writerow([cell(text) for text in (figure.title, row[0], name, value)])
    return response
