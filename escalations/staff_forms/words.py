"""The forms of the staff's verbs. They check; the actions change."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.actions.ordering import too_young
from escalations.fairness import age_in_days, extended_after, is_extended
from escalations.staff_forms.days import to_come
from escalations.states import Ground
from portal.businesstime.models import Calendar
from portal.businesstime.wording import working_days
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText


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

    def __init__(self, *args, instance, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance
        days = age_in_days(instance.ticket, timezone.now(), Calendar.objects.default())
        self.facts = [
            (_("Under investigation"), working_days(days)),
            (_("Extended from"), working_days(extended_after(instance.ticket))),
        ]

    def clean_ground(self):
        ground = self.cleaned_data["ground"]
        if ground == Ground.EXTENDED and not is_extended(self.instance.ticket, timezone.now()):
            raise forms.ValidationError(too_young(self.instance))
        return ground


class UnprioritiseForm(WordsForm):
    label = gettext_lazy("Why it goes back among the others")
    hint = gettext_lazy("Only colleagues read it. The record keeps both.")
    empty = gettext_lazy("Say why.")


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
        return to_come(self.cleaned_data["due_on"])
