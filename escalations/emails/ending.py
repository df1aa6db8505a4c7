"""The letters about the end of an escalation, and about what it changed."""

from __future__ import annotations

from escalations.emails.sending import of, on_duty, tell_customer, tell_staff
from escalations.models import Escalation, EscalationEvent, Improvement, Promise, Proposal


def end_proposed(escalation: Escalation, event: EscalationEvent, proposal: Proposal) -> None:
    tell_customer(escalation, "end_proposed", of(event), event=event, proposal=proposal)


def end_reminded(escalation: Escalation, event: EscalationEvent, proposal: Proposal) -> None:
    tell_customer(escalation, "end_reminded", of(event), event=event, proposal=proposal)


def end_unanswered(escalation: Escalation, event: EscalationEvent, proposal: Proposal) -> None:
    tell_staff(on_duty(escalation), escalation, "end_unanswered", of(event), event=event, proposal=proposal)


def resolved(escalation: Escalation, event: EscalationEvent, proposal: Proposal) -> None:
    tell_customer(escalation, "resolved", of(event), event=event, proposal=proposal)


def agreed(escalation: Escalation, event: EscalationEvent, proposal: Proposal) -> None:
    tell_staff(on_duty(escalation), escalation, "agreed", of(event), event=event, proposal=proposal)


def disagreed(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    tell_staff(on_duty(escalation), escalation, "disagreed", of(event), event=event, promise=promise)


def back_in_hand(escalation: Escalation, event: EscalationEvent, promise: Promise) -> None:
    tell_customer(escalation, "back_in_hand", of(event), event=event, promise=promise)


def changed(improvement: Improvement) -> None:
    """You said, we changed: told once to who said it (S2-80)."""
    occasion = f"changed:{improvement.pk}"
    tell_customer(improvement.escalation, "changed", occasion, improvement=improvement)
