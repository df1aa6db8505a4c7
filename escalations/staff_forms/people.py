"""Forms about the people of an escalation: evaluation, engineer, who takes part, and a customer's concern."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from escalations import engineers
from escalations.models import Measure, Participant
from escalations.people_page import open_concern
from escalations.staff_forms.words import WordsForm
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText

LONGEST = Measure._meta.get_field("what").max_length
FURTHEST_CALL = timedelta(days=14)
# Who may be asked to attend calls.
ATTEND = (Role.REGIONAL_PROGRAMME, Role.GLOBAL_PROGRAMME, Role.REGIONAL, Role.GLOBAL, Role.ENGINEER)


class Lines(PlainText):
    """One item a line; the form gets a list."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(rows=3, max_length=5_000, **kwargs)

    def clean(self, value):
        found = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(line) > LONGEST for line in found):
            raise forms.ValidationError(
                _("Use at most %(count)d characters a line.") % {"count": LONGEST}, code="long"
            )
        return found


class EvaluateForm(OnceForm):
    """What the manager decides; at least one of the two."""

    resources = Lines(
        label=gettext_lazy("Resources that work on it now"),
        help_text=gettext_lazy("One a line: a person, a team, a means."),
    )
    corrections = Lines(
        label=gettext_lazy("Corrections of how we work"),
        help_text=gettext_lazy("One a line. They stay inside."),
    )
    note = PlainText(label=gettext_lazy("What the manager thinks"), required=False, rows=3)
    field_order = ["resources", "corrections", "note", "form_key"]

    def clean(self):
        data = super().clean()
        if not self.errors and not data["resources"] and not data["corrections"] and not data["note"]:
            self.add_error("resources", _("Write a resource, a correction, or what you think."))
        return data


class EngineerForm(OnceForm):
    """Those who are there: who knows the situation first, then by load."""

    engineer = forms.ChoiceField(
        label=gettext_lazy("Escalation engineer"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the engineer."),
            "invalid_choice": gettext_lazy("This engineer is not there now. Choose another one."),
        },
    )
    field_order = ["engineer", "form_key"]

    def __init__(self, data=None, files=None, *, instance, by):
        super().__init__(data, files)
        self.found = {str(person.pk): person for person in engineers.engineers(instance)}
        self.fields["engineer"].choices = [(pk, _said(person)) for pk, person in self.found.items()]
        if not self.found:
            self.fields["engineer"].help_text = _("Nobody has the role of an escalation engineer today.")
        self.initial["engineer"] = next(iter(self.found), "")

    def clean_engineer(self):
        return self.found[self.cleaned_data["engineer"]]


def _said(person) -> str:
    open_ones = ngettext("%(count)d open escalation", "%(count)d open escalations", person.load)
    words = f"{person}, {open_ones % {'count': person.load}}"
    return _("%(who)s, knows this type of situation") % {"who": words} if person.knows else words


class ParticipantForm(OnceForm):
    """A colleague who is asked to attend, or anybody by name and address."""

    colleague = forms.ModelChoiceField(
        label=gettext_lazy("A manager or engineer of ours"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Somebody else, by name"),
    )
    name = PlainLine(label=gettext_lazy("Or their name"), required=False, max_length=150)
    address = forms.EmailField(label=gettext_lazy("Email address"), required=False)
    role = PlainLine(label=gettext_lazy("Role in this escalation"), required=False, max_length=100)
    side = forms.ChoiceField(
        label=gettext_lazy("Side"),
        choices=[
            (Participant.Side.OURS, gettext_lazy("Our team")),
            (Participant.Side.CUSTOMER, gettext_lazy("The customer")),
            (Participant.Side.THIRD, gettext_lazy("Third party")),
        ],
        initial=Participant.Side.OURS,
    )
    field_order = ["colleague", "name", "address", "role", "side", "form_key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = User.objects.in_role(*ATTEND).order_by("name", "pk")

    def clean(self):
        data = super().clean()
        person = data.pop("colleague", None)
        if person is None and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose a colleague or write a name."))
        if person is not None:
            data |= {"person": person, "name": str(person), "address": "", "side": Participant.Side.OURS}
        return data


class RemoveParticipantForm(OnceForm):
    """One of those who take part now."""

    participant = forms.TypedChoiceField(
        label=gettext_lazy("Who takes part"),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose who no longer takes part."),
            "invalid_choice": gettext_lazy("They do not take part any more. Choose another one."),
        },
    )
    field_order = ["participant", "form_key"]

    def __init__(self, data=None, files=None, *, instance, by):
        super().__init__(data, files)
        rows = instance.participants.all()
        self.fields["participant"].choices = [(row.pk, f"{row.name} ({row.side_for_staff})") for row in rows]


class TakeConcernForm(WordsForm):
    """When the customer is called."""

    label = gettext_lazy("A word to the customer")
    call_at = forms.DateTimeField(
        label=gettext_lazy("The call"),
        help_text=gettext_lazy("In your own time zone. The customer reads it in theirs."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": gettext_lazy("Say when you call."),
            "invalid": gettext_lazy("Write day and time, for example 2026-11-23 14:30."),
        },
    )
    field_order = ["call_at", "note", "form_key"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = False

    def clean_call_at(self):
        call_at, now = self.cleaned_data["call_at"], timezone.now()
        if call_at < now - timedelta(minutes=5):
            raise forms.ValidationError(_("This time has passed."))
        if call_at > now + FURTHEST_CALL:
            raise forms.ValidationError(_("This is more than two weeks away. The customer waits for you."))
        return call_at


class CloseConcernForm(WordsForm):
    """The call was held: what was agreed, who conducted it, what comes to it."""

    label = gettext_lazy("What was agreed, for the customer")
    empty = gettext_lazy("Write what was agreed.")
    conducted_by = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who conducted the call"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose who conducted the call.")},
    )
    resources = Lines(
        label=gettext_lazy("Resources that come to it"),
        help_text=gettext_lazy("One a line, if any are needed. The customer reads them."),
    )
    field_order = ["note", "conducted_by", "resources", "form_key"]

    def __init__(self, data=None, files=None, *, instance, by):
        super().__init__(data, files)
        people, concern = User.objects, open_concern(instance)
        found = people.in_role(Role.REGIONAL, Role.GLOBAL)
        if not found.exists():  # a house without these roles: its managers conduct the call
            found = people.in_role(Role.MANAGER)
        self.fields["conducted_by"].queryset = found.order_by("name", "pk")
        if concern is not None:
            self.facts = [(_("The customer’s concern"), concern.words)]
