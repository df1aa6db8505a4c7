"""The forms of the staff's verbs. They check; the actions change."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from escalations.providers.guide_rows import Category
from portal.workflow.once import OnceForm
from tickets.fields import PlainText


class WordsForm(OnceForm):
    """Words that the verb needs; each verb says what they are."""

    note = PlainText(rows=6)

    label, hint, empty = gettext_lazy("Text"), "", gettext_lazy("Write a few words.")
    needed = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.label, note.help_text, note.required = self.label, self.hint, self.needed
        note.error_messages["required"] = self.empty


class AcknowledgeForm(WordsForm):
    label = gettext_lazy("A word to the provider")
    hint = gettext_lazy("The letter says already that you have it in hand.")
    needed = False


class AnswerForm(WordsForm):
    label = gettext_lazy("To the provider")
    empty = gettext_lazy("Write what is new.")


class AskForm(WordsForm):
    label = gettext_lazy("Your question to the provider")
    empty = gettext_lazy("Write the question.")


class ResolveForm(WordsForm):
    label = gettext_lazy("What was done, for the provider")
    empty = gettext_lazy("Say what was done.")


class InternalForm(WordsForm):
    label = gettext_lazy("Kept inside: the provider never sees it")


class SendBackForm(WordsForm):
    label = gettext_lazy("The reason, for the provider")
    hint = gettext_lazy("What is missing, and what would be enough.")
    empty = gettext_lazy("Say why it is sent back.")


class TurnAwayForm(OnceForm):
    """What it really is: one of the kinds that a customer raises."""

    category = forms.ModelChoiceField(
        label=gettext_lazy("What a customer raises"),
        queryset=Category.objects.none(),
        empty_label=gettext_lazy("Choose"),
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(is_admitted=False, is_active=True)
