"""What a customer does to a request of theirs."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow.moves import IllegalMove, lock
from tickets import emails, ending
from tickets.actions.merging import survivor
from tickets.actions.moving import Files, Voice, move, record, say
from tickets.deadlines import plan_of
from tickets.models import Message, Side, Ticket
from tickets.signals import ticket_closed
from tickets.states import TESTING


@transaction.atomic
def reply(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """The customer writes. Where we waited for it, it is our turn again. What was merged goes on."""
    now = timezone.now()
    ticket = survivor(ticket)
    ticket = move(ticket, "reply", by=by, at=now, last_public_by=Side.CUSTOMER)
    message = say(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    emails.replied(ticket, message)
    return message


@transaction.atomic
def confirm(ticket: Ticket, *, by) -> Ticket:
    """The customer says that it works; that closes the request."""
    now = timezone.now()
    ticket = move(ticket, "confirm", by=by, at=now, closed_at=now, last_public_by=Side.CUSTOMER)
    emails.confirmed(ticket)
    if by.pk != ticket.requester_id:
        emails.closed(ticket)
    ticket_closed.send(Ticket, ticket=ticket, by=by, at=now)
    return ticket


@transaction.atomic
def refuse(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """The customer tried what we believed solved, and it is not."""
    now = timezone.now()
    ticket = move(ticket, "refuse", by=by, at=now, last_public_by=Side.CUSTOMER)
    message = say(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    emails.refused(ticket, message)
    return message


@transaction.atomic
def thank(ticket: Ticket, *, by) -> Ticket:
    """No more than thanks, by mail: nothing comes back to life. What waits for a test is asked about once."""
    ticket = lock(ticket)
    record(ticket, "thank", by=by)
    if ticket.status in TESTING:
        emails.thanked(ticket, to=by)
    return ticket


@transaction.atomic
def hold(ticket: Ticket, *, by) -> Ticket:
    """The customer asks us to wait; our clock stands still until they say so."""
    ticket = move(ticket, "hold", by=by, at=timezone.now(), last_public_by=Side.CUSTOMER)
    emails.held(ticket, by=by)
    return ticket


@transaction.atomic
def resume(ticket: Ticket, *, by) -> Ticket:
    """The customer wants us to go on; it is our turn."""
    ticket = move(ticket, "resume", by=by, at=timezone.now(), last_public_by=Side.CUSTOMER)
    emails.resumed(ticket, by=by)
    return ticket


@transaction.atomic
def reopen(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """A closed request comes back, until the end of the last day of its plan on the clock of who asks."""
    now = timezone.now()
    ticket = lock(ticket)
    if ticket.merged_into is not None:
        raise IllegalMove(_("It goes on in %(number)s.") % {"number": ticket.merged_into.reference})
    days = plan_of(ticket).reopens_within_days
    if ticket.closed_at and not ending.may_reopen(ticket.closed_at, now, by.zone, days):
        raise IllegalMove(_("It was closed too long ago. Send a new request that follows it."))
    ticket = move(ticket, "reopen", by=by, at=now, closed_at=None, last_public_by=Side.CUSTOMER)
    message = say(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    emails.reopened(ticket, message)
    return message
