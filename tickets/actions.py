"""What can be done to a request. Pages, admin, mail and tasks change one only here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.attachments.actions import claim
from portal.attachments.models import Attachment
from portal.workflow.moves import IllegalMove, lock, make_move
from tickets import emails, ending, search
from tickets.models import Event, Message, Side, Ticket
from tickets.querysets import may_hold
from tickets.signals import ticket_closed
from tickets.states import LEADS, MOVES, Status

Files = Iterable[Attachment]
Voice = Message.Voice


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
    message = _said(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    organisation = by.membership.organisation.name if by.membership else ""
    search.index(message, subject, by.name, by.email, organisation)
    ticket.events.create(verb="submit", by=by, at=now)
    emails.received(ticket)
    return ticket


@transaction.atomic
def reply(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """The customer writes. Where we waited for it, it is our turn again."""
    now = timezone.now()
    ticket = _move(ticket, "reply", by=by, at=now, last_public_by=Side.CUSTOMER)
    message = _say(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    emails.replied(ticket, message)
    return message


@transaction.atomic
def confirm(ticket: Ticket, *, by) -> Ticket:
    """The customer says that it works; that closes the request."""
    now = timezone.now()
    ticket = _move(ticket, "confirm", by=by, at=now, closed_at=now, last_public_by=Side.CUSTOMER)
    emails.confirmed(ticket)
    if by.pk != ticket.requester_id:
        emails.closed(ticket)
    ticket_closed.send(Ticket, ticket=ticket, by=by, at=now)
    return ticket


@transaction.atomic
def refuse(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """The customer tried what we believed solved, and it is not."""
    now = timezone.now()
    ticket = _move(ticket, "refuse", by=by, at=now, last_public_by=Side.CUSTOMER)
    message = _say(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    emails.refused(ticket, message)
    return message


@transaction.atomic
def hold(ticket: Ticket, *, by) -> Ticket:
    """The customer asks us to wait; our clock stands still until they say so."""
    ticket = _move(ticket, "hold", by=by, at=timezone.now(), last_public_by=Side.CUSTOMER)
    emails.held(ticket, by=by)
    return ticket


@transaction.atomic
def resume(ticket: Ticket, *, by) -> Ticket:
    """The customer wants us to go on; it is our turn."""
    ticket = _move(ticket, "resume", by=by, at=timezone.now(), last_public_by=Side.CUSTOMER)
    emails.resumed(ticket, by=by)
    return ticket


@transaction.atomic
def reopen(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """A closed request comes back, until the end of the fourteenth day on the clock of who asks."""
    now = timezone.now()
    ticket = lock(ticket)
    if ticket.closed_at and not ending.may_reopen(ticket.closed_at, now, by.zone):
        raise IllegalMove(_("It was closed too long ago. Send a new request that follows it."))
    ticket = _move(ticket, "reopen", by=by, at=now, closed_at=None, last_public_by=Side.CUSTOMER)
    message = _say(ticket, text, by=by, at=now, voice=Voice.CUSTOMER, files=files)
    emails.reopened(ticket, message)
    return message


@transaction.atomic
def take(ticket: Ticket, *, by) -> Ticket:
    """An agent takes the request upon them. Of two who press at once the first has it."""
    ticket = lock(ticket)
    if ticket.agent_id not in (None, by.pk):
        raise IllegalMove(_("%(name)s has taken it already.") % {"name": ticket.agent})
    return _move(ticket, "take", by=by, at=timezone.now(), agent=by)


@transaction.atomic
def assign(ticket: Ticket, *, by, agent=None, team=None) -> Ticket:
    """The request goes to a team, to an agent, or back to everybody."""
    if agent is not None and not may_hold(agent, team):
        raise IllegalMove(_("%(name)s does not see the requests of this team.") % {"name": agent})
    ticket = _move(ticket, "assign", by=by, at=timezone.now(), public=False, agent=agent, team=team)
    emails.assigned(ticket, by=by)
    return ticket


@transaction.atomic
def start(ticket: Ticket, *, by) -> Ticket:
    """Work begins, and the customer sees it on the page."""
    return _move(ticket, "start", by=by, at=timezone.now())


@transaction.atomic
def answer(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """An agent writes to the customer; whose turn it is does not change hands."""
    ticket, message = _tell(ticket, "answer", by=by, text=text, files=files)
    emails.answered(ticket, message)
    return message


@transaction.atomic
def ask(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """We need something from the customer, and wait for it."""
    ticket, message = _tell(ticket, "ask", by=by, text=text, files=files)
    emails.asked(ticket, message)
    return message


@transaction.atomic
def resolve(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """We believe it is solved; the customer tries it."""
    ticket, message = _tell(ticket, "resolve", by=by, text=text, files=files)
    emails.resolved(ticket, message)
    return message


@transaction.atomic
def pend(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """We believe it is finished. Without an answer it closes by itself after seven days (S2-116)."""
    now, zone = timezone.now(), ticket.requester.zone
    closes = ending.closes_at(now, zone)
    ends = {"closes_at": closes, "rings_at": ending.reminds_at(closes, zone)}
    ticket, message = _tell(ticket, "pend", by=by, text=text, files=files, at=now, **ends)
    emails.pending(ticket, message)
    return message


@transaction.atomic
def ring(number: int, *, at: datetime) -> None:
    """Remind of the end, or end it. Safe to run twice, late, or beside itself."""
    ticket = Ticket.objects.select_for_update().get(pk=number)
    if ticket.rings_at is None or ticket.rings_at > at:
        return
    if ticket.rings_at < ticket.closes_at:
        closes = ending.closes_after_reminder(ticket.closes_at, ticket.rings_at, at)
        ticket = _move(ticket, "remind", by=None, at=at, public=False, closes_at=closes, rings_at=closes)
        emails.closing_soon(ticket)
    else:
        ticket = _move(ticket, "lapse", by=None, at=at, closed_at=at)
        emails.lapsed(ticket)
        ticket_closed.send(Ticket, ticket=ticket, by=None, at=at)


@transaction.atomic
def close(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """Support closes the request and says why."""
    now = timezone.now()
    ticket, message = _tell(ticket, "close", by=by, text=text, files=files, at=now, closed_at=now)
    emails.closed(ticket, message)
    ticket_closed.send(Ticket, ticket=ticket, by=by, at=now)
    return message


@transaction.atomic
def note(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """Something for colleagues. It leaves no trace outside: no letter, no date of change."""
    now = timezone.now()
    ticket = _move(ticket, "note", by=by, at=now, public=False)
    return _say(ticket, text, by=by, at=now, voice=Voice.SUPPORT, files=files, kind=Message.Kind.INTERNAL)


@transaction.atomic
def supplement(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """Customer Resolutions adds an update beside the agent's; the letter about it is theirs to send."""
    _ticket, message = _tell(ticket, "supplement", by=by, text=text, files=files, voice=Voice.RESOLUTIONS)
    return message


