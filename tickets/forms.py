"""The customer's forms. They check; the actions change."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from portal.attachments.forms import FilesMixin
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText
from tickets.impact import Impact
from tickets.models import Ticket
from tickets.numbers import parse

TOO_LONG = _("Use at most %(limit_value)d characters. This text has %(show_value)d.")


@dataclass(frozen=True)
class Choice:
    """One form to choose from, and its words."""

    form: Ticket.Form
    icon: str
    about: Lazy
    title: Lazy
    text_label: Lazy
    text_hint: Lazy
    asks_impact: bool = False


# S2-28, S2-29, S2-44; Escalate My Case stands beside them and has a form of its own.
CHOICES = {
    choice.form.value: choice
    for choice in (
        Choice(
            Ticket.Form.TECHNICAL,
            "pulse",
            _("Something does not work, is slow, shows an error, or you want advice on setting it up."),
            _("Describe the problem"),
            _("What happens"),
            _("What you did, what you saw and what you expected. The exact text of an error message helps."),
            asks_impact=True,
        ),
        Choice(
            Ticket.Form.FEEDBACK,
            "msg",
            _("Tell us how the system performs for you, good or bad."),
            _("Give feedback"),
            _("Your feedback"),
            _("What works well for you, and what does not."),
        ),
        Choice(
            Ticket.Form.CHANGE,
            "bulb",
            _("A suggestion or an improvement, not a fault."),
            _("Suggest a change"),
            _("What should be different"),
            _("What you want to do, how you do it today, and what it would change for your business."),
        ),
    )
}


class RequestForm(FilesMixin, OnceForm):
    """A new request: one subject, and as much detail as possible."""

    subject = PlainLine(
        label=_("Subject"),
        help_text=_("One short sentence, for example “An invoice cannot be posted”."),
        error_messages={"required": _("Say in a few words what it is about."), "max_length": TOO_LONG},
    )
    text = PlainText(
        error_messages={"required": _("Describe it, so that we can begin at once."), "max_length": TOO_LONG},
    )
    impact = forms.ChoiceField(
        label=_("How much does it hold up your work?"),
        required=False,
        choices=Impact.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the four impacts.")},
    )
    article = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    follows = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["subject", "text", "impact", "files"]

    def __init__(self, *args, choice: Choice, **kwargs):
        super().__init__(*args, **kwargs)
        self.choice = choice
        self.fields["text"].label = choice.text_label
        self.fields["text"].help_text = choice.text_hint
        if choice.asks_impact:
            self.fields["impact"].explanations = {impact.value: impact.definition for impact in Impact}
        else:
            del self.fields["impact"]

    @property
    def followed(self) -> Ticket | None:
        """The request that this one goes on from, if the person sees it."""
        number = parse(str(self["follows"].value() or ""))
        return Ticket.objects.visible_to(self.by).filter(pk=number).first() if number else None

    def clean_follows(self) -> Ticket | None:
        return self.followed


class ReplyForm(FilesMixin, OnceForm):
    text = PlainText(
        label=_("Reply"),
        rows=5,
        error_messages={"required": _("Write a few words before you send."), "max_length": TOO_LONG},
    )
    field_order = ["text", "files"]


class RefuseForm(ReplyForm):
    """The same after a test: what is still wrong."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What is still wrong?")


class ReopenForm(ReplyForm):
    """The same after it was closed: what has come back."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What has come back?")
