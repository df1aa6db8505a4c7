"""The step that all verbs share: the table of moves, then whose work it is, then what is promised."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from escalations.complaints import deadlines, emails, people
from escalations.complaints.models import Complaint, ComplaintEvent, ComplaintPromise, Outcome
from escalations.complaints.states import AFTER_NO, ENDED, LEVEL_OF, MOVES, Status
from escalations.ladder import levels
from escalations.states import Ladder
from portal.workflow.moves import lock, make_move


def move(
    complaint: Complaint,
    verb: str,
    *,
    by,
    at: datetime | None = None,
    note: str = "",
    public: bool = True,
    **fields,
) -> tuple[Complaint, ComplaintEvent]:
    """Words or a holder; the complaint stays where it is."""
    at = at or timezone.now()
    return make_move(complaint, verb, moves=MOVES, by=by, at=at, note=note, public=public, **fields)


def step(
    complaint: Complaint, verb: str, *, by, note: str = "", **fields
) -> tuple[Complaint, ComplaintEvent, ComplaintPromise | None]:
    """The complaint goes on: to its next level and holder where there is one, with the next promise."""
    complaint, event = move(complaint, verb, by=by, note=note, **fields)
    _hand_over(complaint, event)
    if complaint.status in ENDED:
        complaint.ended_at = event.at
        complaint.save(update_fields=["ended_at"])
    return complaint, event, deadlines.move_on(complaint, verb, event.at)


def hear(
    complaint: Complaint, verb: str, *, by, note: str, satisfied: bool, how: str, said_at=None
) -> Complaint:
    """What the customer says to our answer: it ends well, or goes to the next level at once."""
    complaint = lock(complaint)
    judged = complaint.level
    then = Status.RESOLVED if satisfied else AFTER_NO.get(Status(complaint.status))
    complaint, event, promise = step(complaint, verb, by=by, note=note, status=then)
    Outcome.objects.create(
        complaint=complaint,
        event=event,
        level=judged,
        satisfied=satisfied,
        how=how,
        said_at=said_at or event.at,
        recorded_by=by,
    )
    if satisfied:
        emails.stepped("resolved", complaint, event, answer=complaint.last_answer)
        emails.settled(complaint, event)
    else:
        letter = "discussing" if complaint.status == Status.DISCUSSING else "referred"
        emails.stepped(letter, complaint, event, promise, outcome=True)
        emails.given(complaint, event, promise)
    return complaint


def _hand_over(complaint: Complaint, event: ComplaintEvent) -> None:
    """A new level has its own people: the complaint is given to one of them before anybody leaves."""
    number = LEVEL_OF.get(Status(complaint.status), complaint.level.number)
    if number == complaint.level.number:
        return
    complaint.level = next(level for level in levels(Ladder.COMPLAINT) if level.number == number)
    complaint.holder = people.holder_for(complaint.level, complaint)
    complaint.save(update_fields=["level", "holder"])
    event.detail = str(complaint.holder or "")[:100]
    event.save(update_fields=["detail"])
