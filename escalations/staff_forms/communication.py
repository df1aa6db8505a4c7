"""The form of a communication plan: how, how often, who besides the customer."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations import communication
from escalations.staff_forms.attendees import AddressesField, written
from escalations.states import Mode, Rhythm
from portal.businesstime.models import Calendar
from portal.businesstime.wording import hour_of, weekday_name
from portal.workflow.once import OnceForm
from tickets.fields import PlainText

MOST_HOURS, MOST_DAYS, MOST_TIMES = 80, 10, 20
_HOUR = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)\Z")
_DAYS = {
    name: number
    for number, names in enumerate(
        ["mon lun", "tue mar", "wed mer", "thu jeu", "fri ven", "sat sam", "sun dim"]
    )
    for name in names.split()
}


class ProposeForm(OnceForm):
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=Mode.choices, widget=forms.RadioSelect)
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Rhythm.choices, widget=forms.RadioSelect
    )
    every = forms.IntegerField(
        label=gettext_lazy("How many hours or days"), required=False, min_value=1, max_value=MOST_HOURS
    )
    times = PlainText(
        label=gettext_lazy("Named times"),
        required=False,
        rows=3,
        max_length=1_000,
        help_text=gettext_lazy("One a line, at the clock of our calendar: Tuesday 10:00"),
    )
    attendees = AddressesField(label=gettext_lazy("Who hears every update, besides the customer"))
    note = PlainText(label=gettext_lazy("A word to the customer"), required=False, rows=3)
    field_order = ["mode", "rhythm", "every", "times", "attendees", "note", "form_key"]

    def __init__(self, data=None, files=None, *, instance, by):
        last = communication.waiting(instance) or communication.in_force(instance)
        super().__init__(data, files, initial=_as_typed(last) if last else {"mode": Mode.EMAIL})

    def clean_times(self) -> list[list[int]]:
        return [self._moment(line) for line in self.cleaned_data["times"].splitlines() if line.strip()]

    def _moment(self, line: str) -> list[int]:
        day, _space, hour = line.strip().partition(" ")
        weekday, found = _DAYS.get(day[:3].casefold()), _HOUR.match(hour.strip())
        if weekday is None or not found:
            words = _("Write the day and the hour, as in Tuesday 10:00, not “%(line)s”.")
            raise forms.ValidationError(words % {"line": line[:40]})
        minute = int(found[1]) * 60 + int(found[2])
        open_then = Calendar.objects.default().working.week[weekday]
        if not any(opens < minute <= closes for opens, closes in open_then):
            words = _("We are not at work on %(day)s at %(hour)s.")
            raise forms.ValidationError(words % {"day": weekday_name(weekday), "hour": hour_of(minute)})
        return [weekday, minute]

    def clean(self):
        data = super().clean()
        rhythm, every = data.get("rhythm"), data.get("every")
        if rhythm in (Rhythm.HOURS, Rhythm.DAYS) and not every and "every" not in self.errors:
            self.add_error("every", _("Say how many."))
        if rhythm == Rhythm.DAYS and every and every > MOST_DAYS:
            self.add_error("every", _("At most %(days)d days.") % {"days": MOST_DAYS})
        if rhythm == Rhythm.TIMES and "times" not in self.errors:
            if not data.get("times"):
                self.add_error("times", _("Name at least one time."))
            elif len(data["times"]) > MOST_TIMES:
                self.add_error("times", _("Name at most %(count)d times.") % {"count": MOST_TIMES})
        return data


def _as_typed(plan) -> dict:
    times = "\n".join(f"{weekday_name(weekday)} {hour_of(minute)}" for weekday, minute in plan.times)
    return {
        "mode": plan.mode,
        "rhythm": plan.rhythm,
        "every": plan.every,
        "times": times.replace("\N{NO-BREAK SPACE}", ""),
        "attendees": written(plan.attendees),
    }
