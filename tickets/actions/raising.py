"""A new request."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tickets import deadlines, emails, search
from tickets.actions.moving import Files, Voice, said
from tickets.clocks import Kind
from tickets.models import Ticket, TicketClock


@transaction.atomic(savepoint=False)  # nothing is caught half-way: the form and its key fail together
def submit(
    *,
    by,
    subject: str,
    text: str,
    form: str = Ticket.Form.TECHNICAL,
    impact: str = "",
    article: int | None = None,
    follows: Ticket | None = None,
    files: Files = (),
) -> Ticket:
    """A customer tells us about something; from here on it has a number."""
    now = timezone.now()
    ticket = Ticket(
        requester=by,
        organisation_id=by.membership and by.membership.organisation_id,
        form=form,
        subject=subject,
        impact=impact,
        article=article,
        follows=follows,
        created_at=now,
        changed_at=now,
    )
    clocks = deadlines.first_clocks(ticket, now)
    if clocks:
        ticket.due_by, ticket.due_kind = min((clock.due_by, clock.kind) for clock in clocks)
    ticket.save()
    TicketClock.objects.bulk_create(clocks)
    message = said(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    organisation = by.membership.organisation.name if by.membership else ""
    search.index(message, subject, by.name, by.email, organisation)
    ticket.events.create(verb="submit", by=by, at=now)
    emails.received(ticket, next((clock for clock in clocks if clock.kind == Kind.RESPOND), None))
    return ticket
