"""The life of a request, as tables: what each status means, and which verb leads where."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """The label is the agents' word; what the customer reads stands in MEANINGS."""

    NEW = "new", _("New")
    TRIAGE = "triage", _("Triage")
    UNDER_REVIEW = "under_review", _("Under Review")
    CUSTOMER_RESPONDED = "customer_responded", _("Customer Responded")
    WAITING_FOR_CUSTOMER = "waiting_for_customer", _("Waiting for Customer")
    WORK_IN_PROGRESS = "work_in_progress", _("Work in Progress")
    QUOTE_REQUIRED = "quote_required", _("Quote Required")
    ESCALATED_TO_DEV = "escalated_to_dev", _("Escalated to Dev")
    PLANNED = "planned", _("Planned")
    DEV_IN_PROGRESS = "dev_in_progress", _("Dev in Progress")
    DEV_DONE_REVIEW = "dev_done_review", _("Dev Done / Waiting for Review")
    DEV_DONE_QA = "dev_done_qa", _("Dev Done / Waiting QA Deployment")
    QA_IN_PROGRESS = "qa_in_progress", _("QA in Progress")
    READY_FOR_RELEASE = "ready_for_release", _("Ready for Release")
    RELEASED = "released", _("Released")
    ON_CUSTOMER_TEST = "on_customer_test", _("On Customer Test")
    PENDING_CLOSURE = "pending_closure", _("Pending Closure")
    CLOSED = "closed", pgettext_lazy("agents' status", "Closed")
    REACTIVATED = "reactivated", _("Reactivated")
    ON_HOLD = "on_hold", _("On hold by customer")

    @property
    def meaning(self) -> Meaning:
        return MEANINGS[self]


class Stage(models.TextChoices):
    """The six points of the stage line, in its order."""

    TRIAGE = "triage", pgettext_lazy("stage", "Triage")
    INVESTIGATION = "investigation", pgettext_lazy("stage", "Further investigation")
    PROGRESS = "progress", pgettext_lazy("stage", "In progress")
    DEVELOPMENT = "development", pgettext_lazy("stage", "Development")
    QUOTE = "quote", pgettext_lazy("stage", "Quote")
    TESTING = "testing", pgettext_lazy("stage", "Testing")


class Turn(models.TextChoices):
    """Who takes the next step, seen from the customer who reads."""

    YOU = "you", _("Your turn")
    US = "us", _("Our turn")
    DEV = "dev", _("Development")
    NOBODY = "nobody", _("Nobody’s turn")


class ClockEffect(models.TextChoices):
    RUNS = "runs", _("the clock runs")
    PAUSED = "paused", _("the clock is paused")
    STOPPED = "stopped", _("the clock has stopped")
    RESTARTS = "restarts", _("a new clock starts")


@dataclass(frozen=True)
class Chip:
    """What a customer sees of a status: words, tone and shape, never one without the others.

    word: in the address of a list. brief: what happens next, in a row of one. title: of the banner, where it
    is not that of the turn.
    """

    word: str
    label: str
    tone: str
    shape: str
    brief: str
    title: str = ""


@dataclass(frozen=True)
class Meaning:
    """chip: the customer's words; explains: what it means; next: what happens next; stage: on the line."""

    chip: Chip
    turn: Turn
    clock: ClockEffect
    stage: Stage | None
    explains: str
    next: str

    @property
    def title(self) -> str:
        return self.chip.title or _TITLES[self.turn]

    @property
    def is_before_line(self) -> bool:
        """Nobody has taken it up yet, so it has not come to the first stage."""
        return self.stage is None and self.turn == Turn.US

    def reads_like(self, other: Meaning) -> bool:
        """Whether a customer reads the same word at the same point of the line."""
        return (self.chip, self.stage) == (other.chip, other.stage)


_TITLES = {
    Turn.YOU: _("It is your turn"),
    Turn.US: _("It is our turn"),
    Turn.DEV: _("It is with development"),
}
_WE_WRITE = _("We write as soon as there is news")
_NEW = Chip("new", pgettext_lazy("request", "New"), "us", "open", _("It waits to be taken up"))
_PROGRESS = Chip("progress", pgettext_lazy("request", "In progress"), "us", "us", _WE_WRITE)
_YOURS = Chip("yours", _("Waiting for you"), "you", "you", _("Answer our question. Our clock is paused."))
_OTHER_TEAM = Chip("other-team", _("With another team"), "us", "us", _WE_WRITE)
_DEVELOPMENT = Chip(
    "development", _("Waiting for development"), "us", "dev", _("We tell you when the correction is there")
)
_NEXT_UPDATE = Chip(
    "next-update", _("In the next update"), "us", "dev", _("The correction comes with the next update")
)
_RESOLVED = Chip(
    "resolved",
    _("Resolved – please test"),
    "done",
    "done",
    _("Try it and tell us whether it works"),
    _("Resolved: please test"),
)
_CLOSED = Chip(
    "closed",
    pgettext_lazy("request", "Closed"),
    "rest",
    "closed",
    _("Nothing more"),
    _("This request is closed"),
)
_REOPENED = Chip("reopened", _("Reopened"), "us", "us", _WE_WRITE)
_HELD = Chip(
    "held",
    _("On hold at your request"),
    "rest",
    "rest",
    _("Starts again when you say so"),
    _("On hold at your request"),
)

