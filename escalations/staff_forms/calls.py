"""The forms of a call: arrange, move, cancel, keep minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations import communication
from escalations.staff_forms import attendees as people
from portal.accounts.zones import zone_choices
from portal.businesstime.wording import dated_moment
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText

FURTHEST = timedelta(days=366)
LONGEST = 8 * 60


class WhenForm(OnceForm):
    """When, at which clock, how long, how to join."""

    on = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(
        label=gettext_lazy("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    zone = forms.ChoiceField(label=gettext_lazy("At the clock of"), choices=zone_choices)
    lasts_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=LONGEST, initial=30
    )
    how_to_join = PlainLine(
        label=gettext_lazy("How to join"),
        max_length=500,
        help_text=gettext_lazy("A link, or a number with its code."),
        error_messages={"required": gettext_lazy("Say how to join.")},
    )

    def clean(self):
        data = super().clean()
        if all(data.get(name) for name in ("on", "at", "zone")):
            data["starts_at"] = self._moment(data)
        for name in ("on", "at"):
            data.pop(name, None)
        return data

    def _moment(self, data: dict) -> datetime | None:
        moment = datetime.combine(data["on"], data["at"], ZoneInfo(data["zone"]))
        now = timezone.now()
        if moment <= now:
            self.add_error("on", _("This moment has passed. Give one to come."))
        elif moment > now + FURTHEST:
            self.add_error("on", _("This day is more than a year away. Give a nearer one."))
        elif moment != moment.astimezone(ZoneInfo("UTC")).astimezone(moment.tzinfo):
            self.add_error("at", _("The clocks change in that night: this hour does not exist."))
        return moment


class ArrangeForm(WhenForm):
    purpose = PlainLine(
        label=gettext_lazy("What it is about"),
        error_messages={"required": gettext_lazy("Say what the call is about.")},
    )
    led_by = forms.TypedChoiceField(label=gettext_lazy("Who leads it"), coerce=int)
    customer = forms.BooleanField(
        label=gettext_lazy("Invite the customer"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Without the customer’s side it is internal, and they never see it."),
    )
    staff = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Staff who must come"), coerce=int, required=False
    )
    staff_if_they_can = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Staff who come if they can"), coerce=int, required=False
    )
    programme_managers = forms.BooleanField(
        label=gettext_lazy("Invite the regional and global programme managers"), required=False
    )
    others = people.AddressesField(label=gettext_lazy("Others on the customer’s side who must come"))
    field_order = [
        "purpose", "on", "at", "zone", "lasts_minutes", "how_to_join", "led_by", "customer", "others",
        "staff", "staff_if_they_can", "programme_managers", "form_key",
    ]  # fmt: skip

    def __init__(self, data=None, files=None, *, instance, by):
        plan = communication.in_force(instance)
        initial = {
            "zone": by.zone,
            "led_by": by.pk,
            "others": people.written(plan.attendees) if plan else "",
        }
        super().__init__(data, files, initial=initial)
        self.instance, self.people = instance, people.staff()
        for name in ("led_by", "staff", "staff_if_they_can"):
            self.fields[name].choices = people.choices(self.people)

    def clean(self):
        data = super().clean()
        names = ("led_by", "customer", "staff", "staff_if_they_can", "programme_managers", "others")
        chosen = {name: data.pop(name, None) for name in names}
        if self.errors:
            return data
        data["led_by"] = self.people[chosen["led_by"]]
        data["internal"] = not chosen["customer"] and not chosen["others"]
        data["attendees"] = self._attendees(chosen)
        return data

    def _attendees(self, chosen: dict) -> list[dict]:
        """Whoever leads it comes; the customer's people first."""
        seats = [{"person": self.instance.requester}] if chosen["customer"] else []
        seats += chosen["others"]
        seats += [{"person": self.people[pk]} for pk in [chosen["led_by"], *chosen["staff"]]]
        if chosen["programme_managers"]:
            seats += [{"person": person} for person in people.programme_managers()]
        seats += [{"person": self.people[pk], "required": False} for pk in chosen["staff_if_they_can"]]
        return seats


class _OfACall:
    """A form about one of the calls of the escalation; which, may stand in the address: `?call=5`."""

    def choose(self, calls) -> None:
        self.fields["call"] = forms.TypedChoiceField(
            label=gettext_lazy("Call"), coerce=int, choices=[(call.pk, _line(call)) for call in calls]
        )
        self.order_fields(["call", *(name for name in self.fields if name != "call")])


class MoveForm(_OfACall, WhenForm):
    def __init__(self, data=None, files=None, *, instance, by):
        calls = [call for call in instance.calls.all() if call.is_to_come]
        super().__init__(data, files, initial=_now(calls[0]) if calls else {})
        self.choose(calls)


class CancelForm(_OfACall, OnceForm):
    note = PlainText(label=gettext_lazy("Why, for all who were invited"), required=False, rows=3)

    def __init__(self, data=None, files=None, *, instance, by):
        super().__init__(data, files)
        self.choose([call for call in instance.calls.all() if call.is_to_come])


class MinutesForm(_OfACall, OnceForm):
    minutes = PlainText(
        label=gettext_lazy("What was said, for all who were invited"),
        error_messages={"required": gettext_lazy("Write what was said.")},
    )
    internal_minutes = PlainText(
        label=gettext_lazy("For the team alone"),
        required=False,
        rows=3,
        help_text=gettext_lazy("The customer never sees it."),
    )

    def __init__(self, data=None, files=None, *, instance, by):
        super().__init__(data, files)
        now = timezone.now()
        calls = [call for call in instance.calls.all() if not call.is_cancelled and call.starts_at <= now]
        self.choose(reversed(calls))


def _line(call) -> str:
    return f"{call.purpose}, {dated_moment(call.starts_at)}"


def _now(call) -> dict:
    local = call.starts_at.astimezone(ZoneInfo(call.zone))
    return {
        "on": local.date(),
        "at": local.time(),
        "zone": call.zone,
        "lasts_minutes": call.lasts_minutes,
        "how_to_join": call.how_to_join,
    }
