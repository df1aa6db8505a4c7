"""The letters of a request, one function each; built from what the customer may read and nothing else."""

from __future__ import annotations

from portal.outbox.queue import queue_letter
from tickets.models import Message, Ticket


def received(ticket: Ticket, *, by) -> None:
    """`by` is somebody else where the request was told on the phone."""
    writer = None if by.pk == ticket.requester_id else by
    _to_customer(ticket, "received", "submitted", writer=writer)


def answered(ticket: Ticket, message: Message) -> None:
    _to_customer(ticket, "answered", f"message:{message.pk}", message=message)


def asked(ticket: Ticket, message: Message) -> None:
    _to_customer(ticket, "asked", f"message:{message.pk}", message=message)


def resolved(ticket: Ticket, message: Message) -> None:
    _to_customer(ticket, "resolved", f"message:{message.pk}", message=message)


def pending(ticket: Ticket, message: Message) -> None:
    _to_customer(ticket, "pending", f"message:{message.pk}", message=message)


def closing_soon(ticket: Ticket) -> None:
    _to_customer(ticket, "closing_soon", f"reminded:{ticket.version}")


def lapsed(ticket: Ticket) -> None:
    _to_customer(ticket, "lapsed", f"closed:{ticket.version}")


def closed(ticket: Ticket, message: Message | None = None) -> None:
    _to_customer(ticket, "closed", f"closed:{ticket.version}", message=message)


def replied(ticket: Ticket, message: Message) -> None:
    """The agent hears it; a request that nobody has taken up stands in the queue anyway."""
    _to_agent(ticket, "replied", f"message:{message.pk}", message=message)


def refused(ticket: Ticket, message: Message) -> None:
    _to_agent(ticket, "refused", f"message:{message.pk}", message=message)


def reopened(ticket: Ticket, message: Message) -> None:
    _to_agent(ticket, "reopened", f"message:{message.pk}", message=message)


def held(ticket: Ticket, *, by) -> None:
    _to_agent(ticket, "held", f"held:{ticket.version}", by=by)


def resumed(ticket: Ticket, *, by) -> None:
    _to_agent(ticket, "resumed", f"resumed:{ticket.version}", by=by)


def confirmed(ticket: Ticket) -> None:
    _to_agent(ticket, "confirmed", f"closed:{ticket.version}")


def assigned(ticket: Ticket, *, by) -> None:
    if ticket.agent_id != by.pk:
        _to_agent(ticket, "assigned", f"assigned:{ticket.version}", by=by)


def _to_customer(ticket: Ticket, letter: str, occasion: str, **context) -> None:
    _queue(ticket, ticket.requester, letter, occasion, **context)


def _to_agent(ticket: Ticket, letter: str, occasion: str, **context) -> None:
    if ticket.agent is not None:
        _queue(ticket, ticket.agent, letter, occasion, **context)


def _queue(ticket: Ticket, to, letter: str, occasion: str, *, message: Message | None = None, **context):
    if message is not None and message.kind != Message.Kind.PUBLIC:
        raise ValueError("A letter is written from public messages only.")
    queue_letter(
        f"tickets/email/{letter}",
        to=to,
        key=f"ticket:{ticket.pk}:{occasion}",
        context={"ticket": ticket, "message": message, **context},
        about=ticket.reference,
    )
