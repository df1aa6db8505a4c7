"""The provider's forms. They check; the actions change."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escalations.providers import gate, identifiers
from escalations.providers.actions import NotAdmitted, check_admitted
from escalations.providers.guide import response_words
from escalations.providers.guide_rows import Category, categories, routes
from escalations.providers.states import Environment
from portal.attachments.forms import FilesMixin
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText
from tickets.scales import Priority

TOO_LONG = gettext_lazy("Use at most %(limit_value)d characters. This text has %(show_value)d.")
DETAILS = ("timeline", "impact", "steps", "previous", "system_status")
LINES = 2_000


def _says(empty) -> dict:
    return {"required": empty, "max_length": TOO_LONG}


def _details(label, hint) -> PlainText:
    return PlainText(
        label=label,
        help_text=hint,
        max_length=LINES,
        rows=3,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )


class IssueForm(FilesMixin, OnceForm):
    """An issue of the technical integration (S0-29 to S0-39). What a customer raises is turned first."""

    category = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        help_text=gettext_lazy("The last ones are raised by the customer: we show you what to pass on."),
        error_messages={
            "required": gettext_lazy("Choose what it is about."),
            "invalid_choice": gettext_lazy("Choose one of the kinds."),
        },
    )
    environment = forms.ChoiceField(
        label=gettext_lazy("Which environment?"),
        choices=Environment.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the environment.")},
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("Priority"),
        choices=Priority.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the priority: it decides where your issue goes."),
            "invalid_choice": gettext_lazy("Choose one of the four priorities."),
        },
    )
    summary = PlainLine(
        label=gettext_lazy("Summary"),
        help_text=gettext_lazy("A brief description of the issue."),
        error_messages=_says(gettext_lazy("Describe the issue in a few words.")),
    )
    accounts = PlainText(
        label=gettext_lazy("Bank account identifiers of affected customers"),
        help_text=gettext_lazy(
            "One or more UUIDs, each on a line of its own or with commas between them. We keep them "
            "masked and write down who looks at them."
        ),
        rows=3,
        error_messages=_says(gettext_lazy("Give the identifier of at least one bank account.")),
    )
    one_bank = forms.ChoiceField(
        label=gettext_lazy("Is it specific to one financial institution?"),
        choices=[("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes"))],
        widget=forms.RadioSelect,
        initial="no",
        required=False,
    )
    bank_id = PlainLine(
        label=gettext_lazy("Bank ID"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Only when the issue is specific to one financial institution."),
        widget=forms.TextInput(attrs={"data-shown-if": "one_bank", "data-shown-if-value": "yes"}),
        error_messages={"max_length": TOO_LONG},
    )
    timeline = _details(gettext_lazy("Timeline"), gettext_lazy("When it started, and relevant events."))
    impact = _details(gettext_lazy("Impact"), gettext_lazy("How many customers or accounts are affected."))
    steps = _details(gettext_lazy("Steps to reproduce"), gettext_lazy("If applicable."))
    previous = _details(gettext_lazy("Previous occurrences"), gettext_lazy("If it comes again and again."))
    system_status = _details(
        gettext_lazy("Your system status"), gettext_lazy("Known issues on your own side.")
    )

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["category"].choices = _grouped(categories())
        self.fields["one_bank"].inline = self.fields["environment"].inline = True
        self.fields["bank_id"].needed = True
        self.fields["one_bank"].needed = True
        self.fields["files"].label = _("Supporting evidence")
        self.fields["files"].help_text = _("Screenshots, logs or video, if applicable.")
        self.fields["priority"].explanations = _explanations()

    @property
    def chosen(self) -> Category | None:
        return categories().get(self["category"].value() or "")

    @property
    def refused(self) -> Category | None:
        """What a customer raises, if that was chosen: then nothing else of the form matters (S0-3)."""
        return self.chosen if self.is_bound and self.chosen and not self.chosen.is_admitted else None

    @property
    def answers(self) -> dict[str, str]:
        """What was typed, as far as it may be passed on; never the identifiers."""
        return {name: self.cleaned_data.get(name) or "" for name in ("summary", *DETAILS)}

    def clean_category(self) -> Category:
        return categories()[self.cleaned_data["category"]]

    def clean_accounts(self):
        found, troubles = identifiers.read(self.cleaned_data["accounts"])
        if troubles:
            raise forms.ValidationError([forms.ValidationError(trouble) for trouble in troubles])
        if not found:
            raise forms.ValidationError(self.fields["accounts"].error_messages["required"])
        if len(found) > identifiers.MOST:
            raise forms.ValidationError(
                _("Give at most %(most)d identifiers; these are %(count)d. Attach the others as a file."),
                params={"most": identifiers.MOST, "count": len(found)},
            )
        return found

    def clean(self):
        data = super().clean()
        specific = data.pop("one_bank", "") == "yes"
        if not specific:
            data["bank_id"] = ""
            self._errors.pop("bank_id", None)
        elif not data.get("bank_id") and "bank_id" not in self._errors:
            self.add_error("bank_id", _("Give the Bank ID of the financial institution."))
        self._check_where_it_goes(data)
        return data

    def _check_where_it_goes(self, data: dict) -> None:
        category, priority = data.get("category"), data.get("priority")
        if category and category.is_admitted and priority:
            try:
                check_admitted(category, priority)
                gate.check(self.organisation, priority, data.get("environment") or "")
            except (NotAdmitted, gate.NotLive) as error:
                self.add_error("priority", str(error))


class ReplyForm(FilesMixin, OnceForm):
    """More from the provider, whenever there is some; also the answer to our question."""

    note = PlainText(
        label=gettext_lazy("What should we know?"),
        rows=4,
        error_messages=_says(gettext_lazy("Write what is new.")),
    )
    field_order = ["note", "files", "form_key"]


class EvidenceForm(FilesMixin, OnceForm):
    """What shows one item of the launch checklist: words, files, or both."""

    text = PlainText(
        label=gettext_lazy("What shows it"), rows=3, required=False, error_messages={"max_length": TOO_LONG}
    )
    field_order = ["text", "files", "form_key"]

    def clean(self):
        data = super().clean()
        if not data.get("text") and not data.get("files") and "files" not in self._errors:
            self.add_error("text", _("Write what shows it, or attach a file."))
        return data


class ReturnForm(FilesMixin, OnceForm):
    """The support model template comes back completed: the file, and the word that it is complete."""

    completed = forms.BooleanField(
        label=gettext_lazy("Every section of the template is completed."),
        error_messages={"required": gettext_lazy("Complete every section first, then say so here.")},
    )
    note = PlainText(
        label=gettext_lazy("A word to the enablement engineer"), rows=3, required=False, max_length=LINES
    )
    field_order = ["files", "completed", "note", "form_key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].label = _("The completed template")
        self.fields["files"].needed = True

    def clean(self):
        data = super().clean()
        data.pop("completed", None)
        if not data.get("files") and "files" not in self._errors:
            self.add_error("files", _("Attach the completed support model template."))
        return data


def _grouped(offered: dict[str, Category]) -> list[tuple]:
    ours = [(slug, row.name) for slug, row in offered.items() if row.is_admitted]
    theirs = [(slug, row.name) for slug, row in offered.items() if not row.is_admitted]
    return [
        ("", _("Choose")),
        (_("Technical integration"), ours),
        (_("Raised by the customer, not by you"), theirs),
    ]


def _explanations() -> dict[str, str]:
    """Under each priority: what it is for and how soon it is answered, from the rows that route (S0-21)."""
    return {
        priority: _("%(type)s. Response: %(time)s.") % {"type": row.type, "time": response_words(row)}
        for priority, row in routes().items()
    }
