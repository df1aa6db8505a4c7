"""Calls as calendar programs read them (RFC 5545, 5546): invited, moved, cancelled, or a file to keep."""

from __future__ import annotations

from datetime import UTC
from email.utils import parseaddr

import icalendar
from django.conf import settings
from django.utils import timezone

from escalations.models import Attendee, Call
from portal.outbox.enclosing import Enclosure

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
FILE_NAME = "call.ics"


def enclosed(call: Call, attendees: list[Attendee]) -> Enclosure:
    """For the letter: invites, or takes the call out of the calendar once it is cancelled."""
    method = CANCEL if call.is_cancelled else REQUEST
    return Enclosure(
        name=FILE_NAME,
        content=written(call, attendees, method).decode(),
        subtype="calendar",
        parameters={"method": method},
        beside_the_words=True,
    )


def written(call: Call, attendees: list[Attendee], method: str = PUBLISH) -> bytes:
    """Every time is in UTC, so that no program needs our rules of summer time."""
    event = icalendar.Event()
    event.add("uid", f"{call.uid}@{_host()}")
    event.add("sequence", call.sequence)
    event.add("dtstamp", timezone.now().replace(microsecond=0).astimezone(UTC))
    event.add("dtstart", call.starts_at.astimezone(UTC))
    event.add("dtend", call.ends_at.astimezone(UTC))
    event.add("summary", f"{call.escalation.reference}: {call.purpose}")
    event.add("location", call.how_to_join)
    event.add("description", f"{call.purpose}\n{call.how_to_join}")
    event.add("status", "CANCELLED" if call.is_cancelled else "CONFIRMED")
    event.add("organizer", _organiser(), encode=False)
    for attendee in attendees if method != PUBLISH else []:
        event.add("attendee", _seat(attendee), encode=False)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{settings.BRAND_SHORT_NAME}//Calls//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical()


def _organiser() -> icalendar.vCalAddress:
    organiser = _address(settings.SUPPORT_EMAIL)
    organiser.params["cn"] = settings.BRAND_NAME
    return organiser


def _seat(attendee: Attendee) -> icalendar.vCalAddress:
    """Answers of calendar programs would go to our mailbox, which reads none: so none is asked for."""
    seat = _address(attendee.email)
    seat.params["cutype"] = "INDIVIDUAL"
    seat.params["cn"] = str(attendee)
    seat.params["role"] = "REQ-PARTICIPANT" if attendee.required else "OPT-PARTICIPANT"
    seat.params["partstat"] = "NEEDS-ACTION"
    seat.params["rsvp"] = "FALSE"
    return seat


def _address(email: str) -> icalendar.vCalAddress:
    return icalendar.vCalAddress(f"MAILTO:{parseaddr(email)[1] or email}")


def _host() -> str:
    return settings.SUPPORT_EMAIL.rpartition("@")[2] or "localhost"
