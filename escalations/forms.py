"""The customer's forms. They check; the actions change."""

from __future__ import annotations

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.verify_forms import Question, ReasonFields, VerifyFields
from portal.attachments.forms import FilesMixin
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText
from tickets.impact import Impact
from tickets.models import Ticket
from tickets.numbers import parse
from tickets.querysets import works_on_requests

CASES_OFFERED = 50
TOO_LONG = gettext_lazy("Use at most %(limit_value)d characters. This text has %(show_value)d.")


def cases_of(user):
    """Whose cases a person may escalate: their own, and those of the organisation where they see them all."""
    seen = Ticket.objects.visible_to(user)
    return seen.of(user) if works_on_requests(user) else seen


def find_case(user, typed: str) -> Ticket:
    """The case with this number, if this person may escalate it now; a ValidationError says why not.

    One sentence for every number that is not theirs, so that it does not say whether it exists.
    """
    number = parse(typed)
    ticket = cases_of(user).with_facts().filter(pk=number).first() if number else None
    if ticket is None:
        words = _("We find no case %(typed)s that you can see. Check the number.")
        raise forms.ValidationError(words % {"typed": _shown(typed)}, code="unknown")
    if not ticket.is_open:
        words = _("Case %(case)s is closed, so it can no longer be escalated. Choose an open case.")
        raise forms.ValidationError(words % {"case": ticket.reference})
    return ticket


def _says(empty) -> dict:
    return {"required": empty, "max_length": TOO_LONG}


class SaidFields(VerifyFields, ReasonFields):
    """What is said about an escalation, whoever holds the pen."""

    subject = PlainLine(
        label=gettext_lazy("Subject"),
        error_messages=_says(gettext_lazy("Say in a few words what it is about.")),
    )
    reason = PlainText(
        label=gettext_lazy("Reason for the escalation"),
        help_text=gettext_lazy("What has changed, or what has not happened since the case began?"),
        max_length=5_000,
        rows=3,
        error_messages=_says(gettext_lazy("Write one or two sentences about why you escalate.")),
    )
    description = PlainText(
        label=gettext_lazy("Description"),
        help_text=gettext_lazy("As much detail as you can. It helps us to triage and investigate."),
        max_length=20_000,
        rows=6,
        error_messages=_says(gettext_lazy("Describe what is happening now.")),
    )
    impact = forms.ChoiceField(
        label=gettext_lazy("Business impact"),
        choices=Impact.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the impact on your business."),
            "invalid_choice": gettext_lazy("Choose one of the four impacts."),
        },
    )

    SAID = ("subject", "main_reason", "go_live_on", "reason", "description", "impact", "verified")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["impact"].explanations = {impact.value: impact.definition for impact in Impact}

    def clean_said(self, data: dict) -> dict:
        """What several fields say together."""
        self.clean_go_live(data)
        if self.ticket is not None:
            data["verified"] = self.clean_verified(data)
        return data

    @property
    def said(self) -> dict:
        """What the verb takes of it."""
        return {name: self.cleaned_data[name] for name in self.SAID}


