"""The customer's words about the end, and the pen that staff hold for a customer who calls."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from escalations.forms import SaidFields
from portal.accounts.models import Membership, User
from portal.workflow.once import OnceForm
from tickets.fields import PlainText
from tickets.models import Ticket


class DisagreeForm(OnceForm):
    """Why it is not back on track."""

    note = PlainText(
        label=gettext_lazy("What is not back on track?"),
        max_length=20_000,
        rows=3,
        error_messages={"required": gettext_lazy("Say what is not back on track, so that we can go on.")},
    )


class OnBehalfForm(SaidFields, OnceForm):
    """The same questions as on the customer's page, asked in a conversation (S4-11, S4-12)."""

    customer = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who asks for it"),
        help_text=gettext_lazy("They get the receipt, and see that you recorded it for them."),
        empty_label=None,
    )

    def __init__(self, *args, ticket: Ticket, **kwargs):
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        self.fields["customer"].queryset = who_may_ask(ticket)
        self.initial.setdefault("customer", ticket.requester_id)

    def clean(self):
        return self.clean_said(super().clean())


def who_may_ask(ticket: Ticket):
    """The requester, and the contacts who see all of the organisation's cases (C14)."""
    contacts = Membership.objects.filter(organisation=ticket.organisation_id, sees=Membership.Sees.ALL)
    asking = User.objects.filter(pk=ticket.requester_id) | User.objects.filter(pk__in=contacts.values("user"))
    return asking.filter(is_active=True).order_by("name", "pk")
