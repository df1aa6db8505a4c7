"""What triage decides: what it is about, how severe it is, and whether all is there to begin (S2-21, S2-22).

The customer's own words, impact and criticality, are never written over (C1, S2-92, S2-93).
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.workflow.moves import IllegalMove, lock
from tickets import emails
from tickets.actions.agents import answer, ask
from tickets.actions.moving import Files, move, step
from tickets.models import Category, Severity, Ticket
from tickets.moves import MOVES

# S2-16: so severe that Development looks at it at once.
AT_ONCE = 1


@transaction.atomic
def triage(
    ticket: Ticket,
    *,
    by,
    severity: Severity,
    category: Category | None = None,
    text: str = "",
    files: Files = (),
) -> Ticket:
    """Sort it and set its severity. `text` asks the customer for what is missing; without it all is there.

    What is missing from severity 1 is asked for without waiting: it goes to Development all the same.
    """
    ticket = step(ticket, "triage", by=by, note=str(severity), severity=severity, category=category)
    if text:
        (answer if severity.number == AT_ONCE else ask)(ticket, by=by, text=text, files=files)
    return _escalated_at_once(ticket)


@transaction.atomic
def set_severity(ticket: Ticket, *, by, severity: Severity, note: str) -> Ticket:
    """Something has become clearer: the severity is set again, with the reason."""
    now = timezone.now()
    ticket = lock(ticket)
    if ticket.severity_id == severity.number:
        raise IllegalMove(_("It has this severity already."))
    said = f"{ticket.severity_id or '–'} → {severity.number}. {note}"
    ticket = move(ticket, "set_severity", by=by, at=now, public=False, note=said, severity=severity)
    return _escalated_at_once(ticket)


def _escalated_at_once(ticket: Ticket) -> Ticket:
    """S2-16: severity 1 goes to development triage by itself, and the leads and managers are told."""
    ticket = lock(ticket)
    if ticket.severity_id != AT_ONCE or ticket.status not in MOVES["escalate_at_once"].starts:
        return ticket
    ticket = step(ticket, "escalate_at_once", by=None)
    emails.with_development(ticket)
    emails.severity_one(ticket)
    return ticket
