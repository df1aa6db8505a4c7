"""The letters about how we keep in touch, and the copies of updates for those who are to get every one."""

from __future__ import annotations

from escalations import communication
from escalations.emails.sending import of, on_duty, people_above, tell_customer, tell_others, tell_staff
from escalations.models import CommunicationPlan, Escalation, EscalationEvent, Level, Promise


def communication_proposed(escalation: Escalation, event: EscalationEvent, plan: CommunicationPlan) -> None:
    tell_customer(escalation, "communication_proposed", of(event), event=event, plan=plan)


def communication_agreed(escalation: Escalation, event: EscalationEvent, plan: CommunicationPlan) -> None:
    tell_staff(on_duty(escalation), escalation, "communication_agreed", of(event), event=event, plan=plan)


def other_communication_asked(escalation: Escalation, event: EscalationEvent) -> None:
    tell_staff(on_duty(escalation), escalation, "other_communication_asked", of(event), event=event)


def update_copied(escalation: Escalation, event: EscalationEvent) -> None:
    """To those whom customer and team agreed to keep informed of every update."""
    plan = communication.in_force(escalation)
    addresses = [row["email"] for row in plan.attendees] if plan else []
    own = escalation.requester.email.casefold()
    others = [address for address in addresses if address.casefold() != own]
    tell_others(others, escalation, "update_copied", of(event), event=event)


def missed_above(missed: Promise, following: Promise) -> Level | None:
    """A promised update was missed: the people of the level above hear it. Returns that level."""
    escalation = missed.escalation
    above = Level.objects.after(escalation.level)
    occasion = f"{missed.kind}:{missed.number}:missed"
    tell_staff(
        people_above(escalation),
        escalation,
        "missed_above",
        occasion,
        missed=missed,
        promise=following,
        above=above,
    )
    return above
