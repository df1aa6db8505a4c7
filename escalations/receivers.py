"""What reaches this room from below: a new database, a case that was closed, a deadline counted again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escalations import actions, deadlines, ladder
from escalations.models import Escalation, Promise
from escalations.states import Kind
from portal.businesstime.signals import clock_recounted
from portal.workflow.moves import IllegalMove
from tickets.signals import ticket_closed, ticket_merged


def connect() -> None:
    ticket_closed.connect(end_with_case, dispatch_uid="escalations.end_with_case")
    ticket_merged.connect(keep_escalated, dispatch_uid="escalations.keep_escalated")
    clock_recounted.connect(follow_recount, sender=Promise, dispatch_uid="escalations.follow_recount")


def ship_ladder(using="default", **kwargs) -> None:
    """A new database begins with the ladder; so does one that a test has emptied."""
    if using == "default":
        ladder.ship_ladder()


def end_with_case(ticket, by, at, **kwargs) -> None:
    """Sent inside the transaction that closes the case."""
    for escalation in Escalation.objects.of_case(ticket).open():
        actions.end_with_case(escalation, by=by, at=at)


def keep_escalated(ticket, **kwargs) -> None:
    """Sent inside the transaction of the merge: an escalation does not vanish with the case it is about."""
    if Escalation.objects.of_case(ticket).open().exists():
        raise IllegalMove(
            _("%(number)s is escalated: merge the other one into it.") % {"number": ticket.reference}
        )


def follow_recount(clock: Promise, **kwargs) -> None:
    """The calendar was corrected and a promise counted again: the queue reads the new time."""
    escalation = clock.escalation
    if clock.kind == Kind.ACKNOWLEDGE and clock.number == 1:
        escalation.acknowledge_by = clock.due_by
        escalation.save(update_fields=["acknowledge_by"])
    deadlines.refresh(escalation)
