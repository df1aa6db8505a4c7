"""The queue of requests in the back office: saved views, columns, pages that count no further than needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.businesstime.for_staff import Due, due_of
from portal.businesstime.models import Calendar
from portal.businesstime.wording import short_moment
from portal.workflow.kept import kept
from portal.workflow.prepared import prepared
from tickets.clocks import Kind, TicketClock
from tickets.counting import CountUpTo, in_words
from tickets.models import Severity, Side, Ticket
from tickets.promising import NAMED
from tickets.querysets import Reach, reach_of
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


def tabs(reader, url: str, current: str) -> list[Tab]:
    (counts,) = _counts(reader.pk, reach=reach_of(reader))
    return [
        Tab(words, f"{url}?view={name}", in_words(counts[name]) if name in counts else "", name == current)
        for name, (words, _wanted) in _VIEWS.items()
    ]


@prepared
def _counts(reader: int, *, reach: Reach):
    """What is counted is counted in one statement."""
    tickets = Ticket.objects.within(reach, reader)
    counted = {
        name: CountUpTo(in_view(tickets, name, reader)) for name, (_w, wanted) in _VIEWS.items() if wanted
    }
    return User.objects.filter(pk=reader).annotate(**counted).values(*counted)


def shown(tickets):
    """With the columns that are shown and no others: fifty people have many."""
    own = ["subject", "status", "severity", "changed_at", "closed_at", "last_public_by", "due_by", "due_kind"]
    found = tickets.select_related("agent").only(*own, "agent__name", "agent__is_staff")
    return found.annotate(customer=F("requester__name"), company=F("organisation__name"))


@prepared
def _running(*tickets: int):
    """Of each the clock that is due next."""
    next_due = TicketClock.objects.open().filter(running_since__isnull=False, kind=F("ticket__due_kind"))
    return next_due.filter(ticket__in=tickets).defer("explanation", "alarms", "stops")


def rows(tickets, url: str, *, may_take: bool) -> list[Row]:
    """The lines of a page; `tickets` were read by `shown`."""
    now, names = timezone.now(), severities()
    clocks = {clock.ticket_id: clock for clock in _running(*(ticket.pk for ticket in tickets))}
    return [Row(ticket, url, clocks.get(ticket.pk), now, names, may_take=may_take) for ticket in tickets]


@kept
def severities() -> dict[int, Severity]:
    return {severity.pk: severity for severity in Severity.objects.all()}


class Row:
    """One request as the queue shows it."""

    def __init__(
        self,
        ticket: Ticket,
        base: str,
        clock: TicketClock | None,
        now: datetime,
        names: dict,
        *,
        may_take: bool,
    ):
        self.ticket = ticket
        self.url = f"{base}{ticket.pk}/change/"
        self.customer = ", ".join(name for name in (ticket.customer or _("Someone"), ticket.company) if name)
        self.tone, self.shape, self.status = staff_chip(ticket.status)
        self.when = short_moment(ticket.changed_at)
        self.severity = names.get(ticket.severity_id, "")
        self.due = _due(clock, now) if clock else None
        self.by = _("by the customer") if ticket.last_public_by == Side.CUSTOMER else _("by us")
        take = may_take and ticket.is_open and ticket.agent_id is None
        self.take_url = f"{base}{ticket.pk}/take/" if take else ""


def _due(clock: TicketClock, now: datetime) -> Due:
    clock.calendar = Calendar.objects.known(clock.calendar_id)
    return due_of(clock, str(NAMED[Kind(clock.kind)]), now)
