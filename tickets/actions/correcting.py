"""The facts of a case are put right by whom they are about; what was said first is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.workflow.moves import lock
from tickets.actions.moving import record
from tickets.facts import Fact, Kind, facts_of
from tickets.models import Side, Ticket


@transaction.atomic
def correct(
    ticket: Ticket, *, by, facts: Mapping[str, str], said_by=None, at: datetime | None = None
) -> Ticket:
    """Write down what is right: kind to value. `said_by` is the customer, where staff hold the pen.

    What is right already is not written again. Works in whatever state the case is.
    """
    at, said_by = at or timezone.now(), said_by or by
    ticket = lock(ticket)
    known = facts_of(ticket)
    changed = {kind: value for kind, value in facts.items() if known[Kind(kind)].value != value}
    if not changed:
        return ticket
    Fact.objects.bulk_create(
        Fact(ticket=ticket, kind=kind, was=known[Kind(kind)].value, value=value, by=said_by, at=at)
        for kind, value in changed.items()
    )
    # The customer's own word for it, which lists and the suggested severity read.
    ticket.impact = changed.get(Kind.IMPACT, ticket.impact)
    ticket.changed_at, ticket.last_public_by, ticket.version = at, Side.CUSTOMER, ticket.version + 1
    ticket.save(update_fields=["impact", "changed_at", "last_public_by", "version"])
    record(ticket, "correct", by=by, at=at, note=", ".join(changed))
    return ticket
