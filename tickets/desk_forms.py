"""The forms that tie requests together or take them apart."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledgebase.models import Section
from portal.businesstime.wording import short_moment
from portal.workflow.once import OnceForm
from tickets.actions.merging import why_not_merged
from tickets.fields import PlainLine
from tickets.forms import TOO_LONG
from tickets.models import Link, Message, Ticket
from tickets.numbers import parse

_SHOWN = 5


class NumberField(PlainLine):
    """The number of another case that this person sees."""

    def __init__(self, **kwargs):
        missing = {"required": gettext_lazy("Write the number of the other case.")}
        super().__init__(**{"error_messages": missing, "max_length": 40, **kwargs})


class OtherCaseForm(OnceForm):
    """A case, and the number of another."""

    def __init__(self, *args, instance: Ticket, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance, self.by = instance, by
        # The others of this customer are the ones that are asked for most.
        others = Ticket.objects.visible_to(by).of(instance.requester).open().exclude(pk=instance.pk)
        self.facts = [
            (one.reference, one.subject) for one in others.only("subject").newest_change_first()[:_SHOWN]
        ]

    def other(self, typed: str) -> Ticket:
        number = parse(typed)
        found = Ticket.objects.visible_to(self.by).select_related("requester")
        ticket = number and found.filter(pk=number).first()
        if not ticket:
            raise ValidationError(_("There is no case with this number."))
        return ticket


class MergeForm(OtherCaseForm):
    into = NumberField(
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("The number of the case in which it goes on."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.facts:
            self.fields["into"].help_text = _(
                "The number of the case in which it goes on. Open cases of this customer stand above."
            )

    def clean_into(self) -> Ticket:
        ticket = self.other(self.cleaned_data["into"])
        if reason := why_not_merged(self.instance, ticket):
            raise ValidationError(reason)
        return ticket


class LinkForm(OtherCaseForm):
    other_case = NumberField(label=gettext_lazy("Link with"))

    def clean(self):
        data = super().clean()
        if "other_case" in data:
            data["other"] = data.pop("other_case")
        return data

    def clean_other_case(self) -> Ticket:
        ticket = self.other(self.cleaned_data["other_case"])
        if ticket.pk == self.instance.pk:
            raise ValidationError(_("A request cannot be linked with itself."))
        if Ticket.objects.related_to(self.instance, inside=True).filter(pk=ticket.pk).exists():
            raise ValidationError(_("They are linked already."))
        return ticket


class UnlinkForm(OnceForm):
    other = forms.ModelChoiceField(
        Ticket.objects.none(), label=gettext_lazy("No longer linked with"), empty_label=None
    )

    def __init__(self, *args, instance: Ticket, by, **kwargs):
        super().__init__(*args, **kwargs)
        links = Link.objects.filter(kind=Link.Kind.RELATED)
        pks = (
            links.filter(first=instance).values("second").union(links.filter(second=instance).values("first"))
        )
        self.fields["other"].queryset = Ticket.objects.visible_to(by).filter(pk__in=pks)


class ArticleForm(OnceForm):
    """Where an article made of a case belongs, and in which language it was written."""

    section = forms.ModelChoiceField(
        Section.objects.select_related("category"),
        label=gettext_lazy("Section of the help centre"),
        error_messages={"required": gettext_lazy("Choose where the article belongs.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("Nothing is translated: choose the one that was written in."),
    )

    def __init__(self, *args, instance: Ticket, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["language"] = instance.requester.language
        self.fields["section"].label_from_instance = lambda section: f"{section.category}, {section}"


class SplitForm(OnceForm):
    """Which messages make a request of their own, and what it is called."""

    subject = PlainLine(
        label=gettext_lazy("Subject of the new request"),
        error_messages={
            "required": gettext_lazy("Say in a few words what it is about."),
            "max_length": TOO_LONG,
        },
    )
    chosen = forms.ModelMultipleChoiceField(
        Message.objects.none(),
        label=gettext_lazy("What goes with it"),
        help_text=gettext_lazy("It stays here too. Internal notes stay internal."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one message.")},
    )

    def __init__(self, *args, instance: Ticket, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance
        said = (
            Message.objects.visible_to(by)
            .filter(ticket=instance)
            .select_related("author")
            .prefetch_related("attachments")
        )
        field = self.fields["chosen"]
        field.queryset = said
        rows = list(said)
        field.choices = [(row.pk, f"{row.author}, {short_moment(row.at)}") for row in rows]
        field.explanations = {str(row.pk): _beginning(row) for row in rows}

    def clean_chosen(self):
        chosen = list(self.cleaned_data["chosen"])
        if all(message.is_internal for message in chosen):
            raise ValidationError(_("Choose something the customer can read too."))
        return chosen


def _beginning(message: Message) -> str:
    words = Truncator(message.body).words(25)
    files = ", ".join(file.name for file in message.attachments.all())
    note = _("Internal note:") if message.is_internal else ""
    return " ".join(filter(None, (note, words, f"[{files}]" if files else "")))
