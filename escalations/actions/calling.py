"""Calls: arranged, moved, cancelled, and what was said in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from escalations import emails
from escalations.actions.moving import count_as_update, move
from escalations.communication import spoken_updates
from escalations.models import Attendee, Call, Escalation
from escalations.wording import call_detail
from portal.workflow.moves import IllegalMove


@transaction.atomic
def arrange_call(
    escalation: Escalation,
    *,
    by,
    purpose: str,
    starts_at: datetime,
    zone: str,
    lasts_minutes: int,
    how_to_join: str,
    attendees: Iterable[dict],
    led_by=None,
    internal: bool = False,
) -> Escalation:
    """Invite everybody who is to come. attendees: {"person": …} or {"name": …, "email": …}, and `required`.

    An internal call is for staff: the customer's side neither sees it nor is invited.
    """
    escalation, event = move(escalation, "arrange_call", by=by, public=not internal)
    call = Call.objects.create(
        escalation=escalation,
        purpose=purpose,
        starts_at=starts_at,
        zone=zone,
        lasts_minutes=lasts_minutes,
        how_to_join=how_to_join,
        internal=internal,
        led_by=led_by or by,
        arranged_at=event.at,
    )
    Attendee.objects.bulk_create(_seats(call, attendees))
    _say(event, call)
    emails.call_arranged(call, event)
    return escalation


@transaction.atomic
def move_call(
    escalation: Escalation,
    *,
    by,
    call: int,
    starts_at: datetime,
    zone: str,
    lasts_minutes: int,
    how_to_join: str,
) -> Escalation:
    """Another time, or another way to join: everybody's calendar takes the place of what stood there."""
    escalation, event = move(escalation, "move_call", by=by)
    found = _to_come(escalation, call)
    changed = {
        "starts_at": starts_at,
        "zone": zone,
        "lasts_minutes": lasts_minutes,
        "how_to_join": how_to_join,
        "sequence": found.sequence + 1,
    }
    for name, value in changed.items():
        setattr(found, name, value)
    found.save(update_fields=list(changed))
    _say(event, found)
    emails.call_moved(found, event)
    return escalation


@transaction.atomic
def cancel_call(escalation: Escalation, *, by, call: int, note: str = "") -> Escalation:
    """It does not take place; it leaves everybody's calendar."""
    escalation, event = move(escalation, "cancel_call", by=by, note=note)
    found = _to_come(escalation, call)
    found.cancelled_at, found.sequence = event.at, found.sequence + 1
    found.save(update_fields=["cancelled_at", "sequence"])
    _say(event, found)
    emails.call_cancelled(found, event)
    return escalation


@transaction.atomic
def keep_minutes(
    escalation: Escalation, *, by, call: int, minutes: str, internal_minutes: str = ""
) -> Escalation:
    """What was said: for all who were invited, and beside it what stays with the team.

    Where updates are agreed to be calls, this was one.
    """
    escalation, event = move(escalation, "keep_minutes", by=by, note=minutes)
    found = _of(escalation, call)
    if found.is_cancelled or found.starts_at > event.at:
        raise IllegalMove(_("This call has not taken place."))
    first = found.minutes_at is None
    found.minutes, found.internal_minutes, found.minutes_at = minutes, internal_minutes, event.at
    found.save(update_fields=["minutes", "internal_minutes", "minutes_at"])
    _say(event, found)
    if first and escalation.is_open and not found.internal and spoken_updates(escalation):
        count_as_update(escalation, event)
    emails.call_minutes(found, event)
    return escalation


def _seats(call: Call, attendees: Iterable[dict]) -> list[Attendee]:
    """One a person or address, however often they are named; required wins."""
    seats: dict[str, Attendee] = {}
    for given in attendees:
        person = given.get("person")
        email = person.email if person else given["email"]
        name = str(person) if person else given.get("name", "")
        seat = Attendee(
            call=call, person=person, name=name[:150], email=email, required=given.get("required", True)
        )
        before = seats.get(email.casefold())
        if before is None or (seat.required and not before.required):
            seats[email.casefold()] = seat
    return list(seats.values())


def _to_come(escalation: Escalation, call: int) -> Call:
    found = _of(escalation, call)
    if not found.is_to_come:
        raise IllegalMove(_("This call is over or was cancelled."))
    return found


def _of(escalation: Escalation, call: int) -> Call:
    """A call of this escalation, under its lock."""
    found = Call.objects.filter(escalation=escalation, pk=call).select_related("led_by").first()
    if found is None:
        raise IllegalMove(_("There is no such call."))
    found.escalation = escalation
    return found


def _say(event, call: Call) -> None:
    """The line of the story names the call and its time, which may be another one later."""
    event.detail, event.public = call_detail(call.purpose, call.starts_at), not call.internal
    event.save(update_fields=["detail", "public"])
