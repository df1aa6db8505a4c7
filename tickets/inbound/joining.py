"""A message becomes part of a case through the verbs of the web: nothing here changes a case by itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.contracts.entitlement import entitlement_of
from portal.outbox.wording import one_line
from tickets import actions, ending
from tickets.actions.merging import survivor
from tickets.deadlines import plan_of
from tickets.fields import SUBJECT_LENGTH, TEXT_LENGTH
from tickets.inbound.addresses import veiled
from tickets.inbound.files import take
from tickets.inbound.models import Mail
from tickets.inbound.parsing import Parsed
from tickets.intake.models import RequestType
from tickets.models import DEFAULT_FORM, Message, Ticket
from tickets.states import TESTING
from tickets.thanks import only_thanks


@dataclass(frozen=True)
class Joined:
    ticket: Ticket
    message: Message | None = None
    answered: bool = False


def join(mail: Mail, parsed: Parsed, ticket: Ticket, *, by) -> Joined:
    """What the page of the request would do with the same words, by where it stands now."""
    ticket = survivor(ticket) if ticket.merged_into_id else Ticket.objects.get(pk=ticket.pk)
    if only_thanks(parsed.text) and not parsed.parts and (ticket.status in TESTING or not ticket.is_open):
        return Joined(actions.thank(ticket, by=by), answered=ticket.is_open)
    if not ticket.is_open and not _reopens(ticket, by):
        # Too late to come back: a new request that follows it (S3-43).
        new = begin_request(mail, parsed, by=by, follows=ticket)
        return Joined(new, new.messages.order_by("pk").first(), answered=True)
    verb = (
        actions.reopen
        if not ticket.is_open
        else actions.refuse
        if ticket.status in TESTING
        else actions.reply
    )
    files, left = take(parsed.parts, by=by, key=_key(mail))
    message = verb(ticket, by=by, text=words_of(parsed), files=files)
    _say_what_is_left(message.ticket, left, parsed, by=by)
    return Joined(message.ticket, message)


def begin_request(mail: Mail, parsed: Parsed, *, by, requester=None, follows: Ticket | None = None) -> Ticket:
    """A new request, as from the form; `requester` where a colleague writes it down. May be NotEntitled."""
    requester = requester or by
    entitlement = entitlement_of(requester)
    products = entitlement.products
    files, left = take(parsed.parts, by=by, key=_key(mail))
    ticket = actions.submit(
        by=by,
        requester=requester,
        form=_form(),
        entitlement=entitlement,
        subject=one_line(parsed.subject, SUBJECT_LENGTH) or _("A request by email"),
        text=words_of(parsed),
        product=products[0] if len(products) == 1 else None,
        files=files,
        follows=follows,
    )
    _say_what_is_left(ticket, left, parsed, by=by)
    return ticket


def came_by_mail(mail: Mail) -> None:
    """For staff: under which number the whole message is kept, with what it quotes."""
    actions.record(mail.ticket, "receive", by=None, note=mail.reference, public=False)


def words_of(parsed: Parsed) -> str:
    """As much as a form takes. A message of files alone says so."""
    text = veiled(parsed.text) or _("(Only files, no words.)")
    return text if len(text) <= TEXT_LENGTH else text[: TEXT_LENGTH - 1] + "…"


def _reopens(ticket: Ticket, person) -> bool:
    if ticket.merged_into_id:
        return False
    days = plan_of(ticket).reopens_within_days
    return ending.may_reopen(ticket.closed_at, timezone.now(), person.zone, days)


def _form() -> str:
    """The usual one; where it was withdrawn, the first that is offered."""
    offered = [one.slug for one in RequestType.objects.offered() if not one.link_to]
    return DEFAULT_FORM if DEFAULT_FORM in offered or not offered else offered[0]


def _say_what_is_left(ticket: Ticket, left: list[str], parsed: Parsed, *, by) -> None:
    """Named on the case, for both sides: nothing that was sent disappears in silence."""
    if len(parsed.text) > TEXT_LENGTH:
        left = [
            *left,
            _("The text was longer than %(limit)d characters; the rest is kept.") % {"limit": TEXT_LENGTH},
        ]
    if left:
        actions.record(ticket, "leave_out", by=by, note=" ".join(left)[:2000])


def _key(mail: Mail) -> str:
    """Of the files of this message, as a form has its key."""
    return f"mail-{mail.digest[:48]}"
