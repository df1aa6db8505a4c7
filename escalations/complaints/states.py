"""The life of a complaint, as a table: three levels, each with its work and its answer, and two ends."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from portal.workflow.moves import move


class Status(TextChoices):
    RECEIVED = "received", _("To acknowledge")
    LOOKING = "looking", _("With the representative")
    ANSWERED = "answered", _("Answered by the representative")
    REFERRED = "referred", _("Referred to the manager")
    REVIEWING = "reviewing", _("The manager reviews it")
    RESPONDED = "responded", _("Answered by the manager")
    SOLUTIONS = "solutions", _("Referred to the Solutions team")
    CONTACTED = "contacted", _("The Solutions team reviews it")
    PROPOSED = "proposed", _("Answered by the Solutions team")
    DISCUSSING = "discussing", _("Further avenues to discuss")
    RESOLVED = "resolved", _("Resolved")
    AVENUES = "avenues", _("External avenues")


class Kind(TextChoices):
    """What a promise is about."""

    ACKNOWLEDGE = "acknowledge", _("Acknowledge")
    ANSWER = "answer", _("Answer")
    RESPOND = "respond", _("Manager’s answer")
    CONTACT = "contact", _("Contact the customer")
    PROPOSE = "propose", _("Solutions team’s answer")
    DISCUSS = "discuss", _("Discuss further avenues")


class How(TextChoices):
    """On which way somebody said something."""

    PAGE = "page", _("on this page")
    PHONE = "phone", _("on the phone")
    MEETING = "meeting", _("in a meeting")
    LETTER = "letter", _("by letter or email")


class Band(TextChoices):
    """Where a complaint stands in the queue; the values sort in this order."""

    CLOCK = "1", _("In order of the clock")
    WAITING = "2", _("Waiting for the customer")
    ENDED = "3", _("Ended")


S = Status
ENDED = (S.RESOLVED, S.AVENUES)
OPEN = tuple(status for status in Status if status not in ENDED)
# We have answered, and the customer says whether that is good enough.
TO_JUDGE = (S.ANSWERED, S.RESPONDED, S.PROPOSED)
ANSWERS = ("answer", "respond", "propose")
# Where a customer who is not satisfied is led.
AFTER_NO = {S.ANSWERED: S.REFERRED, S.RESPONDED: S.SOLUTIONS, S.PROPOSED: S.DISCUSSING}
# Whose work it is, by the number of the level; an ended one stays where it ended.
LEVEL_OF = {
    S.RECEIVED: 1,
    S.LOOKING: 1,
    S.ANSWERED: 1,
    S.REFERRED: 2,
    S.REVIEWING: 2,
    S.RESPONDED: 2,
    S.SOLUTIONS: 3,
    S.CONTACTED: 3,
    S.PROPOSED: 3,
    S.DISCUSSING: 3,
}
# What is owed to the customer in each status: an open complaint that is our turn always has a promise.
OWED = {
    S.RECEIVED: Kind.ACKNOWLEDGE,
    S.LOOKING: Kind.ANSWER,
    S.REFERRED: Kind.RESPOND,
    S.REVIEWING: Kind.RESPOND,
    S.SOLUTIONS: Kind.CONTACT,
    S.CONTACTED: Kind.PROPOSE,
    S.DISCUSSING: Kind.DISCUSS,
}

# verb: where it may start, where it ends (nothing: it stays, or the verb's action says where), who does it.
# The order is that of the buttons.
MOVES = {
    "acknowledge": move([S.RECEIVED], S.LOOKING),
    "answer": move([S.RECEIVED, S.LOOKING], S.ANSWERED),
    "review": move([S.REFERRED], S.REVIEWING),
    "respond": move([S.REVIEWING], S.RESPONDED),
    "contact": move([S.SOLUTIONS], S.CONTACTED),
    "propose": move([S.CONTACTED, S.DISCUSSING], S.PROPOSED),
    "record_outcome": move(TO_JUDGE),
    "record_call": move(OPEN),
    "update": move(OPEN),
    "take": move(OPEN),
    "note": move([*OPEN, *ENDED]),
    "refer_to_manager": move([S.RECEIVED, S.LOOKING], S.REFERRED),
    "refer_to_solutions": move([S.REVIEWING], S.SOLUTIONS),
    "tell_avenues": move([S.CONTACTED, S.DISCUSSING], S.AVENUES),
    "add": move(OPEN, actor="customer"),
    "satisfied": move(TO_JUDGE, S.RESOLVED, actor="customer"),
    "not_satisfied": move(TO_JUDGE, actor="customer"),
    "warn": move(OPEN, actor="system"),
    "miss": move(OPEN, actor="system"),
}


@dataclass(frozen=True)
class Meaning:
    """What a status says to each reader. `step` is its place among the five of the page."""

    agent: str | Lazy
    customer: str | Lazy
    explanation: str | Lazy
    tone: str
    shape: str
    step: int
    staff_tone: str
    staff_shape: str


def _ours(agent, customer, explanation, step: int) -> Meaning:
    return Meaning(agent, customer, explanation, "us", "us", step, "us", "us")


def _yours(explanation, step: int) -> Meaning:
    waiting = _("Waiting for the customer’s word")
    return Meaning(
        waiting, _("Your turn: are you satisfied?"), explanation, "you", "you", step, "rest", "rest"
    )


MEANINGS = {
    S.RECEIVED: _ours(
        _("To acknowledge"),
        _("Our turn: we will acknowledge it"),
        _("We have your complaint. A representative will read it and tell you that they look into it."),
        2,
    ),
    S.LOOKING: _ours(
        _("To answer"),
        _("Our turn: looking into it"),
        _("A representative looks into your complaint and will write to you with an answer."),
        2,
    ),
    S.ANSWERED: _yours(
        _("The representative has answered. Does it settle things? If not, a manager reviews it."),
        2,
    ),
    S.REFERRED: _ours(
        _("To review"),
        _("Our turn: with the manager"),
        _("A manager has your complaint now and will review all of it before answering you."),
        3,
    ),
    S.REVIEWING: _ours(
        _("Manager to answer"),
        _("Our turn: under review"),
        _("A manager reviews what happened and what was said, and will answer you."),
        3,
    ),
    S.RESPONDED: _yours(
        _("The manager has answered. Does it settle things? If not, the Solutions team takes over."),
        3,
    ),
    S.SOLUTIONS: _ours(
        _("To contact"),
        _("Our turn: we will contact you"),
        _("The Solutions team has your complaint now. They contact you within two working days."),
        4,
    ),
    S.CONTACTED: _ours(
        _("Solutions team to answer"),
        _("Our turn: under review"),
        _("The Solutions team has spoken with you, reviews everything again and will answer you."),
        4,
    ),
    S.PROPOSED: _yours(
        _("The Solutions team has answered. Does it settle things? If not, we talk of other avenues."),
        4,
    ),
    S.DISCUSSING: _ours(
        _("Avenues to discuss"),
        _("Our turn: we will talk with you"),
        _(
            "We could not settle it to your satisfaction. The Solutions team will talk with you about what "
            "else you can do, also outside our company."
        ),
        4,
    ),
    S.RESOLVED: Meaning(
        _("Resolved"),
        _("Resolved"),
        _("You told us that this settles it. Everything that was said stays on this page."),
        "done",
        "done",
        5,
        "done",
        "done",
    ),
    S.AVENUES: Meaning(
        _("External avenues"),
        _("Ended: external avenues"),
        _("Our own process has ended without an answer that satisfies you. Below is where you can go now."),
        "rest",
        "closed",
        5,
        "rest",
        "closed",
    ),
}

STEPS = (_("Received"), _("Representative"), _("Manager"), _("Solutions team"), _("Ended"))
