"""From a stored message to what came of it: parsed, routed, done, in one transaction that can be repeated."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from portal.attachments.actions import NotStored
from portal.contracts.entitlement import NotEntitled
from portal.outbox.actions import bounce
from portal.outbox.wording import one_line
from portal.workflow.moves import IllegalMove, lock
from tickets import actions
from tickets.inbound import routing
from tickets.inbound.boxes import imap, maildir
from tickets.inbound.joining import begin_request, came_by_mail, join
from tickets.inbound.keeping import bytes_of
from tickets.inbound.models import Mail
from tickets.inbound.parsing import Parsed, TooMuch, parse
from tickets.inbound.signals import wrote_to_partners_inbox
from tickets.inbound.states import Reason, State

logger = logging.getLogger(__name__)

# So often a message may end the worker that reads it, or find the database gone, before a person looks. Each
# process counts when several read the same one, so this is more than the processes of any installation.
MOST_ATTEMPTS = 20
BATCH = 50
# What says nothing about the message: it is read again.
_PASSING = (OperationalError, InterfaceError, NotStored)


def fetch() -> int:
    """Look into the boxes. Returns how many messages were new."""
    new = 0
    if settings.INBOUND_MAILDIR:
        new += maildir.fetch(Path(settings.INBOUND_MAILDIR))
    if settings.INBOUND_URL:
        try:
            new += imap.fetch(settings.INBOUND_URL)
        except imap.Unreachable as trouble:
            logger.warning("The mailbox could not be read: %s", trouble)
    return new


def read_stored() -> int:
    """Everything that is stored and not read, oldest first; a poisoned one does not stop the next."""
    numbers = list(Mail.objects.to_read().values_list("pk", flat=True)[:BATCH])
    for number in numbers:
        read(number)
    return len(numbers)


def read(number: int) -> None:
    """One message, to whatever end. Running twice, or beside another worker, says nothing twice."""
    stored = Mail.objects.filter(pk=number, status=State.STORED)
    # Counted before it is opened: a message that kills its reader is not opened for ever.
    if not stored.update(attempts=F("attempts") + 1):
        return
    mail = Mail.objects.get(pk=number)
    if mail.attempts > MOST_ATTEMPTS:
        _fail(number, mail.detail or _("It could not be read after several attempts."))
        return
    try:
        parsed = parse(bytes_of(mail))
        with transaction.atomic():
            _take(number, parsed)
    except TooMuch as trouble:
        _fail(number, _("It is beyond our limits: %(why)s.") % {"why": trouble})
    except _PASSING as trouble:
        logger.warning("Message %s is read again later: %s", number, trouble)
        # A full disk is no fault of the message, however long it lasts.
        back = {"attempts": F("attempts") - 1} if isinstance(trouble, NotStored) else {}
        stored.update(detail=f"{type(trouble).__name__}: {trouble}"[:500], **back)
    except Exception as error:
        logger.exception("Message %s could not be read", number)
        _fail(number, f"{type(error).__name__}: {error}")


def _fail(number: int, why: str) -> None:
    Mail.objects.filter(pk=number, status=State.STORED).update(status=State.FAILED, detail=why[:500])


def _take(number: int, parsed: Parsed) -> None:
    mail = lock(Mail(pk=number))
    if mail.status != State.STORED:
        return
    mail.message_id = parsed.message_id
    mail.sender = (parsed.sender or parsed.shown_sender).lower()[:320]
    mail.subject = one_line(parsed.subject, 250)
    mail.save(update_fields=["message_id", "sender", "subject"])
    route = routing.route(mail, parsed)
    {
        routing.REPLY: _reply,
        routing.NEW: _new,
        routing.KEEP: _keep,
        routing.TURN: _turn,
        routing.WAIT: _wait,
    }[route.to](mail, parsed, route)
    mail.save()


def _reply(mail: Mail, parsed: Parsed, route: routing.Route) -> None:
    try:
        with transaction.atomic(), translation.override(route.person.language):
            joined = join(mail, parsed, route.ticket, by=route.person)
    except (IllegalMove, NotEntitled) as trouble:
        reason = Reason.NOT_ENTITLED if isinstance(trouble, NotEntitled) else Reason.NOT_NOW
        mail.detail = str(trouble)
        _wait(mail, parsed, routing.Route(routing.WAIT, reason, ticket=route.ticket))
        return
    mail.status, mail.ticket, mail.said = State.TAKEN, joined.ticket, joined.message
    mail.answered = joined.answered
    came_by_mail(mail)


def _new(mail: Mail, parsed: Parsed, route: routing.Route) -> None:
    with translation.override(route.person.language):
        ticket = begin_request(mail, parsed, by=route.person)
    mail.status, mail.ticket, mail.answered = State.TAKEN, ticket, True
    mail.said = ticket.messages.order_by("pk").first()
    came_by_mail(mail)


def _keep(mail: Mail, parsed: Parsed, route: routing.Route) -> None:
    mail.status, mail.reason, mail.ticket = State.KEPT, route.reason, route.ticket
    if route.letter is None or parsed.bounce is None:
        return
    mail.letter, mail.ticket = route.letter, routing.ticket_about(route.letter)
    why = " ".join(filter(None, [parsed.bounce.recipient, parsed.bounce.why])) or parsed.subject
    if parsed.bounce.failed and bounce(route.letter, why=why) and mail.ticket is not None:
        note = one_line(f"{route.letter.subject} ({route.letter.to}): {why}", 500)
        actions.record(mail.ticket, "bounce", by=None, note=note, public=False)


def _turn(mail: Mail, parsed: Parsed, route: routing.Route) -> None:
    """S0-23: whoever is no partner learns at once where their request is worked on."""
    wrote_to_partners_inbox.send(
        Mail,
        mail=mail,
        address=parsed.sender,
        subject=one_line(parsed.subject, 200),
        text=parsed.text,
    )
    mail.status, mail.answered = State.TURNED, True


def _wait(mail: Mail, parsed: Parsed, route: routing.Route) -> None:
    mail.status, mail.reason, mail.ticket = State.QUARANTINED, route.reason, route.ticket
