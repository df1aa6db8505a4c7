"""Letters about a customer who is concerned: at once, to those who act and to those who must know."""

from __future__ import annotations

from escalations.duty import on_duty as duty_manager
from escalations.emails.sending import of, people_above, people_of, tell_customer, tell_staff
from escalations.emails.sending import on_duty as holders
from escalations.models import Concern, Escalation, EscalationEvent
from escalations.posts import posts_of, region_of
from portal.accounts.roles import Role


def concern_raised(escalation: Escalation, event: EscalationEvent, concern: Concern) -> None:
    """Engineer, duty manager and regional manager, each of whom may take it."""
    posts, duty = posts_of(escalation), duty_manager(region_of(escalation), event.at)
    engineer = [escalation.engineer] if escalation.engineer else holders(escalation)
    manager = posts.holder_of(Role.REGIONAL)
    people = _each_once([*engineer, duty.person, *([manager] if manager else people_of(Role.REGIONAL))])
    tell_staff(people, escalation, "concern_raised", of(event), event=event, concern=concern)


def concern_to_management(escalation: Escalation, event: EscalationEvent, concern: Concern) -> list:
    """The support managers and the global manager, at the same moment. Returns who was told.

    The occasion is that of the letter above: whoever got that one is not written to twice.
    """
    manager = posts_of(escalation).holder_of(Role.GLOBAL)
    people = _each_once([*people_of(Role.MANAGER), manager])
    tell_staff(people, escalation, "concern_to_management", of(event), event=event, concern=concern)
    return people


def concern_received(escalation: Escalation, event: EscalationEvent, concern: Concern) -> None:
    tell_customer(escalation, "concern_received", of(event), event=event, concern=concern)


def concern_taken(escalation: Escalation, event: EscalationEvent, concern: Concern) -> None:
    """The customer, and the managers who conduct the call."""
    tell_customer(escalation, "concern_taken", of(event), event=event, concern=concern)
    posts = posts_of(escalation)
    conductors = [posts.holder_of(Role.REGIONAL), posts.holder_of(Role.GLOBAL), escalation.engineer]
    people = [person for person in _each_once(conductors) if person != event.by]
    tell_staff(people, escalation, "concern_call", of(event), event=event, concern=concern)


def concern_closed(
    escalation: Escalation, event: EscalationEvent, concern: Concern, resources: list[str]
) -> None:
    tell_customer(escalation, "concern_closed", of(event), event=event, concern=concern, resources=resources)


def concern_missed(escalation: Escalation, event: EscalationEvent, concern: Concern) -> None:
    """The level above the present one; at the top, the managers."""
    people = people_above(escalation)
    tell_staff(people, escalation, "concern_missed", of(event), event=event, concern=concern)


def _each_once(people: list) -> list:
    return list(dict.fromkeys(person for person in people if person))
