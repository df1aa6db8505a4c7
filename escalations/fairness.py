"""Who goes before others and on what ground, beside those who do not (S1-23, S1-24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from escalations.models import Escalation, EscalationEvent
from escalations.states import Band, Ground
from portal.businesstime.models import Calendar
from tickets.deadlines import plan_of
from tickets.models import Ticket

SHOWN = 50


def age_in_days(ticket: Ticket, now: datetime, calendar: Calendar) -> int:
    """Full working days since the case was received."""
    working = calendar.working
    return working.minutes_between(ticket.created_at, now) // working.day_minutes


def extended_after(ticket: Ticket) -> int:
    """From how many working days on an investigation is called extended, by the plan of the case."""
    return plan_of(ticket).extended_after_days


def is_extended(ticket: Ticket, now: datetime) -> bool:
    return age_in_days(ticket, now, Calendar.objects.default()) >= extended_after(ticket)


@dataclass(frozen=True)
class Uplift:
    """One that was put before the others, or back among them."""

    event: EscalationEvent
    age: int

    @property
    def ground(self) -> str:
        return str(Ground(self.event.detail).label) if self.event.detail else ""


@dataclass(frozen=True)
class Waiting:
    """One that has no ground."""

    escalation: Escalation
    age: int


def uplifts(reader) -> list[Uplift]:
    """The newest first, each with the age its case had then."""
    calendar = Calendar.objects.default()
    seen = Escalation.objects.visible_to(reader)
    events = EscalationEvent.objects.filter(
        verb__in=["prioritise", "unprioritise"], escalation__in=seen
    ).select_related("by", "escalation__ticket")
    return [
        Uplift(event, age_in_days(event.escalation.ticket, event.at, calendar))
        for event in events.order_by("-at", "-pk")[:SHOWN]
    ]


def not_uplifted(reader) -> list[Waiting]:
    """Open and without a ground, in the order of the queue, each with the age of its case."""
    calendar, now = Calendar.objects.default(), timezone.now()
    rows = Escalation.objects.visible_to(reader).filter(band__in=[Band.CLOCK, Band.PAUSED])
    rows = rows.in_order().select_related("ticket__organisation", "requester", "holder")[:SHOWN]
    return [Waiting(row, age_in_days(row.ticket, now, calendar)) for row in rows]
