"""The forms of the staff's verbs. They check; the actions change."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.states import Ground
from portal.businesstime.wording import short_day
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText

MORE_STEPS = 3
MOST_STEPS = 30
FURTHEST = timedelta(days=730)


class WordsForm(OnceForm):
    """Words that the verb needs; each verb says what they are."""

    note = PlainText(rows=6)

    label, hint, empty = gettext_lazy("Text"), "", gettext_lazy("Write a few words.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.label, note.help_text = self.label, self.hint
        note.error_messages["required"] = self.empty


class AcknowledgeForm(WordsForm):
    label = gettext_lazy("A word to the customer")
    hint = gettext_lazy("The letter says already that it is being assessed, and that it is you.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = False


class AskForm(WordsForm):
    label = gettext_lazy("Your question to the customer")
    hint = gettext_lazy("Our clock stands still until they reply, except that of the acknowledgement.")
    empty = gettext_lazy("Write the question.")


class CallForm(WordsForm):
    label = gettext_lazy("What you spoke about")
    hint = gettext_lazy("The customer gets it in writing.")
    empty = gettext_lazy("Write what was said.")


class ApproveForm(WordsForm):
    label = gettext_lazy("The reason, for the customer")
    hint = gettext_lazy("The agent of the case is told first.")
    empty = gettext_lazy("Say why it is approved.")


class DeclineForm(WordsForm):
    label = gettext_lazy("The reason, for the customer")
    hint = gettext_lazy("They may answer once, or ask the next level.")
    empty = gettext_lazy("Say why it is not approved.")


class RaiseForm(WordsForm):
    label = gettext_lazy("What has changed")
    hint = gettext_lazy("The customer and the people of the next level read it.")
    empty = gettext_lazy("Say what has changed.")


class UpdateForm(WordsForm):
    label = gettext_lazy("Update to the customer")
    hint = gettext_lazy("The customer reads it by email, on the escalation and on the case.")
    empty = gettext_lazy("Write the update.")


class InternalForm(WordsForm):
    label = gettext_lazy("Internal note")
    hint = gettext_lazy("The customer never sees it.")
    empty = gettext_lazy("Write the note.")


class ResolveForm(WordsForm):
    label = gettext_lazy("What was done, for the customer")
    empty = gettext_lazy("Say what was done.")


class PrioritiseForm(OnceForm):
    """Two grounds and no third: otherwise all are treated equally."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("It is recorded with your name. Without one of the two, the order stays."),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two grounds.")},
    )
    note = PlainText(
        label=gettext_lazy("What shows it"),
        rows=3,
        error_messages={"required": gettext_lazy("Say what shows it, for those who read the record.")},
    )
    field_order = ["ground", "note", "form_key"]


class ImproveForm(OnceForm):
    what = PlainText(
        label=gettext_lazy("What we change, so that it does not arise again"),
        rows=4,
        error_messages={"required": gettext_lazy("Say what we change.")},
    )
    owner = PlainLine(
        label=gettext_lazy("By whom"),
        max_length=100,
        error_messages={"required": gettext_lazy("Say who does it.")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    field_order = ["what", "owner", "due_on", "form_key"]

    def clean_due_on(self):
        return _to_come(self.cleaned_data["due_on"])


def _to_come(day: date | None) -> date | None:
    today = timezone.localdate()
    if day and day < today:
        raise forms.ValidationError(_("This day has passed. Give one from today on."))
    if day and day > today + FURTHEST:
        raise forms.ValidationError(_("This day is more than two years away. Give a nearer one."))
    return day


class StepForm(forms.Form):
    """One row of the plan. An empty row is no step."""

    what = PlainLine(label=gettext_lazy("What"), required=False)
    owner = PlainLine(label=gettext_lazy("Who"), required=False, max_length=100)
    due_on = forms.DateField(
        label=gettext_lazy("By"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    done = forms.BooleanField(label=gettext_lazy("Done"), required=False)
    done_on = forms.DateField(required=False, widget=forms.HiddenInput)

    def clean_due_on(self):
        """A promise is for a day to come; one that was given before stays as it is."""
        day = self.cleaned_data["due_on"]
        done = self.data.get(self.add_prefix("done"))
        return day if done or "due_on" not in self.changed_data else _to_come(day)

    def clean(self):
        data = super().clean()
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
        return {"what": data["what"], "owner": data["owner"], "due_on": data["due_on"], "done_on": done_on}


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
        if not self.is_bound:
            return StepFormSet(prefix="steps", initial=self._steps_now())
        data = self.data.copy()
        if self.more:
            sent = data.get("steps-TOTAL_FORMS", "")
            rows = int(sent) if sent.isdecimal() and len(sent) < 5 else 0
            data["steps-TOTAL_FORMS"] = str(min(rows + MORE_STEPS, MOST_STEPS))
        return StepFormSet(data, prefix="steps", initial=self._steps_now())

    def is_valid(self):
        # Asking for more rows sends nothing yet.
        return super().is_valid() and self.formset.is_valid() and not self.more

    def clean(self):
        data = super().clean()
        steps = [form.step for form in self.formset if form.step] if self.formset.is_valid() else []
        if not self.more and self.formset.is_valid() and not steps:
            self.add_error(None, _("Write at least one step: what, who and by which day."))
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
                "what": step.what,
                "owner": step.owner,
                "due_on": step.due_on,
                "done": step.done_on is not None,
                "done_on": step.done_on,
            }
            for step in self.instance.steps.all()
        ]
