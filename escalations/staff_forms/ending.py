"""The forms about the end of an escalation and what it taught us."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.staff_forms.days import to_come
from escalations.staff_forms.words import WordsForm
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText


class LessonForm(OnceForm):
    """The cause, and an improvement with its owner, or why there is none (S1-35)."""

    cause = PlainText(
        label=gettext_lazy("The cause, as we know it"),
        help_text=gettext_lazy("Only colleagues read it."),
        rows=3,
        error_messages={"required": gettext_lazy("Say what the cause was.")},
    )
    what = PlainText(
        label=gettext_lazy("What we change, so that it does not arise again"),
        help_text=gettext_lazy("It stands in the register of improvements, inside."),
        required=False,
        rows=3,
    )
    owner = PlainLine(label=gettext_lazy("By whom"), required=False, max_length=100)
    due_on = forms.DateField(
        label=gettext_lazy("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    none_because = PlainText(label=gettext_lazy("Or: nothing to change, because"), required=False, rows=2)

    def __init__(self, *args, instance, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.noted = [row.what for row in instance.improvements.all()]
        for name in ("what", "owner", "none_because"):
            self.fields[name].needed = True
        self.initial |= {"cause": instance.cause, "none_because": instance.none_because}

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [(_("Improvement, noted already"), what) for what in self.noted]

    def clean_due_on(self):
        return to_come(self.cleaned_data["due_on"])

    def clean(self):
        data = super().clean()
        what, none = data.get("what"), data.get("none_because")
        if what and none:
            self.add_error("none_because", _("You wrote an improvement as well. Keep one of the two."))
        if what and not data.get("owner") and "owner" not in self.errors:
            self.add_error("owner", _("Say who owns the improvement."))
        if not what and (data.get("owner") or data.get("due_on")):
            self.add_error("what", _("Say what we change."))
        elif not (what or none or self.noted):
            self.add_error("what", _("Note an improvement, or say below why there is none."))
        return data


class ProposeEndForm(LessonForm):
    """Three conditions, each ticked and each with a word of evidence (S4-31 to S4-33)."""

    plan_met = forms.BooleanField(label=gettext_lazy("The action plan is acceptable"), required=False)
    plan_word = PlainText(label=gettext_lazy("What shows it"), required=False, rows=2)
    analysis_met = forms.BooleanField(
        label=gettext_lazy("Troubleshooting or root-cause analysis is on track"), required=False
    )
    analysis_word = PlainText(label=gettext_lazy("What shows it"), required=False, rows=2)
    progress_met = forms.BooleanField(
        label=gettext_lazy("It is back on track and makes acceptable progress"), required=False
    )
    progress_word = PlainText(label=gettext_lazy("What shows it"), required=False, rows=2)
    field_order = ["plan_met", "plan_word", "analysis_met", "analysis_word", "progress_met", "progress_word"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("plan", "analysis", "progress"):
            self.fields[f"{name}_met"].needed = self.fields[f"{name}_word"].needed = True

    def clean(self):
        data = super().clean()
        for name in ("plan", "analysis", "progress"):
            met, word = data.pop(f"{name}_met", False), data.get(f"{name}_word")
            if not met:
                self.add_error(f"{name}_met", _("It can end only when this is so. Tick it when it is."))
            if not word and f"{name}_word" not in self.errors:
                self.add_error(f"{name}_word", _("Say in a few words what shows it."))
        return data


class AgreementForm(OnceForm):
    """Agreement that was given by voice: who, when, how (S4-34)."""

    spoken_by = PlainLine(
        label=gettext_lazy("Who agreed"),
        max_length=100,
        error_messages={"required": gettext_lazy("Say who agreed.")},
    )
    spoken_at = forms.DateTimeField(
        label=gettext_lazy("When"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": gettext_lazy("Say when they agreed.")},
    )
    spoken_how = PlainLine(
        label=gettext_lazy("How"),
        help_text=gettext_lazy("For example: on the phone, in the conference call."),
        max_length=100,
        error_messages={"required": gettext_lazy("Say how they told you.")},
    )
    note = PlainText(
        label=gettext_lazy("What they said"),
        help_text=gettext_lazy("The customer gets all of this in writing."),
        required=False,
        rows=3,
    )
    field_order = ["spoken_by", "spoken_at", "spoken_how", "note", "form_key"]

    def __init__(self, *args, instance, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.initial.setdefault("spoken_by", instance.requester.get_full_name())

    def clean_spoken_at(self):
        at = self.cleaned_data["spoken_at"]
        if at > timezone.now():
            raise forms.ValidationError(_("This is in the future."))
        # The field knows minutes only.
        if at < self.instance.submitted_at.replace(second=0, microsecond=0):
            raise forms.ValidationError(_("This is before the case was escalated."))
        return max(at, self.instance.submitted_at)


class WithdrawForm(WordsForm):
    label = gettext_lazy("Why we take the question back, for the customer")
    empty = gettext_lazy("Say why.")