def record(
    ticket: Ticket, verb: str, *, by, at: datetime | None = None, note: str = "", public: bool = True
) -> Event:
    """A line in the story of a request about something that happened in a room above."""
    return ticket.events.create(verb=verb, by=by, at=at or timezone.now(), note=note, public=public)


def _tell(ticket, verb, *, by, text, files, at=None, voice=Voice.SUPPORT, **fields):
    at = at or timezone.now()
    ticket = _move(ticket, verb, by=by, at=at, last_public_by=Side.STAFF, **fields)
    return ticket, _say(ticket, text, by=by, at=at, voice=voice, files=files)


def _say(ticket, text, **said) -> Message:
    message = _said(ticket, text, **said)
    search.index(message)
    return message


def _said(ticket, text, *, by, at, voice, files, kind=Message.Kind.PUBLIC) -> Message:
    message = Message.objects.create(ticket=ticket, author=by, kind=kind, voice=voice, body=text, at=at)
    claim(files, message, by=by)
    return message


def _move(ticket: Ticket, verb: str, *, by, at: datetime, public: bool = True, **fields) -> Ticket:
    """The move by the table; one that the customer sees is also a change of the request."""
    ticket = lock(ticket)
    fields["version"] = ticket.version + 1
    if verb in LEADS:
        fields["status"] = LEADS[verb].get(Status(ticket.status), ticket.status)
    if public:
        fields["changed_at"] = at
    if ticket.closes_at and (MOVES[verb].end or fields.get("status", ticket.status)) != ticket.status:
        # It left pending closure, whichever way.
        fields |= {"closes_at": None, "rings_at": None}
    ticket, _event = make_move(ticket, verb, moves=MOVES, by=by, at=at, public=public, **fields)
    return ticket
