"""The lives of a provider issue and of a launch, as tables of moves, and what each status says."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.workflow.moves import move


class Status(TextChoices):
    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("Waiting for the provider")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")
    TURNED_AWAY = "turned_away", _("Turned away")


class Environment(TextChoices):
    PRODUCTION = "production", pgettext_lazy("environment", "Production")
    TEST = "test", pgettext_lazy("environment", "Test")


class Kind(TextChoices):
    """What is promised: that a person answers."""

    RESPOND = "respond", _("Respond")


class Door(TextChoices):
    """Where something misdirected came in."""

    FORM = "form", _("the form")
    STAFF = "staff", _("turned away by us")
    MAIL = "mail", _("the inbox")


BEGUN = (Status.ACKNOWLEDGED, Status.IN_PROGRESS)
OPEN = (Status.RECEIVED, *BEGUN, Status.WAITING)
ENDED = (Status.RESOLVED, Status.CLOSED, Status.TURNED_AWAY)

# verb: where it may start, where it ends (nothing: it stays), who does it. The order is that of the buttons.
MOVES = {
    "acknowledge": move([Status.RECEIVED], Status.ACKNOWLEDGED),
    "start": move([Status.ACKNOWLEDGED], Status.IN_PROGRESS),
    "resolve": move([*BEGUN, Status.WAITING], Status.RESOLVED),
    "ask": move(BEGUN, Status.WAITING),
    "answer": move([*BEGUN, Status.WAITING]),
    "take": move(OPEN),
    "note": move(Status),
    "end": move([Status.RESOLVED], Status.CLOSED),
    "turn_away": move([Status.RECEIVED], Status.TURNED_AWAY),
    "reply": move([Status.RECEIVED, *BEGUN], actor="customer"),
    "supply": move([Status.WAITING], Status.IN_PROGRESS, actor="customer"),
    "reopen": move([Status.RESOLVED], Status.IN_PROGRESS, actor="customer"),
    "close": move([Status.RESOLVED], Status.CLOSED, actor="customer"),
    "warn": move([Status.RECEIVED], actor="system"),
    "miss": move([Status.RECEIVED], actor="system"),
}


@dataclass(frozen=True)
class Meaning:
    """What a status says: the provider's words, ours, and in which tone for each."""

    provider: str | Lazy
    explanation: str | Lazy
    tone: str
    shape: str
    staff_tone: str
    staff_shape: str


MEANINGS = {
    Status.RECEIVED: Meaning(
        _("Our turn: a person will answer"),
        _("We have it. A person reads it and answers by the time you see here."),
        "us",
        "open",
        "us",
        "open",
    ),  # fmt: skip
    Status.ACKNOWLEDGED: Meaning(
        _("Our turn: acknowledged"),
        _("A person has read it and has it in hand. We write here when there is something to say."),
        "us",
        "us",
        "us",
        "us",
    ),  # fmt: skip
    Status.IN_PROGRESS: Meaning(
        _("Our turn: in progress"),
        _("We are working on it. We write here when there is something to say."),
        "us",
        "us",
        "us",
        "us",
    ),  # fmt: skip
    Status.WAITING: Meaning(
        _("Your turn: waiting for you"),
        _("We asked you something. When you reply, we go on."),
        "you",
        "you",
        "rest",
        "rest",
    ),  # fmt: skip
    Status.RESOLVED: Meaning(
        _("Resolved: please check"),
        _("We think that it is solved. If it is, close it; if it is not, say so and it is open again."),
        "done",
        "done",
        "done",
        "done",
    ),  # fmt: skip
    Status.CLOSED: Meaning(
        _("Closed"),
        _("It is closed. If something new happens, raise a new issue."),
        "rest",
        "closed",
        "rest",
        "closed",
    ),  # fmt: skip
    Status.TURNED_AWAY: Meaning(
        _("For the customer to raise"),
        _("It was about a customer’s own use, so the customer raises it with Product Support directly."),
        "rest",
        "closed",
        "rest",
        "closed",
    ),  # fmt: skip
}


class Progress(TextChoices):
    """How far a launch has come."""

    PREPARING = "preparing", _("In preparation")
    RETURNED = "returned", _("Template returned")
    SENT_BACK = "sent_back", _("Sent back")
    ACCEPTED = "accepted", _("Accepted: live")


_NOT_LIVE = (Progress.PREPARING, Progress.RETURNED, Progress.SENT_BACK)

LAUNCH_MOVES = {
    "accept": move([Progress.RETURNED], Progress.ACCEPTED),
    "send_back": move([Progress.RETURNED], Progress.SENT_BACK),
    "look_after": move(_NOT_LIVE),
    "show": move(_NOT_LIVE, actor="customer"),
    "return_template": move(_NOT_LIVE, Progress.RETURNED, actor="customer"),
}
PROGRESS_TONES = {
    Progress.PREPARING: ("you", "you"),
    Progress.RETURNED: ("us", "us"),
    Progress.SENT_BACK: ("you", "you"),
    Progress.ACCEPTED: ("done", "done"),
}
