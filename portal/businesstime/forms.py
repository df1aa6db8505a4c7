"""Forms of the back office: opening hours as one writes them, and the try-it page."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.businesstime.arithmetic import DAY_MINUTES, TooFar
from portal.businesstime.explaining import explain
from portal.businesstime.filling import known_country
from portal.businesstime.models import Calendar, Holiday, OpeningHours, check_zone

_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:.h]\s*(\d{2})?)?\Z", re.IGNORECASE)
_MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M")
LONGEST_MINUTES = 600_000


class ClockTimeField(forms.Field):
    """08:45 or 8 h 45, stored as minutes after midnight; 24:00 is the end of the day."""

    def widget_attrs(self, widget):
        return {"size": 6, "maxlength": 8}

    def prepare_value(self, value):
        return f"{value // 60:02}:{value % 60:02}" if isinstance(value, int) else value

    def to_python(self, value):
        if isinstance(value, int):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        found = _CLOCK.match(text)
        hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if minutes > 59 or hours * 60 + minutes > DAY_MINUTES:
            raise forms.ValidationError(_("Write a time of day such as 08:45, at most 24:00."))
        return hours * 60 + minutes


class OpeningForm(forms.ModelForm):
    opens = ClockTimeField(label=_("opens"))
    closes = ClockTimeField(label=_("closes"))

    class Meta:
        model = OpeningHours
        fields = ["weekday", "opens", "closes"]

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens is not None and closes is not None and closes <= opens:
            self.add_error("closes", _("Closing comes after opening. Past midnight, write 24:00 and 00:00."))
        return cleaned


class WeekFormSet(forms.BaseInlineFormSet):
    """The week as a whole: open at least once, and no two openings at the same time."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        kept = [
            form
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and "opens" in form.cleaned_data
        ]
        if not kept:
            raise forms.ValidationError(
                _("A calendar needs at least one opening: without one, no promise is ever due.")
            )
        kept.sort(key=lambda form: (form.cleaned_data["weekday"], form.cleaned_data["opens"]))
        for _weekday, day in groupby(kept, key=lambda form: form.cleaned_data["weekday"]):
            openings = list(day)
            for earlier, later in zip(openings, openings[1:], strict=False):
                if later.cleaned_data["opens"] < earlier.cleaned_data["closes"]:
                    later.add_error("opens", _("This overlaps with another opening of the same day."))


class CalendarForm(forms.ModelForm):
    class Meta:
        model = Calendar
        fields = ["name_en", "name_fr", "zone", "country", "subdivision"]

    def clean(self):
        cleaned = super().clean()
        country, part = (cleaned.get(name, "").strip().upper() for name in ("country", "subdivision"))
        cleaned |= {"country": country, "subdivision": part}
        if country and not known_country(country):
            self.add_error("country", _("The public holidays of this country are not known."))
        elif country and part and not known_country(country, part):
            self.add_error("subdivision", _("This part of the country is not known."))
        elif part and not country:
            self.add_error("country", _("Name the country that this is a part of."))
        return cleaned


class HolidayForm(forms.ModelForm):
    class Meta:
        model = Holiday
        fields = ["on", "name_en", "name_fr"]


class TryForm(forms.Form):
    """Something received at a moment, and a length: what would we promise?"""

    class Unit:
        MINUTES, DAYS = "minutes", "days"
        choices = ((DAYS, _("working days")), (MINUTES, _("working minutes")))

    moment = forms.CharField(
        label=_("Received at"),
        max_length=30,
        help_text=_("The wall clock of the zone below, for example 2026-11-20 16:50 or 20/11/2026 16:50."),
    )
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        validators=[check_zone],
        help_text=_("By its name, for example Europe/London or Asia/Kathmandu."),
    )
    amount = forms.IntegerField(label=_("How long"), min_value=0, max_value=LONGEST_MINUTES)
    unit = forms.ChoiceField(label=_("Counted in"), choices=Unit.choices)

    def __init__(self, *args, calendar: Calendar, **kwargs):
        super().__init__(*args, **kwargs)
        self.working = calendar.working
        self.explanation = None

    def clean_moment(self) -> datetime:
        text = self.cleaned_data["moment"].strip()
        for form in _MOMENTS:
            try:
                return datetime.strptime(text, form)
            except ValueError:
                continue
        raise forms.ValidationError(_("Write day and time like 2026-11-20 16:50."))

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        at = cleaned["moment"].replace(tzinfo=ZoneInfo(cleaned["zone"]))
        # An hour that the clock skips does not come back when it is read again from UTC.
        if at.astimezone(UTC).astimezone(at.tzinfo).replace(tzinfo=None) != cleaned["moment"]:
            self.add_error("moment", _("The clock of this zone skips that hour on that day."))
            return cleaned
        minutes = cleaned["amount"]
        if cleaned["unit"] == self.Unit.DAYS:
            minutes *= self.working.day_minutes
        if minutes > LONGEST_MINUTES:
            self.add_error("amount", _("That is more than ten thousand working hours."))
            return cleaned
        try:
            self.explanation = explain(self.working, at.astimezone(UTC), minutes)
        except TooFar:
            self.add_error("moment", _("We can count from 1970 to 2149."))
        return cleaned


class RecountForm(forms.Form):
    """The reason is kept beside every deadline that moves."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("It is kept with each promise that moves.")
    )
