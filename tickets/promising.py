"""What is said about the promises of a request, to its customer and to staff."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.businesstime.for_staff import staff_clock
from portal.businesstime.models import Calendar
from portal.businesstime.presenting import Words
from portal.businesstime.wording import short_moment
from portal.workflow.prepared import prepared
from tickets.clocks import Kind, TicketClock
from tickets.models import Ticket
from tickets.states import Turn

# Before the time of a promise that runs.
PROMISED = {
    Kind.RESPOND: gettext_lazy("We will answer by"),
    Kind.UPDATE: gettext_lazy("We write again by"),
    Kind.RESOLVE: gettext_lazy("We aim to resolve it by"),
}
# Before one that was kept or missed.
NAMED = {
    Kind.RESPOND: gettext_lazy("First answer"),
    Kind.UPDATE: gettext_lazy("Update"),
    Kind.RESOLVE: gettext_lazy("Resolution"),
}
KEPT = {
    Kind.RESPOND: gettext_lazy("Answered"),
    Kind.UPDATE: gettext_lazy("Sent"),
    Kind.RESOLVE: gettext_lazy("Resolved"),
}


def clocks_of(ticket: Ticket) -> list[TicketClock]:
    """Those of the present cycle that a reader may count on, in the order they were promised.

    A request that goes on in another one promises nothing itself.
    """
    if ticket.merged_into_id:
        return []
    found = _clocks_of(ticket.pk)
    for clock in found:
        clock.calendar = Calendar.objects.known(clock.calendar_id)
    cycle = max((clock.cycle for clock in found), default=1)
    return [clock for clock in found if clock.cycle == cycle]


@prepared
def _clocks_of(ticket: int):
    return TicketClock.objects.filter(ticket=ticket, let_go_at=None).order_by("started_at", "pk")


def for_customer(clocks: list[TicketClock]) -> list[tuple[TicketClock, Words]]:
    """What is owed, and the first answer and the resolution after they were given."""
    return [(clock, _words(clock)) for clock in clocks if clock.kept_at is None or clock.kind != Kind.UPDATE]


def for_staff(clocks: list[TicketClock], now: datetime | None = None) -> list[dict]:
    now = now or timezone.now()
    order = sorted(clocks, key=lambda clock: (clock.kept_at is not None, clock.due_by))
    kept_updates = [clock for clock in order if clock.kept_at and clock.kind == Kind.UPDATE]
    return [staff_clock(clock, NAMED[clock.kind], now) for clock in order if clock not in kept_updates]


def next_word(clocks: list[TicketClock], now: datetime | None = None) -> datetime | None:
    """By when the customer hears from us next; None where nothing runs, or it is late already."""
    now = now or timezone.now()
    said = [
        clock.due_by
        for clock in clocks
        if clock.kind != Kind.RESOLVE and not clock.kept_at and not clock.is_standing and clock.due_by > now
    ]
    return min(said, default=None)


def listed(ticket: Ticket, now: datetime) -> datetime | None:
    """The same in a list, from what stands on the request itself."""
    if ticket.due_by is None or ticket.due_kind == Kind.RESOLVE or ticket.due_by <= now:
        return None
    return ticket.due_by if ticket.meaning.turn == Turn.US else None


def rung(note: str) -> str:
    """The line of a warning or of a missed promise in the history: “Next update: 75 % …”."""
    kind, share, told = note.split(":")
    words = {"kind": NAMED[Kind(kind)], "share": share}
    people = ngettext("%(count)d person was told", "%(count)d people were told", int(told))
    words["people"] = people % {"count": int(told)}
    if int(share) < 100:
        return _("%(kind)s: %(share)s %% of the time is used, %(people)s") % words
    return _("%(kind)s: the promise was missed, %(people)s") % words


def _words(clock: TicketClock) -> Words:
    kind, told = Kind(clock.kind), ""
    if clock.missed_at:
        told = _("Our team was told: %(when)s.") % {"when": short_moment(clock.missed_at)}
    return Words(label=str(PROMISED[kind]), what=str(NAMED[kind]), kept=str(KEPT[kind]), told=told)
