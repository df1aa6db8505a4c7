"""The forms of triage: what it is about, how severe it is, and what is still missing."""

from __future__ import annotations

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.workflow.once import OnceForm
from tickets.intake.models import RequestType
from tickets.models import Category, Severity, Ticket
from tickets.scales import suggested_severity
from tickets.staff_forms import CustomerForm

YES, NO = "yes", "no"


def said_by_customer(ticket: Ticket) -> list[tuple[str, str]]:
    """S2-93: the priority is the customer's word. It stands beside the severity, and nothing changes it."""
    return [
        (_("Priority: impact, as the customer said"), ticket.impact_in_words or _("Not said")),
        (
            _("Can they work, as the customer said"),
            ticket.criticality_in_words if ticket.criticality else _("Not said"),
        ),
    ]


def _first_words(ticket: Ticket) -> str:
    """Enough to sort it; the page of the case has it all."""
    first = ticket.messages.public().order_by("at", "pk").values_list("body", flat=True).first()
    return Truncator(first or "–").chars(1500)


class SeverityField(forms.ModelChoiceField):
    """The four severities, each with its definition and its example (S2-15 to S2-20)."""

    def __init__(self):
        super().__init__(
            Severity.objects.all(),
            label=gettext_lazy("Severity"),
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages={
                "required": gettext_lazy("Choose one of the four severities."),
                "invalid_choice": gettext_lazy("Choose one of the four severities."),
            },
        )

    def explain(self) -> None:
        rows = list(self.queryset)
        self.explanations = {str(row.pk): _explained(row) for row in rows}
        self.choices = [(row.pk, str(row)) for row in rows]


def _explained(severity: Severity) -> str:
    if not severity.example:
        return severity.description
    return _("%(description)s For example: %(example)s") % {
        "description": severity.description,
        "example": severity.example,
    }


class TriageForm(CustomerForm):
    """One page: sort it, weigh it, and ask for what is missing in the same step (S2-21, S2-22)."""

    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("What it is about"),
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )
    severity = SeverityField()
    complete = forms.ChoiceField(
        label=gettext_lazy("Is all the required information there?"),
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No, ask the customer"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether everything is there.")},
    )
    field_order = ["category", "severity", "complete", "text", "files"]

    def __init__(self, *args, instance: Ticket, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        suggested = suggested_severity(impact=instance.impact, criticality=instance.criticality)
        self.facts = [
            (_("What the customer wrote"), _first_words(instance)),
            *said_by_customer(instance),
            (_("Suggested severity"), suggested or _("None: the customer said neither")),
        ]
        self.fields["severity"].explain()
        self.initial.setdefault("severity", instance.severity_id or suggested)
        self.initial.setdefault("category", instance.category_id)
        self._offer_categories()
        text = self.fields["text"]
        text.required = False
        text.label = _("What is missing")
        text.help_text = _("Only when something is missing. %(name)s gets it by email, and we wait.") % {
            "name": self.instance.requester
        }

    def _offer_categories(self) -> None:
        field = self.fields["category"]
        offered = Category.objects.filter(is_active=True) | Category.objects.filter(
            pk=self.instance.category_id
        )
        field.queryset = offered
        # What was asked for its category has one; feedback and suggestions need not fit any.
        asked = RequestType.objects.filter(slug=self.instance.form, asks_category=True)
        field.required = asked.exists()
        none = _("Choose one") if field.required else _("None of these")
        grouped = groupby(offered, key=lambda category: category.get_group_display())
        field.choices = [
            ("", none),
            *((group, [(row.pk, row.name) for row in rows]) for group, rows in grouped),
        ]

    def clean(self):
        data = super().clean()
        missing = data.pop("complete", None) == NO
        if missing and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Say what is missing: the customer is asked for it."))
        if not missing and data.get("text"):
            self.add_error("complete", _("You wrote what is missing. Choose “No”, or take the words away."))
        return data


class SetSeverityForm(OnceForm):
    """The severity again, with the reason for colleagues."""

    severity = SeverityField()
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Only colleagues read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why, so that colleagues understand it.")},
    )
    field_order = ["severity", "note"]

    def __init__(self, *args, instance: Ticket, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance
        self.facts = [*said_by_customer(instance), (_("Severity now"), instance.severity or _("Not set"))]
        self.fields["severity"].explain()
        self.initial.setdefault("severity", instance.severity_id)

    def clean_severity(self):
        severity = self.cleaned_data["severity"]
        if severity.number == self.instance.severity_id:
            raise ValidationError(_("It has this severity already."))
        return severity
