"""What an agent does to a request."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tickets import emails, ending
from tickets.actions.moving import Files, Voice, keep_inside, move, step, tell
from tickets.actions.teaching import learn_from
from tickets.deadlines import plan_of
from tickets.models import Message, Ticket
from tickets.signals import ticket_closed


@transaction.atomic
def start(ticket: Ticket, *, by) -> Ticket:
    """Work begins, and the customer sees it on the page."""
    return move(ticket, "start", by=by, at=timezone.now())


@transaction.atomic
def investigate(ticket: Ticket, *, by) -> Ticket:
    """Triage did not solve it: somebody looks into it more closely (S2-23, S2-109)."""
    return step(ticket, "investigate", by=by)


@transaction.atomic
def request_quote(ticket: Ticket, *, by, text: str, files: Files = ()) -> Ticket:
    """It is chargeable work: Professional Services prepares a quote from these words (S2-26, S2-113)."""
    now = timezone.now()
    ticket = step(ticket, "request_quote", by=by, at=now)
    keep_inside(ticket, text, by=by, at=now, files=files)
    return ticket


@transaction.atomic
def answer(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """An agent writes to the customer; whose turn it is does not change hands."""
    ticket, message = tell(ticket, "answer", by=by, text=text, files=files)
    emails.answered(ticket, message)
    learn_from(ticket, message)
    return message


@transaction.atomic
def ask(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """We need something from the customer, and wait for it."""
    ticket, message = tell(ticket, "ask", by=by, text=text, files=files)
    emails.asked(ticket, message)
    return message


@transaction.atomic
def resolve(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """We believe it is solved; the customer tries it."""
    ticket, message = tell(ticket, "resolve", by=by, text=text, files=files)
    emails.resolved(ticket, message)
    learn_from(ticket, message)
    return message


@transaction.atomic
def pend(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """We believe it is finished. Without an answer it closes by itself after some days (S2-116)."""
    now, zone = timezone.now(), ticket.requester.zone
    closes = ending.closes_at(now, zone, plan_of(ticket).closes_after_days)
    ends = {"closes_at": closes, "rings_at": ending.reminds_at(closes, zone)}
    ticket, message = tell(ticket, "pend", by=by, text=text, files=files, at=now, **ends)
    emails.pending(ticket, message)
    return message


@transaction.atomic
def close(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """Support closes the request and says why."""
    now = timezone.now()
    ticket, message = tell(ticket, "close", by=by, text=text, files=files, at=now, closed_at=now)
    emails.closed(ticket, message)
    learn_from(ticket, message)
    ticket_closed.send(Ticket, ticket=ticket, by=by, at=now)
    return message


@transaction.atomic
def note(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """Something for colleagues. It leaves no trace outside: no letter, no date of change."""
    now = timezone.now()
    ticket = move(ticket, "note", by=by, at=now, public=False)
    return keep_inside(ticket, text, by=by, at=now, files=files)


@transaction.atomic
def supplement(ticket: Ticket, *, by, text: str, files: Files = ()) -> Message:
    """Customer Resolutions adds an update beside the agent's; the letter about it is theirs to send."""
    _ticket, message = tell(ticket, "supplement", by=by, text=text, files=files, voice=Voice.RESOLUTIONS)
    return message
