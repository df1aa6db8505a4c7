"""A new request."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tickets import emails, search
from tickets.actions.moving import Files, Voice, said
from tickets.models import Ticket


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
    ticket = Ticket.objects.create(
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
    message = said(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    organisation = by.membership.organisation.name if by.membership else ""
    search.index(message, subject, by.name, by.email, organisation)
    ticket.events.create(verb="submit", by=by, at=now)
    emails.received(ticket)
    return ticket
