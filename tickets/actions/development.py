"""The way of a request through development, one plain step after the other (S2-25, S2-114, S2-118 to S2-124).

Words that go with a step are an internal note. The customer hears by letter when it goes to development and
when it is released; on the page they read of a step only where their word for it changes.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from tickets import emails
from tickets.actions.moving import Files, keep_inside, step
from tickets.models import Ticket


@transaction.atomic
def escalate_to_dev(ticket: Ticket, *, by, text: str, files: Files = ()) -> Ticket:
    """Support needs the help of Development, and says what it has found."""
    ticket = _with_note(ticket, "escalate_to_dev", by=by, text=text, files=files)
    emails.with_development(ticket)
    return ticket


@transaction.atomic
def plan(ticket: Ticket, *, by) -> Ticket:
    """A developer takes it up as soon as there is capacity."""
    return step(ticket, "plan", by=by)


@transaction.atomic
def develop(ticket: Ticket, *, by) -> Ticket:
    """A developer works on it."""
    return step(ticket, "develop", by=by)


@transaction.atomic
def review(ticket: Ticket, *, by) -> Ticket:
    """The change is made and waits for the sign-off of a second developer."""
    return step(ticket, "review", by=by)


@transaction.atomic
def hand_to_qa(ticket: Ticket, *, by) -> Ticket:
    """It is signed off and goes into the next test release."""
    return step(ticket, "hand_to_qa", by=by)


@transaction.atomic
def test(ticket: Ticket, *, by) -> Ticket:
    """It is in the latest test release and is being tested."""
    return step(ticket, "test", by=by)


@transaction.atomic
def make_ready(ticket: Ticket, *, by) -> Ticket:
    """It has passed its tests and goes out with the next release."""
    return step(ticket, "make_ready", by=by)


@transaction.atomic
def release(ticket: Ticket, *, by) -> Ticket:
    """The release is live; the customer is asked to test."""
    ticket = step(ticket, "release", by=by)
    emails.released(ticket)
    return ticket


@transaction.atomic
def send_back(ticket: Ticket, *, by, text: str, files: Files = ()) -> Ticket:
    """The review or the test has failed: back to the developer, with what is wrong."""
    return _with_note(ticket, "send_back", by=by, text=text, files=files)


@transaction.atomic
def return_to_support(ticket: Ticket, *, by, text: str, files: Files = ()) -> Ticket:
    """Development has done its part, or is the wrong place: support goes on with it."""
    return _with_note(ticket, "return_to_support", by=by, text=text, files=files)


def _with_note(ticket, verb, *, by, text, files) -> Ticket:
    now = timezone.now()
    ticket = step(ticket, verb, by=by, at=now)
    keep_inside(ticket, text, by=by, at=now, files=files)
    return ticket
