"""The letters of a request, one function each; built from what the customer may read and nothing else."""

from __future__ import annotations

from django.conf import settings

from portal.accounts.absence import present
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.outbox.queue import queue_letter
from tickets import deadlines
from tickets.inbound.addresses import reply_address
from tickets.models import Message, Ticket, TicketClock
from tickets.querysets import may_hold


def received(ticket: Ticket, *, by, clock: TicketClock | None = None) -> None:
    """`by` is somebody else where it was told on the phone; clock: the promise of a first answer, if any."""
    writer = None if by.pk == ticket.requester_id else by
    _to_customer(ticket, "received", "submitted", writer=writer, clock=clock)


def answered(ticket: Ticket, message: Message) -> None:
    _to_customer(ticket, "answered", f"message:{message.pk}", message=message)


def asked(ticket: Ticket, message: Message) -> None:
    _to_customer(ticket, "asked", f"message:{message.pk}", message=message)


def resolved(ticket: Ticket, message: Message) -> None:
    _to_customer(ticket, "resolved", f"message:{message.pk}", message=message)


def pending(ticket: Ticket, message: Message) -> None:
    _to_customer(ticket, "pending", f"message:{message.pk}", message=message)


def with_development(ticket: Ticket) -> None:
    _to_customer(ticket, "with_development", f"with_development:{ticket.version}")


def released(ticket: Ticket) -> None:
    _to_customer(ticket, "released", f"released:{ticket.version}")


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


def warned(ticket: Ticket, clock: TicketClock, share: int) -> int:
    """Whom the plan names for a warning; returns how many were told."""
    return _to_people(ticket, deadlines.plan_of(ticket).warns, "warned", clock, share=share)


def missed(ticket: Ticket, clock: TicketClock) -> int:
    """Whom the plan names for a promise that was missed; returns how many were told."""
    return _to_people(ticket, deadlines.plan_of(ticket).alarms, "missed", clock)


def _to_people(ticket: Ticket, roles: list[str], letter: str, clock: TicketClock, **context) -> int:
    """The agent, and those of the roles who see the request; where that is nobody, the support address."""
    named = User.objects.in_role(*map(Role, roles)) if roles else []
    people = {person.pk: person for person in named if may_hold(person, ticket.team)}
    if ticket.agent is not None and ticket.agent.is_active:
        people[ticket.agent_id] = ticket.agent
    told = list(people.values()) or [settings.SUPPORT_EMAIL]
    for person in told:
        occasion = f"clock:{clock.pk}:{letter}:{context.get('share', '')}"
        _queue(ticket, person, letter, occasion, clock=clock, **context)
    return len(told)


def merged(ticket: Ticket) -> None:
    _to_customer(ticket, "merged", f"merged:{ticket.version}", into=ticket.merged_into)


def unmerged(ticket: Ticket, former: Ticket) -> None:
    _to_customer(ticket, "unmerged", f"unmerged:{ticket.version}", former=former)


def split(ticket: Ticket, new: Ticket) -> None:
    """Both numbers in one letter."""
    _to_customer(ticket, "split", f"split:{new.pk}", new=new)


def severity_one(ticket: Ticket) -> None:
    """S2-16: whoever leads hears of a critical incident at once."""
    for person in User.objects.in_role(Role.LEAD, Role.MANAGER):
        _queue(ticket, person, "severity_one", f"severity_one:{ticket.version}")


def thanked(ticket: Ticket, *, to) -> None:
    """Somebody thanked us by mail for what waits for their test: whether it can be closed, is asked."""
    reply_to = reply_address(ticket.pk, to.pk)
    _queue(ticket, to, "thanked", f"thanked:{ticket.version}", reply_to=reply_to)


def _to_customer(ticket: Ticket, letter: str, occasion: str, **context) -> None:
    reply_to = reply_address(ticket.pk, ticket.requester_id)
    _queue(ticket, ticket.requester, letter, occasion, reply_to=reply_to, **context)


def _to_agent(ticket: Ticket, letter: str, occasion: str, **context) -> None:
    """While the agent is away, their deputy hears it too."""
    agent = ticket.agent
    if agent is None:
        return
    _queue(ticket, agent, letter, occasion, **context)
    if agent.is_away:
        deputy = present(agent, may=lambda person: may_hold(person, ticket.team))
        if deputy is not None:
            _queue(ticket, deputy, letter, occasion, stands_in_for=agent, **context)


def _queue(
    ticket: Ticket,
    to,
    letter: str,
    occasion: str,
    *,
    message: Message | None = None,
    reply_to: str = "",
    **context,
):
    if message is not None and message.kind != Message.Kind.PUBLIC:
        raise ValueError("A letter is written from public messages only.")
    queue_letter(
        f"tickets/email/{letter}",
        to=to,
        key=f"ticket:{ticket.pk}:{occasion}",
        context={"ticket": ticket, "message": message, **context},
        about=ticket.reference,
        reply_to=reply_to,
    )