_NOTHING_TO_DO = _("You need do nothing; we write as soon as there is news.")
_TEST_IT = _("If it works, close the request. If it does not, tell us what is still wrong.")
_FOLLOWS = _("You need do nothing; we tell you when the correction is there.")


def _row(chip, turn, clock, stage, explains, next=_NOTHING_TO_DO):
    return Meaning(chip, Turn(turn), ClockEffect(clock), stage and Stage(stage), explains, next)


# S2-107 to S2-124, S3-33 to S3-42 and the table of the twenty statuses.
MEANINGS: dict[Status, Meaning] = {
    Status.NEW: _row(_NEW, "us", "runs", None, _("We have your request. It waits to be taken up.")),
    Status.TRIAGE: _row(
        _PROGRESS, "us", "runs", "triage",
        _("We review your request, sort it and make a first attempt to solve it."),
    ),
    Status.UNDER_REVIEW: _row(
        _PROGRESS, "us", "runs", "investigation",
        _("Your request needs a closer look. It goes to the right person by severity and priority."),
    ),
    Status.CUSTOMER_RESPONDED: _row(
        _PROGRESS, "us", "runs", "progress", _("We have your answer and are reading it.")
    ),
    Status.WAITING_FOR_CUSTOMER: _row(
        _YOURS, "you", "paused", "progress",
        _("We need something from you before we can go on."),
        _("When you reply, our clock starts again."),
    ),
    Status.WORK_IN_PROGRESS: _row(
        _PROGRESS, "us", "runs", "progress", _("Somebody has taken up your request and is working on it.")
    ),
    Status.QUOTE_REQUIRED: _row(
        _OTHER_TEAM, "us", "runs", "quote",
        _("This is chargeable work. Professional Services is preparing a quote."),
        _("You need do nothing; we send you the quote. Nothing is charged without your agreement."),
    ),
    Status.ESCALATED_TO_DEV: _row(
        _OTHER_TEAM, "dev", "runs", "development", _("We have asked Development for further help.")
    ),
    Status.PLANNED: _row(
        _DEVELOPMENT, "dev", "runs", "development",
        _("The change is planned. A developer takes it up as soon as there is capacity."), _FOLLOWS,
    ),
    Status.DEV_IN_PROGRESS: _row(
        _DEVELOPMENT, "dev", "runs", "development", _("A developer is working on the change."), _FOLLOWS
    ),
    Status.DEV_DONE_REVIEW: _row(
        _DEVELOPMENT, "dev", "runs", "development",
        _("The change is made. A second developer reviews it."), _FOLLOWS,
    ),
    Status.DEV_DONE_QA: _row(
        _DEVELOPMENT, "dev", "runs", "development",
        _("The change is reviewed. It goes into the next test release."), _FOLLOWS,
    ),
    Status.QA_IN_PROGRESS: _row(
        _DEVELOPMENT, "dev", "runs", "development",
        _("The change is being tested with the latest test release."), _FOLLOWS,
    ),
    Status.READY_FOR_RELEASE: _row(
        _NEXT_UPDATE, "dev", "runs", "development",
        _("The change has passed its tests and goes out with the next update."), _FOLLOWS,
    ),
    Status.RELEASED: _row(
        _RESOLVED, "you", "paused", "development",
        _("The update with the correction is live. Try it and tell us whether it works."), _TEST_IT,
    ),
    Status.ON_CUSTOMER_TEST: _row(
        _RESOLVED, "you", "paused", "testing",
        _("We believe this is solved. Try it and tell us whether it works."), _TEST_IT,
    ),
    Status.PENDING_CLOSURE: _row(
        _RESOLVED, "you", "stopped", "testing",
        _("We believe this is solved, and the request will be closed."), _TEST_IT,
    ),
    Status.CLOSED: _row(
        _CLOSED, "nobody", "stopped", None,
        _("This request is closed and can no longer be changed."),
        _("If it comes back soon, reopen it. After that, send us a new request."),
    ),
    Status.REACTIVATED: _row(
        _REOPENED, "us", "restarts", "progress", _("You reopened this request. We work on it again.")
    ),
    Status.ON_HOLD: _row(
        _HELD, "you", "paused", "progress",
        _("You asked us to put this request on hold."), _("It starts again when you say so."),
    ),
}  # fmt: skip

OPEN = frozenset(Status) - {Status.CLOSED}
OF_DEVELOPMENT = frozenset(s for s in Status if MEANINGS[s].turn == Turn.DEV)
TESTING = frozenset({Status.RELEASED, Status.ON_CUSTOMER_TEST, Status.PENDING_CLOSURE})
# Why the clocks stand, where it is not that we wait for the customer.
PAUSED_BY = {Status.ON_HOLD: "hold"}
WITH_US = frozenset(s for s in OPEN if MEANINGS[s].turn == Turn.US)


def statuses_of(turn: Turn) -> list[Status]:
    """Every open status in which it is this one's turn."""
    return [status for status in Status if status in OPEN and MEANINGS[status].turn == turn]
