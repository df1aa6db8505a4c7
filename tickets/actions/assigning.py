"""Who holds a case: taken, given, the next one, handed back. Nothing waits for somebody who is away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.absence import present
from portal.workflow.moves import IllegalMove, lock
from tickets import emails
from tickets.actions.moving import move, record
from tickets.models import Ticket
from tickets.querysets import may_hold


@transaction.atomic
def take(ticket: Ticket, *, by) -> Ticket:
    """An agent takes the request upon them. Of two who press at once the first has it."""
    ticket = lock(ticket)
    if ticket.agent_id not in (None, by.pk) and not ticket.agent.is_away:
        raise IllegalMove(_("%(name)s has taken it already.") % {"name": ticket.agent})
    return move(ticket, "take", by=by, at=timezone.now(), agent=by)


@transaction.atomic
def take_next(*, by) -> Ticket | None:
    """The gravest of my teams, then the oldest. Of two who press at once each gets their own.

    The row that another is taking is passed over where the database can; elsewhere they come one by one.
    """
    waiting = Ticket.objects.visible_to(by).next_for(by)
    first = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    return first and take(first, by=by)


@transaction.atomic
def assign(ticket: Ticket, *, by, agent=None, team=None) -> Ticket:
    """The request goes to a team, to an agent, or back to everybody. For who is away, to their deputy."""
    if agent is not None and not may_hold(agent, team):
        raise IllegalMove(_("%(name)s does not see the requests of this team.") % {"name": agent})
    holder = agent and stand_in(agent, team)
    if agent is not None and holder is None:
        raise IllegalMove(_("%(name)s is away, and nobody stands in.") % {"name": agent})
    now = timezone.now()
    ticket = move(ticket, "assign", by=by, at=now, public=False, agent=holder, team=team)
    if holder != agent:
        record(ticket, "deputise", by=None, at=now, note=str(agent), public=False)
    emails.assigned(ticket, by=by)
    return ticket


def stand_in(agent, team):
    """Who holds a case of this team for the agent today; None when nobody is there."""
    return present(agent, may=lambda person: may_hold(person, team))


@transaction.atomic
def hand_back(ticket: Ticket, *, by) -> Ticket:
    """Who held it has left: it waits for the team again."""
    return move(ticket, "hand_back", by=by, at=timezone.now(), public=False, agent=None)
