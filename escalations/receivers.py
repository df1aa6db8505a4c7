"""What reaches this room from below: a new database, a case that was closed, somebody who leaves."""

from __future__ import annotations

from django.apps import apps as global_apps
from django.utils.translation import gettext as _

from escalations import actions, deadlines, ladder, reasons
from escalations.models import Escalation, Promise
from escalations.states import Kind
from portal.accounts.signals import handed_over, holdings_asked
from portal.businesstime.signals import clock_recounted
from portal.workflow.moves import IllegalMove
from tickets.signals import ticket_closed, ticket_merged


def connect() -> None:
    ticket_closed.connect(end_with_case, dispatch_uid="escalations.end_with_case")
    ticket_merged.connect(keep_escalated, dispatch_uid="escalations.keep_escalated")
    holdings_asked.connect(say_what_is_held, dispatch_uid="escalations.say_what_is_held")
    handed_over.connect(hand_over, dispatch_uid="escalations.hand_over")
    clock_recounted.connect(follow_recount, sender=Promise, dispatch_uid="escalations.follow_recount")


def ship_ladders(using="default", apps=global_apps, **kwargs) -> None:
    """A new database begins with the ladders; so does one that a test has emptied."""
    if using == "default":
        ladder.ship_ladders(apps)


def ship_reasons(using="default", apps=global_apps, **kwargs) -> None:
    """The same for the reasons that the form offers."""
    if using == "default":
        reasons.ship_reasons(apps)


def say_what_is_held(person, **kwargs) -> list[str]:
    return actions.held(person)


def hand_over(person, successor, by, **kwargs) -> None:
    """Sent inside the transaction in which somebody leaves or works elsewhere."""
    actions.hand_over(person, successor, by=by)


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
