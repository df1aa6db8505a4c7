"""The life of an escalation, as a table: statuses, what they mean to whom, and the moves between them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import move


class Status(TextChoices):
    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("Being assessed")
    APPROVED = "approved", _("Approved")
    PLANNED = "planned", _("Plan agreed")
    DECLINED = "declined", _("Not approved")
    RESOLVED = "resolved", _("Back on track")


class Kind(TextChoices):
    """What a promise is about."""

    ACKNOWLEDGE = "acknowledge", _("Acknowledge")
    REVIEW = "review", _("Review")
    PLAN = "plan", _("Agree plan")
    UPDATE = "update", _("Update")


class Ground(TextChoices):
    """The only two grounds on which one escalation goes before the others."""

    PRESSING = "pressing", _("One of the most pressing cases")
    EXTENDED = "extended", _("Under investigation for an extended period")


class Band(TextChoices):
    """Where an escalation stands in the queue; the values sort in this order."""

    UPLIFTED = "1", _("Prioritised, with its ground")
    CLOCK = "2", _("In order of the clock")
    PAUSED = "3", _("Waiting for the customer")
    ENDED = "4", _("Not approved or back on track")


OPEN = (Status.RECEIVED, Status.ACKNOWLEDGED, Status.APPROVED, Status.PLANNED)
ENDED = (Status.DECLINED, Status.RESOLVED)
FIRST_LEVEL, LAST_LEVEL = 1, 5

# verb: where it may start, where it ends (nothing: it stays), who does it. The order is that of the buttons.
MOVES = {
    "acknowledge": move([Status.RECEIVED], Status.ACKNOWLEDGED),
    "approve": move([Status.ACKNOWLEDGED], Status.APPROVED),
    "share_plan": move([Status.APPROVED, Status.PLANNED], Status.PLANNED),
    "update": move(OPEN),
    "ask": move(OPEN),
    "record_call": move(OPEN),
    "raise_level": move(OPEN),
    "take": move(OPEN),
    "note": move([*OPEN, *ENDED]),
    "improve": move([*OPEN, *ENDED]),
    "resolve": move([Status.APPROVED, Status.PLANNED], Status.RESOLVED),
    "prioritise": move(OPEN),
    "decline": move([Status.ACKNOWLEDGED], Status.DECLINED),
    "add": move(OPEN, actor="customer"),
    "answer_once": move([Status.DECLINED], Status.ACKNOWLEDGED, actor="customer"),
    "ask_next_level": move([Status.DECLINED], Status.ACKNOWLEDGED, actor="customer"),
    "warn": move(OPEN, actor="system"),
    "miss": move(OPEN, actor="system"),
    "end_with_case": move(OPEN, Status.RESOLVED, actor="system"),
}


@dataclass(frozen=True)
class Meaning:
    """What a status says to each reader. `step` is its place among the five of the passport."""

    agent: str | Lazy
    customer: str | Lazy
    explanation: str | Lazy
    tone: str
    shape: str
    step: int
    tone_for_staff: str = ""
    shape_for_staff: str = ""

    @property
    def staff_tone(self) -> str:
        return self.tone_for_staff or self.tone

    @property
    def staff_shape(self) -> str:
        return self.shape_for_staff or self.shape


MEANINGS = {
    Status.RECEIVED: Meaning(
        _("To acknowledge"),
        _("Our turn: we will acknowledge it"),
        _("We have your escalation. A person in Customer Resolutions will read it and acknowledge it."),
        "us",
        "us",
        step=1,
    ),
    Status.ACKNOWLEDGED: Meaning(
        _("To review"),
        _("Our turn: being assessed"),
        _("Customer Resolutions is assessing your escalation and will tell you yes or no, with the reason."),
        "us",
        "us",
        step=2,
    ),
    Status.APPROVED: Meaning(
        _("Plan to agree"),
        _("Our turn: making a plan"),
        _("Your escalation is approved. We are making a plan with steps, owners and dates."),
        "us",
        "us",
        step=3,
    ),
    Status.PLANNED: Meaning(
        _("In hand, our turn"),
        _("Our turn: work under way"),
        _("There is a plan and we are working on it. We write again by the time you see here."),
        "us",
        "us",
        step=4,
    ),
    Status.DECLINED: Meaning(
        _("Not approved"),
        _("Not approved"),
        _("We did not approve this escalation. The reason stands below, and you can answer it."),
        "rest",
        "closed",
        step=3,
    ),
    Status.RESOLVED: Meaning(
        _("Back on track"),
        _("Back on track"),
        _("The escalation has ended, because your case is back on track. The case itself goes on."),
        "done",
        "done",
        step=5,
    ),
}

# While a question of ours is open. Customers see that it is their turn; for staff nobody acts.
WAITING = Meaning(
    _("Waiting for customer"),
    _("Waiting for you"),
    _("We asked you something. When you reply, our clock starts again."),
    "you",
    "you",
    step=0,
    tone_for_staff="rest",
    shape_for_staff="rest",
)

STEPS = (_("Received"), _("Acknowledged"), _("Reviewed"), _("Plan agreed"), _("Back on track"))
