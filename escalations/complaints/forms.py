"""The customer's forms. They check; the actions change."""

from __future__ import annotations

from django import forms
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.forms import TOO_LONG, cases_of
from portal.attachments.forms import FilesMixin
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText
from tickets.models import Ticket
from tickets.numbers import parse

CASES_OFFERED = 50


def _says(empty) -> dict:
    return {"required": empty, "max_length": TOO_LONG}


class ComplaintForm(FilesMixin, OnceForm):
    """A complaint: about a case of theirs, open or closed, or about anything else."""

    case_number = PlainLine(
        label=gettext_lazy("Case number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("If it is about a case. Leave it empty if it is about something else."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "list": "own-cases"}),
    )
    subject = PlainLine(
        label=gettext_lazy("Subject"),
        error_messages=_says(gettext_lazy("Say in a few words what it is about.")),
    )
    what_happened = PlainText(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("In your own words. Days, names and numbers help us to look into it."),
        rows=6,
        error_messages=_says(gettext_lazy("Tell us what happened.")),
    )
    wish = PlainText(
        label=gettext_lazy("What would put it right for you?"),
        help_text=gettext_lazy(
            "An explanation, a correction, an apology: whatever it is, we want to know it."
        ),
        max_length=5_000,
        rows=3,
        error_messages=_says(gettext_lazy("Tell us what would put it right.")),
    )
    field_order = ["case_number", "subject", "what_happened", "wish", "files", "form_key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ticket: Ticket | None = None

    @cached_property
    def offered(self) -> list[Ticket]:
        """Their cases as suggestions for the number; read only when the form is drawn."""
        return list(cases_of(self.by).newest_change_first()[:CASES_OFFERED])

    def clean_case_number(self) -> str:
        """One sentence for every number that is not theirs, so that it does not say whether it exists."""
        typed = self.cleaned_data["case_number"]
        if not typed:
            return ""
        number = parse(typed)
        self.ticket = cases_of(self.by).filter(pk=number).first() if number else None
        if self.ticket is None:
            words = _("We find no case %(typed)s that you can see. Check the number or leave it empty.")
            raise forms.ValidationError(words % {"typed": Truncator(typed).chars(40)})
        return typed


class AddForm(FilesMixin, OnceForm):
    note = PlainText(
        label=gettext_lazy("What should we know?"),
        rows=4,
        error_messages=_says(gettext_lazy("Write what is new.")),
    )
    field_order = ["note", "files", "form_key"]


class SatisfiedForm(OnceForm):
    note = PlainText(
        label=gettext_lazy("A word to us"),
        help_text=gettext_lazy("You need not write anything."),
        required=False,
        rows=2,
        error_messages={"max_length": TOO_LONG},
    )


class NotSatisfiedForm(OnceForm):
    note = PlainText(
        label=gettext_lazy("Why does it not settle it?"),
        help_text=gettext_lazy("Whoever looks at it next reads this first."),
        rows=4,
        error_messages=_says(gettext_lazy("Tell us why it does not settle it.")),
    )
