"""What happens to a request by itself, when its time has come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tickets import emails, ending
from tickets.actions.moving import move
from tickets.models import Ticket
from tickets.signals import ticket_closed


@transaction.atomic
def ring(number: int, *, at: datetime) -> None:
    """Remind of the end, or end it. Safe to run twice, late, or beside itself."""
    ticket = Ticket.objects.select_for_update(no_key=True).get(pk=number)
    if ticket.rings_at is None or ticket.rings_at > at:
        return
    if ticket.rings_at < ticket.closes_at:
        closes = ending.closes_after_reminder(ticket.closes_at, ticket.rings_at, at)
        ticket = move(ticket, "remind", by=None, at=at, public=False, closes_at=closes, rings_at=closes)
        emails.closing_soon(ticket)
    else:
        ticket = move(ticket, "lapse", by=None, at=at, closed_at=at)
        emails.lapsed(ticket)
        ticket_closed.send(Ticket, ticket=ticket, by=None, at=at)
