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
    PROPOSED = "proposed", _("End proposed")
    DECLINED = "declined", _("Not approved")
    RESOLVED = "resolved", _("Back on track")


class Kind(TextChoices):
    """What a promise is about."""

    ACKNOWLEDGE = "acknowledge", _("Acknowledge")
    REVIEW = "review", _("Review")
    PLAN = "plan", _("Agree plan")
    UPDATE = "update", _("Update")


class Ladder(TextChoices):
    """Who is asked next, and next: one for cases that are escalated, one for complaints."""

    SERVICE = "service", _("Service escalation")
    COMPLAINT = "complaint", _("Complaint")


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


class Mode(TextChoices):
    """How a promised update reaches the customer."""

    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone call")
    CONFERENCE = "conference", _("Conference call")


class Rhythm(TextChoices):
    """How the time of the next promised update is found."""

    HOURS = "hours", _("Every so many working hours")
    DAYS = "days", _("Every so many working days")
    TIMES = "times", _("At named times")


AT_WORK = (Status.RECEIVED, Status.ACKNOWLEDGED, Status.APPROVED, Status.PLANNED)
OPEN = (*AT_WORK, Status.PROPOSED)
ENDED = (Status.DECLINED, Status.RESOLVED)

# verb: where it may start, where it ends (nothing: it stays), who does it. The order is that of the buttons.
MOVES = {
    "acknowledge": move([Status.RECEIVED], Status.ACKNOWLEDGED),
    "approve": move([Status.ACKNOWLEDGED], Status.APPROVED),
    "share_plan": move([Status.APPROVED, Status.PLANNED], Status.PLANNED),
    "record_agreement": move([Status.PROPOSED], Status.RESOLVED),
    "finish_step": move(OPEN),
    "propose_communication": move(OPEN),
    "arrange_call": move(OPEN),
    "move_call": move(OPEN),
    "cancel_call": move([*OPEN, *ENDED]),
    "keep_minutes": move([*OPEN, *ENDED]),
    "update": move(OPEN),
    "ask": move(AT_WORK),
    "record_call": move(OPEN),
    "raise_level": move(AT_WORK),
    "take": move(OPEN),
    "take_concern": move([*OPEN, Status.DECLINED]),
    "close_concern": move([*OPEN, Status.DECLINED]),
    "evaluate": move(OPEN),
    "assign_engineer": move(OPEN),
    "add_participant": move(OPEN),
    "remove_participant": move(OPEN),
    "note": move([*OPEN, *ENDED]),
    "improve": move([*OPEN, *ENDED]),
    "move_in": move(OPEN),
    "move_out": move(OPEN),
    "learn": move([Status.RESOLVED]),
    "propose_end": move([Status.PLANNED], Status.PROPOSED),
    "withdraw_end": move([Status.PROPOSED], Status.PLANNED),
    "prioritise": move(AT_WORK),
    "unprioritise": move(AT_WORK),
    "decline": move([Status.ACKNOWLEDGED], Status.DECLINED),
    "add": move(OPEN, actor="customer"),
    "accept_plan": move([Status.PLANNED], actor="customer"),
    "object_to_plan": move([Status.PLANNED], Status.APPROVED, actor="customer"),
    "agree_communication": move(OPEN, actor="customer"),
    "ask_other_communication": move(OPEN, actor="customer"),
    "answer_once": move([Status.DECLINED], Status.ACKNOWLEDGED, actor="customer"),
    "ask_next_level": move([Status.DECLINED], Status.ACKNOWLEDGED, actor="customer"),
    "agree": move([Status.PROPOSED], Status.RESOLVED, actor="customer"),
    "disagree": move([Status.PROPOSED], Status.PLANNED, actor="customer"),
    "remind": move([Status.PROPOSED], actor="system"),
    "call_next_level": move(OPEN, actor="customer"),
    "raise_concern": move(OPEN, actor="customer"),
    "miss_concern": move([*OPEN, Status.DECLINED], actor="system"),
    "hand_over": move(OPEN, actor="system"),
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
    Status.PROPOSED: Meaning(
        _("Waiting for agreement"),
        _("Your turn: is it back on track?"),
        _("We believe that your case is back on track. The escalation ends only when you agree."),
        "you",
        "you",
        step=4,
        tone_for_staff="rest",
        shape_for_staff="rest",
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
