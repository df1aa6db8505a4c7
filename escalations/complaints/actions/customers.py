"""What the customer does: complain, add, say whether an answer satisfies them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from escalations.complaints import deadlines, emails, people
from escalations.complaints.actions.moving import hear, move
from escalations.complaints.models import Complaint
from escalations.complaints.states import How
from escalations.ladder import levels
from escalations.states import Ladder
from portal.attachments.actions import claim
from portal.attachments.models import Attachment
from tickets.models import Ticket

Files = Iterable[Attachment]


@transaction.atomic
def submit(
    *, by, subject: str, what_happened: str, wish: str, ticket: Ticket | None = None, files: Files = ()
) -> Complaint:
    """Complain. Somebody has it at once, and the promise to acknowledge and the receipt come with it."""
    now = timezone.now()
    promise = deadlines.first_promise(now)
    complaint = Complaint(
        ticket=ticket,
        organisation=ticket.organisation if ticket else by.membership and by.membership.organisation,
        requester=by,
        subject=subject,
        what_happened=what_happened,
        wish=wish,
        level=levels(Ladder.COMPLAINT)[0],
        submitted_at=now,
        due_by=promise.due_by,
        due_kind=promise.kind,
    )
    complaint.holder = people.holder_for(complaint.level, complaint)
    complaint.save()
    promise.complaint = complaint
    promise.save()
    holder = str(complaint.holder or "")[:100]
    event = complaint.events.create(verb="submit", by=by, at=now, detail=holder)
    claim(files, complaint, by=by)
    emails.received(complaint, promise)
    emails.given(complaint, event, promise)
    return complaint


@transaction.atomic
def add(complaint: Complaint, *, by, note: str, files: Files = ()) -> Complaint:
    """More from the customer, at any time."""
    complaint, event = move(complaint, "add", by=by, note=note)
    claim(files, event, by=by)
    emails.added(complaint, event)
    return complaint


@transaction.atomic
def satisfied(complaint: Complaint, *, by, note: str = "") -> Complaint:
    """The customer says that the answer settles it."""
    return hear(complaint, "satisfied", by=by, note=note, satisfied=True, how=How.PAGE)


@transaction.atomic
def not_satisfied(complaint: Complaint, *, by, note: str) -> Complaint:
    """The customer says why not, and it goes to the next level at once."""
    return hear(complaint, "not_satisfied", by=by, note=note, satisfied=False, how=How.PAGE)
