"""Days that staff promise."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

FURTHEST = timedelta(days=730)


def to_come(day: date | None) -> date | None:
    today = timezone.localdate()
    if day and day < today:
        raise forms.ValidationError(_("This day has passed. Give one from today on."))
    if day and day > today + FURTHEST:
        raise forms.ValidationError(_("This day is more than two years away. Give a nearer one."))
    return day