class EscalationForm(SaidFields, FilesMixin, OnceForm):
    """Escalate My Case. The case comes first: without it nothing can be progressed."""

    case = forms.CharField(
        label=gettext_lazy("Existing case number"),
        required=False,
        widget=forms.Select,
        help_text=gettext_lazy(
            "Without a case number we cannot progress the escalation. You find it under your name:"
        ),
    )
    case_number = forms.CharField(
        label=gettext_lazy("Or type the case number"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = [
        *("case", "case_number", "subject", "main_reason", "go_live_on", "reason", "description", "impact"),
        *(f"{what}_{question}" for question in Question.values for what in ("verify", "correct")),
        *("files", "form_key"),
    ]

    summary_words = {
        "case": gettext_lazy("Choose the case you want to escalate"),
        "case_number": gettext_lazy("Choose the case you want to escalate"),
        "reason": gettext_lazy("Say why the case should be escalated"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ticket: Ticket | None = None
        # Another case was chosen and its facts are asked for: nothing is sent yet.
        self.asks_facts = self.is_bound and "show" in self.data
        if not self.is_bound:
            self._prefill(self.initial.get("case", ""))

    def _prefill(self, typed: str) -> None:
        """From `?case=`: chosen if it is one of the open cases; otherwise as typed, and refused when sent."""
        number = parse(typed)
        ticket = number and cases_of(self.by).open().filter(pk=number).first()
        self.initial["case"] = ticket.reference if ticket else ""
        if typed and not ticket:
            self.initial.setdefault("case_number", Truncator(typed).chars(40))
        self.ticket = ticket or None

    @property
    def chosen(self) -> str:
        return self["case"].value() or ""

    @cached_property
    def offered(self) -> list[tuple[str, str]]:
        """The open cases to choose from; read only when the form is drawn."""
        tickets = list(cases_of(self.by).open().newest_change_first()[:CASES_OFFERED])
        rows = {ticket.reference: f"{ticket.reference} – {ticket.subject}" for ticket in tickets}
        if self.chosen and self.chosen not in rows and (number := parse(self.chosen)):
            # Beyond the list, from the page of a case: offered like the others if it is theirs.
            further = cases_of(self.by).open().filter(pk=number)
            rows |= {ticket.reference: f"{ticket.reference} – {ticket.subject}" for ticket in further}
        return [
            ("", _("Choose one of your open cases") if rows else _("You have no open case")),
            *rows.items(),
        ]

    def clean(self):
        data = super().clean()
        chosen, typed = data.get("case", "").strip(), data.get("case_number", "").strip()
        if chosen and typed and parse(chosen) != parse(typed):
            self.add_error(
                "case_number",
                _("You chose %(chosen)s and typed %(typed)s. Keep one of them.")
                % {"chosen": _shown(chosen), "typed": _shown(typed)},
            )
            return data
        name, text = ("case_number", typed) if typed else ("case", chosen)
        if not text:
            self.add_error(
                "case",
                _(
                    "Without a case number we cannot progress the escalation. "
                    "Choose the case or type its number."
                ),
            )
        else:
            self.ticket = self._find(name, text)
        return self.clean_said(data)

    def is_valid(self):
        return super().is_valid() and not self.asks_facts

    def full_clean(self):
        """Whoever asks for the facts of a case hears only what is wrong with the case."""
        super().full_clean()
        if self.asks_facts:
            about = ("case", "case_number")
            kept = {name: found for name, found in self._errors.items() if name in about}
            self._errors = ErrorDict(kept, renderer=self.renderer)

    def _find(self, name: str, text: str) -> Ticket | None:
        try:
            return find_case(self.by, text)
        except forms.ValidationError as error:
            if error.code == "unknown" and len(self.offered) > 1:
                words = _("We find no case %(typed)s that you can see. Check the number or choose one below.")
                error = words % {"typed": _shown(text)}
            self.add_error(name, error)
            return None


class AddForm(FilesMixin, OnceForm):
    """More information, whenever there is some; also the answer to our question."""

    note = PlainText(
        label=gettext_lazy("What should we know?"),
        max_length=20_000,
        rows=4,
        error_messages=_says(gettext_lazy("Write what is new.")),
    )
    field_order = ["note", "files", "form_key"]


class AnswerForm(OnceForm):
    """What the customer says to a refusal."""

    note = PlainText(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("What did we not see, or what has changed?"),
        max_length=20_000,
        rows=4,
        error_messages=_says(gettext_lazy("Write your answer.")),
    )


class NextLevelForm(OnceForm):
    """The customer takes an open escalation one level up."""

    note = PlainText(
        label=gettext_lazy("What has changed?"),
        help_text=gettext_lazy("For example: the impact has increased, or a date comes near."),
        max_length=5_000,
        rows=3,
        error_messages=_says(gettext_lazy("Say what has changed, so that the next level can act on it.")),
    )


class ConcernForm(OnceForm):
    """“I am concerned”, with a few words."""

    note = PlainText(
        label=gettext_lazy("What concerns you?"),
        help_text=gettext_lazy("A few words are enough. We call you."),
        max_length=5_000,
        rows=3,
        error_messages=_says(gettext_lazy("Say in a few words what concerns you.")),
    )


def _shown(text: str) -> str:
    return Truncator(text).chars(40)
