"""What reaches requests from below: a deadline that was counted again."""

from __future__ import annotations

from portal.businesstime.signals import clock_recounted
from tickets import deadlines
from tickets.clocks import TicketClock


def connect() -> None:
    clock_recounted.connect(follow_recount, sender=TicketClock, dispatch_uid="tickets.follow_recount")


def follow_recount(clock: TicketClock, **kwargs) -> None:
    """The calendar was corrected: the lists read the new time."""
    deadlines.refresh(clock.ticket)
