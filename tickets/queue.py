"""The queue of requests in the back office: saved views, columns, pages that count no further than needed."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.businesstime.wording import short_moment
from tickets.counting import CountUpTo, in_words
from tickets.impact import Impact
from tickets.models import Side, Ticket
from tickets.wording import staff_chip

DEFAULT = "turn"
# name in the address: (words, is it counted). Only what an index can count at once is counted.
_VIEWS: dict[str, tuple[Lazy, bool]] = {
    "turn": (gettext_lazy("Our turn"), False),
    "mine": (gettext_lazy("Mine"), True),
    "nobody": (gettext_lazy("Not taken"), True),
    "away": (gettext_lazy("Waiting for someone away"), False),
    "waiting": (gettext_lazy("Waiting for customer"), False),
    "open": (gettext_lazy("All open"), False),
    "closed": (gettext_lazy("Closed"), False),
}
NAMES = tuple(_VIEWS)


@dataclass(frozen=True)
class Tab:
    words: Lazy
    url: str
    count: str
    current: bool


def in_view(tickets, name: str, reader):
    """The requests of a saved view; an unknown name shows the first."""
    return {
        "mine": lambda: tickets.open().filter(agent=reader),
        "nobody": lambda: tickets.open().filter(agent=None),
        "away": tickets.held_by_away,
        "waiting": tickets.waiting_for_customer,
        "open": tickets.open,
        "closed": tickets.closed,
    }.get(name, tickets.waiting_for_us)()


def ordering(name: str) -> list[str]:
    """Where we have the next step, who has waited longest comes first."""
    return ["-changed_at", "-pk"] if name in ("closed", "waiting", "") else ["changed_at", "pk"]


def tabs(tickets, reader, url: str, current: str) -> list[Tab]:
    """What is counted is counted in one statement."""
    counted = {
        name: CountUpTo(in_view(tickets, name, reader)) for name, (_w, wanted) in _VIEWS.items() if wanted
    }
    counts = User.objects.filter(pk=reader.pk).annotate(**counted).values(*counted).get()
    return [
        Tab(words, f"{url}?view={name}", in_words(counts[name]) if name in counts else "", name == current)
        for name, (words, _wanted) in _VIEWS.items()
    ]


def shown(tickets):
    """With the columns that are shown and no others: fifty people have many."""
    people = ["requester__name", "organisation__name", "agent__name", "agent__is_staff"]
    own = ["subject", "status", "impact", "changed_at", "closed_at", "last_public_by"]
    return tickets.select_related("requester", "organisation", "agent").only(*own, *people)


class Row:
    """One request as the queue shows it."""

    def __init__(self, ticket: Ticket, base: str, *, may_take: bool):
        self.ticket = ticket
        self.url = f"{base}{ticket.pk}/change/"
        self.customer = ", ".join(str(name) for name in (ticket.requester, ticket.organisation) if name)
        self.tone, self.shape, self.status = staff_chip(ticket.status)
        self.when = short_moment(ticket.changed_at)
        # Django's own `get_impact_display` goes through all choices, for every line again.
        self.impact = Impact(ticket.impact).label if ticket.impact else ""
        self.by = _("by the customer") if ticket.last_public_by == Side.CUSTOMER else _("by us")
        take = may_take and ticket.is_open and ticket.agent_id is None
        self.take_url = reverse("admin:tickets_ticket_take", args=[ticket.pk]) if take else ""
