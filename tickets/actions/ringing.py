"""The alarms of a request's promises: its people before it is due, and once when it was missed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.workflow.moves import lock
from tickets import emails
from tickets.actions.moving import record
from tickets.models import Ticket, TicketClock

MISSED = 100


@transaction.atomic
def ring_clock(number: int, *, at: datetime) -> None:
    """Say what is worth saying now. Running twice, late, or beside an answer changes nothing.

    After a long silence only the latest share is said.
    """
    ticket_id = TicketClock.objects.values_list("ticket_id", flat=True).get(pk=number)
    # The verbs lock the request first, so that what they keep cannot be called missed beside them.
    ticket = lock(Ticket(pk=ticket_id))
    clock = TicketClock.objects.due(at).select_related("calendar").filter(pk=number).first()
    if clock is None:
        return
    share = max(clock.alarms_due(at))
    clock.save(update_fields=clock.miss(at) if share >= MISSED else clock.hear(at))
    told = emails.missed(ticket, clock) if share >= MISSED else emails.warned(ticket, clock, share)
    verb = "miss" if share >= MISSED else "warn"
    record(ticket, verb, by=None, at=at, note=f"{clock.kind}:{share}:{told}", public=False)
