"""The form of the action plan: all its steps at once."""

from __future__ import annotations

from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.staff_forms.attendees import called, choices, staff
from escalations.staff_forms.days import to_come
from portal.businesstime.wording import short_day
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText

MORE_STEPS = 3
MOST_STEPS = 30


class StepForm(forms.Form):
    """One row of the plan. An empty row is no step."""

    what = PlainLine(label=gettext_lazy("What"), required=False)
    person = forms.TypedChoiceField(
        label=gettext_lazy("Who of us"), required=False, coerce=int, empty_value=None
    )
    owner = PlainLine(label=gettext_lazy("Or who else"), required=False, max_length=100)
    due_on = forms.DateField(
        label=gettext_lazy("By"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    internal = forms.BooleanField(label=gettext_lazy("Internal"), required=False)
    done = forms.BooleanField(label=gettext_lazy("Done"), required=False)
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    done_on = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, people: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["person"].choices = [("", "–"), *choices(people)]

    def clean_due_on(self):
        """A promise is for a day to come; one that was given before stays as it is."""
        day = self.cleaned_data["due_on"]
        done = self.data.get(self.add_prefix("done"))
        return day if done or "due_on" not in self.changed_data else to_come(day)

    def clean(self):
        data = super().clean()
        person = self.people.get(data.get("person"))
        if person and (not data.get("owner") or "person" in self.changed_data):
            data["owner"] = called(person)[:100]
        if not any(data.get(name) for name in ("what", "owner", "due_on")) and not self.errors:
            return data
        for name, missing in (
            ("what", _("Say what is done.")),
            ("owner", _("Say who does it.")),
            ("due_on", _("Say by which day.")),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, missing)
        return data

    @property
    def step(self) -> dict | None:
        data = self.cleaned_data
        if not data.get("what"):
            return None
        done_on = (data["done_on"] or timezone.localdate()) if data["done"] else None
        return {
            "pk": data["pk"],
            "what": data["what"],
            "owner": data["owner"],
            "person": self.people.get(data["person"]),
            "internal": data["internal"],
            "due_on": data["due_on"],
            "done_on": done_on,
        }


StepFormSet = formset_factory(StepForm, extra=MORE_STEPS, max_num=MOST_STEPS, absolute_max=MOST_STEPS)


class PlanForm(OnceForm):
    """The whole plan at once. Rows can be added without scripts."""

    note = PlainText(label=gettext_lazy("A word to the customer"), required=False, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["note", "version", "form_key"]

    def __init__(self, data=None, files=None, *, instance, by):
        super().__init__(data, files, initial={"version": instance.version})
        self.instance = instance
        self.more = data is not None and "more" in data

    @cached_property
    def formset(self):
        extra = {"prefix": "steps", "initial": self._steps_now(), "form_kwargs": {"people": staff()}}
        if not self.is_bound:
            return StepFormSet(**extra)
        data = self.data.copy()
        if self.more:
            sent = data.get("steps-TOTAL_FORMS", "")
            rows = int(sent) if sent.isdecimal() and len(sent) < 5 else 0
            data["steps-TOTAL_FORMS"] = str(min(rows + MORE_STEPS, MOST_STEPS))
        return StepFormSet(data, **extra)

    def is_valid(self):
        # Asking for more rows sends nothing yet.
        return super().is_valid() and self.formset.is_valid() and not self.more

    def clean(self):
        data = super().clean()
        steps = [form.step for form in self.formset if form.step] if self.formset.is_valid() else []
        if not self.more and self.formset.is_valid() and not steps:
            self.add_error(None, _("Write at least one step: what, who and by which day."))
        elif steps and all(step["internal"] for step in steps):
            self.add_error(None, _("At least one step must be one that the customer sees."))
        data["steps"] = steps
        if data.get("version") not in (None, self.instance.version):
            self._say_what_changed()
        return data

    def _say_what_changed(self) -> None:
        """Both plans are seen and neither is lost; sending it again is a decision."""
        theirs = "; ".join(
            f"{step.what}, {step.owner}, {short_day(step.due_on)}" for step in self.instance.steps.all()
        )
        self.add_error(
            None,
            _(
                "The plan was changed while you wrote. It is now: %(plan)s. "
                "Yours is below; send it again to replace it."
            )
            % {"plan": theirs},
        )
        self.data = self.data.copy()
        self.data["version"] = str(self.instance.version)

    def _steps_now(self) -> list[dict]:
        return [
            {
                "pk": step.pk,
                "what": step.what,
                "person": step.person_id,
                "owner": step.owner,
                "internal": step.internal,
                "due_on": step.due_on,
                "done": step.done_on is not None,
                "done_on": step.done_on,
            }
            for step in self.instance.steps.all()
        ]


class FinishForm(OnceForm):
    """Which step is done: their own for everybody, any for those who work on escalations."""

    step = forms.TypedChoiceField(label=gettext_lazy("Step that is done"), coerce=int)
    field_order = ["step", "form_key"]

    def __init__(self, data=None, files=None, *, instance, by):
        super().__init__(data, files)
        steps = may_finish(instance.steps.all(), by)
        self.fields["step"].choices = [(step.pk, f"{step.what}, {step.owner}") for step in steps]


def may_finish(steps, by) -> list:
    """The open steps that this person may tick."""
    every = by.has_perm("escalations.change_escalation")
    return [step for step in steps if step.done_on is None and (every or step.person_id == by.pk)]
