"""What staff decide about a message that waits. Each is written down."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.contracts.entitlement import NotEntitled
from portal.workflow.moves import IllegalMove, make_move
from tickets import actions
from tickets.inbound.files import take
from tickets.inbound.joining import begin_request, came_by_mail, join, words_of
from tickets.inbound.keeping import bytes_of
from tickets.inbound.models import Mail
from tickets.inbound.parsing import TooMuch, parse
from tickets.inbound.routing import confirmed
from tickets.inbound.states import DOUBTFUL, MOVES
from tickets.models import Ticket
from tickets.querysets import works_on_requests


@transaction.atomic
def accept_new(mail: Mail, *, by, requester) -> Ticket:
    """Written down as a new request of this customer, who gets the usual letter."""
    mail, _event = _decide(mail, "accept_new", by=by, note=requester.email)
    try:
        ticket = begin_request(mail, _parsed(mail), by=by, requester=requester)
    except NotEntitled as error:
        raise IllegalMove(str(error)) from error
    _settle(mail, ticket, ticket.messages.order_by("pk").first(), answered=True)
    return ticket


@transaction.atomic
def accept_onto(mail: Mail, *, by, ticket: Ticket) -> Ticket:
    """Added to a case that `by` sees: as the customer's reply where the sender is known and may read it,
    otherwise as an internal note, because nobody knows who writes."""
    if not Ticket.objects.visible_to(by).filter(pk=ticket.pk).exists():
        raise IllegalMove(_("There is no such request, or you may not see it."))
    mail, _event = _decide(mail, "accept_onto", by=by, note=ticket.reference)
    parsed = _parsed(mail)
    person = None if mail.reason in DOUBTFUL else confirmed(parsed)
    may_write = person is not None and not works_on_requests(person)
    if may_write and Ticket.objects.visible_to(person).filter(pk=ticket.pk).exists():
        try:
            joined = join(mail, parsed, ticket, by=person)
        except NotEntitled as error:
            raise IllegalMove(str(error)) from error
        _settle(mail, joined.ticket, joined.message, answered=joined.answered)
        return joined.ticket
    files, left = take(parsed.parts, by=by, key=f"mail-{mail.digest[:48]}")
    told = _("An email from %(sender)s, who was not confirmed:") % {"sender": mail.sender}
    message = actions.note(
        ticket, by=by, text="\n\n".join([told, words_of(parsed), *left])[:20_000], files=files
    )
    _settle(mail, ticket, message)
    return ticket


@transaction.atomic
def discard(mail: Mail, *, by, note: str) -> Mail:
    """Not ours to work on. It stays, with the reason; nobody is written to."""
    return _decide(mail, "discard", by=by, note=note)[0]


@transaction.atomic
def read_again(mail: Mail, *, by) -> Mail:
    """After what kept us from reading it was mended."""
    return _decide(mail, "read_again", by=by, attempts=0, detail="")[0]


def _decide(mail: Mail, verb: str, *, by, note: str = "", **fields):
    return make_move(mail, verb, moves=MOVES, by=by, at=timezone.now(), note=note, public=False, **fields)


def _settle(mail: Mail, ticket: Ticket, message, *, answered: bool = False) -> None:
    mail.ticket, mail.said, mail.answered = ticket, message, mail.answered or answered
    mail.save(update_fields=["ticket", "said", "answered"])
    came_by_mail(mail)


def _parsed(mail: Mail):
    try:
        return parse(bytes_of(mail))
    except TooMuch as error:
        raise IllegalMove(_("It cannot be read: %(why)s.") % {"why": error}) from error
