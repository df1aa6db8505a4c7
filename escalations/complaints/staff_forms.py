"""The forms of the staff's verbs. They check; the actions change."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.complaints.models import Avenue
from escalations.complaints.states import How
from escalations.staff_forms import CallForm, InternalForm, WordsForm
from portal.workflow.once import OnceForm
from tickets.fields import PlainText

__all__ = [
    "AnswerForm",
    "AvenuesForm",
    "CallForm",
    "ContactForm",
    "InternalForm",
    "OutcomeForm",
    "ReadForm",
    "ReferForm",
    "UpdateForm",
]

_MOMENT = "%Y-%m-%dT%H:%M"
# What was said on the page is recorded by the page itself.
WAYS = [(way.value, way.label) for way in How if way != How.PAGE]


class ReadForm(WordsForm):
    label = gettext_lazy("A word to the customer")
    hint = gettext_lazy("The letter says already who has it and by when they hear more.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = False


class AnswerForm(WordsForm):
    label = gettext_lazy("The answer, for the customer")
    hint = gettext_lazy(
        "What we found, what we decide and why, and what happens now. They say if it settles it."
    )
    empty = gettext_lazy("Write the answer.")


class ReferForm(WordsForm):
    label = gettext_lazy("Why it goes to the next level")
    hint = gettext_lazy("The customer and whoever gets it read this.")
    empty = gettext_lazy("Say why it goes to the next level.")


class UpdateForm(WordsForm):
    label = gettext_lazy("A word to the customer")
    hint = gettext_lazy("They read it by email and on the page of their complaint.")
    empty = gettext_lazy("Write a few words.")


class ContactForm(OnceForm):
    """It stands in the record from now on, so that no call is counted that nobody wrote down."""

    how = forms.ChoiceField(
        label=gettext_lazy("How you spoke"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how you spoke.")},
    )
    note = PlainText(
        label=gettext_lazy("What you spoke about"),
        help_text=gettext_lazy("The customer gets it in writing."),
        rows=6,
        error_messages={"required": gettext_lazy("Write what was said.")},
    )
    field_order = ["how", "note", "form_key"]


class OutcomeForm(OnceForm):
    """What the customer said to our answer, on the phone for example."""

    satisfied = forms.TypedChoiceField(
        label=gettext_lazy("Is the customer satisfied?"),
        choices=[("yes", gettext_lazy("Yes, it is settled")), ("no", gettext_lazy("No, it goes on"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether they are satisfied.")},
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How they said it"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how they said it.")},
    )
    said_at = forms.DateTimeField(
        label=gettext_lazy("When they said it"),
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        error_messages={"invalid": gettext_lazy("Give the day and the time.")},
    )
    note = PlainText(
        label=gettext_lazy("In their words"),
        help_text=gettext_lazy("The customer reads it on their page."),
        rows=4,
        error_messages={"required": gettext_lazy("Write what they said.")},
    )
    field_order = ["satisfied", "how", "said_at", "note", "form_key"]

    def __init__(self, *args, instance, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.initial.setdefault("said_at", timezone.localtime())

    def clean_said_at(self):
        said_at = self.cleaned_data["said_at"]
        if said_at > timezone.now() + timedelta(minutes=1):
            raise forms.ValidationError(_("This moment is still to come."))
        if said_at < self.instance.submitted_at.replace(second=0, microsecond=0):
            raise forms.ValidationError(_("This is before the complaint was made."))
        return said_at


class AvenuesForm(OnceForm):
    """Where else the customer can go, and what was said about it."""

    avenues = forms.ModelMultipleChoiceField(
        label=gettext_lazy("External avenues"),
        help_text=gettext_lazy("They stand in the letter with address and time limit."),
        queryset=Avenue.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    note = PlainText(
        label=gettext_lazy("Our final response, for the customer"),
        help_text=gettext_lazy("What we looked at, why we cannot settle it, and what you discussed."),
        rows=8,
        error_messages={"required": gettext_lazy("Write the final response.")},
    )
    field_order = ["avenues", "note", "form_key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["avenues"].queryset = Avenue.objects.filter(is_active=True)
