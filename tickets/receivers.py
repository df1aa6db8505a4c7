"""What reaches this room from below: somebody has left."""

from __future__ import annotations

from portal.accounts.signals import account_closed
from tickets import actions
from tickets.models import Ticket


def connect() -> None:
    account_closed.connect(hand_back_cases, dispatch_uid="tickets.hand_back_cases")


def hand_back_cases(person, by, **kwargs) -> None:
    """Sent inside the transaction that closes the account: no open case is left with who is gone."""
    for ticket in Ticket.objects.open().filter(agent=person):
        actions.hand_back(ticket, by=by)
