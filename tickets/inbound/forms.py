"""The forms in which staff decide about a message."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.contracts.entitlement import entitlement_of
from portal.workflow.once import OnceForm
from tickets.fields import PlainLine, PlainText
from tickets.inbound.models import Mail
from tickets.inbound.routing import person_of
from tickets.models import Ticket
from tickets.numbers import parse


class AcceptNewForm(OnceForm):
    """Whose request it is: the sender where we know them, otherwise whom a colleague names."""

    requester = PlainLine(
        label=gettext_lazy("Customer"),
        max_length=254,
        help_text=gettext_lazy(
            "The address of the customer whose request it is. They get the case number by email."
        ),
        error_messages={"required": gettext_lazy("Write whose request it is.")},
    )

    def __init__(self, *args, instance: Mail, by, **kwargs):
        super().__init__(*args, **kwargs)
        if (known := person_of(instance.sender)) is not None and not known.is_staff:
            self.initial["requester"] = known.email

    def clean_requester(self) -> User:
        typed = self.cleaned_data["requester"].lower()
        found = User.objects.active().filter(email=typed, is_staff=False).first()
        if found is None:
            raise ValidationError(_("We know no customer with this address."))
        if not entitlement_of(found):
            raise ValidationError(_("%(name)s has no service contract in force.") % {"name": found})
        return found


class AcceptOntoForm(OnceForm):
    """Which case it belongs to."""

    ticket = PlainLine(
        label=gettext_lazy("Case number"),
        max_length=40,
        help_text=gettext_lazy(
            "Where the sender is confirmed and may read this case, it becomes their reply. "
            "Otherwise it becomes an internal note."
        ),
        error_messages={"required": gettext_lazy("Write the number of the case.")},
    )

    def __init__(self, *args, instance: Mail, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        if instance.ticket_id and Ticket.objects.visible_to(by).filter(pk=instance.ticket_id).exists():
            self.initial["ticket"] = instance.ticket.reference

    def clean_ticket(self) -> Ticket:
        number = parse(self.cleaned_data["ticket"])
        found = number and Ticket.objects.visible_to(self.by).filter(pk=number).first()
        if not found:
            raise ValidationError(_("There is no case with this number."))
        return found


class DiscardForm(OnceForm):
    note = PlainText(
        label=gettext_lazy("Reason"),
        rows=3,
        max_length=1000,
        help_text=gettext_lazy("Kept with the message. Nobody is written to."),
        error_messages={"required": gettext_lazy("Say why it is discarded.")},
    )
