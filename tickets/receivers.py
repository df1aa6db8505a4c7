"""What reaches requests from below: somebody has left, a deadline was counted again."""

from __future__ import annotations

from portal.accounts.signals import account_closed
from portal.businesstime.signals import clock_recounted
from tickets import actions, deadlines
from tickets.clocks import TicketClock
from tickets.models import Ticket


def connect() -> None:
    account_closed.connect(hand_back_cases, dispatch_uid="tickets.hand_back_cases")
    clock_recounted.connect(follow_recount, sender=TicketClock, dispatch_uid="tickets.follow_recount")


def hand_back_cases(person, by, **kwargs) -> None:
    """Sent inside the transaction that closes the account: no open case is left with who is gone."""
    for ticket in Ticket.objects.open().filter(agent=person):
        actions.hand_back(ticket, by=by)


def follow_recount(clock: TicketClock, **kwargs) -> None:
    """The calendar was corrected: the lists read the new time."""
    deadlines.refresh(clock.ticket)
