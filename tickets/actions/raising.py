"""A new request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from knowledgebase.learning.after import wrote_after
from portal.contracts.entitlement import Entitlement, check
from tickets import deadlines, emails, search
from tickets.actions.moving import Files, Voice, said
from tickets.clocks import Kind
from tickets.intake.models import Answer, Tried
from tickets.models import DEFAULT_FORM, Ticket, TicketClock


@transaction.atomic(savepoint=False)  # nothing is caught half-way: the form and its key fail together
def submit(
    *,
    by,
    subject: str,
    text: str,
    form: str = DEFAULT_FORM,
    requester=None,
    entitlement: Entitlement | None = None,
    answers: Iterable[Answer] = (),
    tried: Iterable[Tried] = (),
    files: Files = (),
    product=None,
    **said_too,
) -> Ticket:
    """A customer tells us about something; from here on it has a number. NotEntitled without a contract.

    requester: whose request it is, where somebody else writes it down. entitlement: theirs, where it was
    just read. said_too: impact, criticality, category, article, follows.
    """
    requester, now = requester or by, timezone.now()
    entitlement = check(requester, product, found=entitlement)
    ticket = Ticket(
        requester=requester,
        organisation_id=requester.membership.organisation_id,
        form=form,
        subject=subject,
        product=product,
        plan=entitlement.plan_for(product),
        created_at=now,
        changed_at=now,
        **said_too,
    )
    first = begin(ticket, now)
    message = said(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    found_by = _keep(ticket, answers, tried)
    organisation = requester.membership.organisation.name
    search.index(message, subject, requester.name, requester.email, organisation, *found_by)
    ticket.events.create(verb="submit" if by == requester else "write_down", by=by, at=now)
    emails.received(ticket, by=by, clock=first)
    return ticket


def begin(ticket: Ticket, at: datetime) -> TicketClock | None:
    """Store a new request with its clocks. Returns the promise of a first answer, if its plan makes one."""
    clocks = deadlines.first_clocks(ticket, at)
    if clocks:
        ticket.due_by, ticket.due_kind = min((clock.due_by, clock.kind) for clock in clocks)
    ticket.save()
    TicketClock.objects.bulk_create(clocks)
    return next((clock for clock in clocks if clock.kind == Kind.RESPOND), None)


def _keep(ticket: Ticket, answers: Iterable[Answer], tried: Iterable[Tried]) -> list[str]:
    """What was answered and tried; returns the words by which staff may look for it: nothing personal."""
    answers, tried = list(answers), list(tried)
    for row in [*answers, *tried]:
        row.ticket = ticket
    if answers:
        Answer.objects.bulk_create(answers)
    if tried:
        Tried.objects.bulk_create(tried)
    read = [ticket.article, *(row.article for row in tried)]
    wrote_after(read, request=ticket.pk, at=ticket.created_at)
    return [answer.value for answer in answers if not answer.is_personal]
