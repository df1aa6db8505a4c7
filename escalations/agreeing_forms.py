"""What the customer says to what we propose: yes, or why not. Each form carries what they had before them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from portal.workflow.once import OnceForm
from tickets.fields import PlainText


class AcceptPlanForm(OnceForm):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ObjectForm(OnceForm):
    note = PlainText(
        label=gettext_lazy("What will not do, and what would?"),
        max_length=20_000,
        rows=4,
        error_messages={"required": gettext_lazy("Say what will not do in this plan.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ["note", "seen", "form_key"]


class AgreeForm(OnceForm):
    plan = forms.IntegerField(widget=forms.HiddenInput)


class AskOtherForm(OnceForm):
    note = PlainText(
        label=gettext_lazy("How would it suit you better?"),
        max_length=20_000,
        rows=3,
        error_messages={"required": gettext_lazy("Say how you would like to hear from us.")},
    )
    plan = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["note", "plan", "form_key"]
