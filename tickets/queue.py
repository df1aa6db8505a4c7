"""The queue of requests in the back office: saved views, columns, pages that count no further than needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.businesstime.for_staff import Due, due_of
from portal.businesstime.models import Calendar
from portal.businesstime.wording import short_moment
from portal.workflow.kept import kept
from tickets.clocks import Kind, TicketClock
from tickets.counting import CountUpTo, in_words
from tickets.models import Severity, Side, Ticket
from tickets.promising import NAMED
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


def ordering(name: str) -> list:
    """What is due next comes first; what stands still comes last. Where nothing is due: the last change."""
    if name in ("closed", "waiting", ""):
        return ["-changed_at", "-pk"]
    return [F("due_by").asc(nulls_last=True), "pk"]


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
    own = ["subject", "status", "severity", "changed_at", "closed_at", "last_public_by", "due_by", "due_kind"]
    clocks = TicketClock.objects.open().filter(running_since__isnull=False)
    running = Prefetch("clocks", clocks.defer("explanation", "alarms", "stops"), to_attr="running")
    found = tickets.select_related("requester", "organisation", "agent").only(*own, *people)
    return found.prefetch_related(running)


def rows(tickets, url: str, *, may_take: bool) -> list[Row]:
    """The lines of a page; `tickets` were read by `shown`."""
    now, names = timezone.now(), severities()
    return [Row(ticket, url, now, names, may_take=may_take) for ticket in tickets]


@kept
def severities() -> dict[int, Severity]:
    return {severity.pk: severity for severity in Severity.objects.all()}


class Row:
    """One request as the queue shows it."""

    def __init__(self, ticket: Ticket, base: str, now: datetime, names: dict, *, may_take: bool):
        self.ticket = ticket
        self.url = f"{base}{ticket.pk}/change/"
        self.customer = ", ".join(str(name) for name in (ticket.requester, ticket.organisation) if name)
        self.tone, self.shape, self.status = staff_chip(ticket.status)
        self.when = short_moment(ticket.changed_at)
        self.severity = names.get(ticket.severity_id, "")
        self.due = self._due(now)
        self.by = _("by the customer") if ticket.last_public_by == Side.CUSTOMER else _("by us")
        take = may_take and ticket.is_open and ticket.agent_id is None
        self.take_url = f"{base}{ticket.pk}/take/" if take else ""

    def _due(self, now: datetime) -> Due | None:
        """Of the clock that is due next; None where nothing runs."""
        clock = next((one for one in self.ticket.running if one.kind == self.ticket.due_kind), None)
        if clock is None:
            return None
        clock.calendar = Calendar.objects.known(clock.calendar_id)
        return due_of(clock, str(NAMED[Kind(clock.kind)]), now)
