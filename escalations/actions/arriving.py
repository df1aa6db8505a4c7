"""What the customer does: escalate, add, answer a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import deadlines, emails, stays
from escalations.actions.ending import close_proposal
from escalations.actions.moving import climb, move
from escalations.actions.verifying import Verified, corrections, verify
from escalations.actions.worrying import let_concern_go
from escalations.ladder import levels
from escalations.models import Escalation, EscalationEvent, Reason
from escalations.states import Band, Ladder
from portal.attachments.actions import claim
from portal.attachments.models import Attachment
from portal.workflow.moves import IllegalMove
from tickets.actions import correct, record
from tickets.models import Ticket

Files = Iterable[Attachment]


class AlreadyEscalated(Exception):
    """The case has an open escalation: there is one at a time, and more can be added to it."""

    def __init__(self, first: Escalation):
        super().__init__(first.reference)
        self.first = first


class CaseClosed(IllegalMove):
    """The case was closed while the form was being written."""


def submit(
    ticket: Ticket,
    *,
    by,
    subject: str,
    reason: str,
    description: str,
    impact: str,
    files: Files = (),
    main_reason: Reason | None = None,
    go_live_on: date | None = None,
    verified: Verified | None = None,
    recorded_by=None,
) -> Escalation:
    """Escalate a case. The promise to acknowledge and the receipt are stored with it.

    verified: question to (answer, correction). A correction, and the day of a go-live, become facts of the
    case. recorded_by: who of the staff holds the pen for the customer `by`.
    """
    said = {"subject": subject, "reason": reason, "description": description, "impact": impact}
    said |= {"main_reason": main_reason, "recorded_by": recorded_by}
    facts = corrections(verified or {}, go_live_on)
    try:
        with transaction.atomic():
            escalation = _store(ticket, by, said, files)
            if wrong := verify(escalation, verified or {}, facts):
                correct(ticket, by=recorded_by or by, said_by=by, facts=wrong, at=escalation.submitted_at)
            return escalation
    except IntegrityError as error:
        # Two people at once: the constraint let one in.
        if (first := Escalation.objects.of_case(ticket).open().first()) is None:
            raise
        raise AlreadyEscalated(first) from error


@transaction.atomic
def add(escalation: Escalation, *, by, note: str, files: Files = ()) -> Escalation:
    """More from the customer. If we had asked, this is the answer, and our clock goes on."""
    escalation, event = move(escalation, "add", by=by, note=note)
    claim(files, event, by=by)
    if escalation.waiting_since is not None:
        escalation.waiting_since = None
        escalation.save(update_fields=["waiting_since"])
        deadlines.resume_all(escalation, event.at)
    emails.added(escalation, event)
    return escalation


@transaction.atomic
def answer_once(escalation: Escalation, *, by, note: str) -> Escalation:
    """The customer answers a refusal, once, and the review begins again."""
    escalation, event = _back_to_review(escalation, "answer_once", by=by, note=note)
    if escalation.answered_at is not None:
        raise IllegalMove(_("You have answered once already. You can still ask the next level."))
    escalation.answered_at = event.at
    escalation.save(update_fields=["answered_at"])
    promise = deadlines.move_on(escalation, "answer_once", event.at)
    emails.answer_received(escalation, event, promise)
    emails.answered(escalation, event)
    return escalation


@transaction.atomic
def ask_next_level(escalation: Escalation, *, by, note: str) -> Escalation:
    """The customer takes a refusal one step up the ladder, where the review begins again."""
    escalation, event = _back_to_review(escalation, "ask_next_level", by=by, note=note)
    climb(escalation, event)
    promise = deadlines.move_on(escalation, "ask_next_level", event.at)
    emails.answer_received(escalation, event, promise)
    emails.next_level_asked(escalation, event)
    return escalation


@transaction.atomic
def end_with_case(escalation: Escalation, *, by, at: datetime) -> Escalation:
    """The case was closed, so nothing is owed any more. What was not done is not called done."""
    ended = {"resolved_at": at, "lasted_minutes": deadlines.lasted(escalation, at)}
    escalation, event = move(escalation, "end_with_case", by=by, at=at, waiting_since=None, **ended)
    close_proposal(escalation, by=by, at=at)
    deadlines.let_go(escalation, at)
    let_concern_go(escalation, at)
    emails.ended_with_case(escalation, event)
    return escalation


def _store(ticket: Ticket, by, said: dict, files: Files) -> Escalation:
    now = timezone.now()
    ticket = _locked(ticket)
    promise = deadlines.first_promise(now)
    steps = {level.pk: level for level in levels(Ladder.SERVICE)}
    escalation = Escalation.objects.create(
        ticket=ticket,
        requester=by,
        previous_id=ticket.last_escalation,
        # Escalated again, it goes on at the level where it ended: nobody begins at the foot twice.
        level=steps.get(ticket.last_level, levels(Ladder.SERVICE)[0]),
        submitted_at=now,
        acknowledge_by=promise.due_by,
        due_by=promise.due_by,
        due_kind=promise.kind,
        band=Band.CLOCK,
        **said,
    )
    promise.escalation = escalation
    promise.save()
    stays.begin(escalation, promise.calendar, now)
    EscalationEvent.objects.create(escalation=escalation, verb="submit", by=by, at=now)
    if escalation.recorded_by:
        EscalationEvent.objects.create(
            escalation=escalation, verb="record_for", by=escalation.recorded_by, at=now
        )
        record(ticket, "escalate_for", by=escalation.recorded_by, at=now, note=escalation.reference)
    else:
        record(ticket, "escalate", by=by, at=now, note=escalation.reference)
    claim(files, escalation, by=by)
    emails.received(escalation, promise)
    return escalation


def _back_to_review(escalation: Escalation, verb: str, *, by, note: str):
    """A refusal comes back, unless the case was closed or escalated anew meanwhile."""
    try:
        _locked(escalation.ticket)
    except AlreadyEscalated as second:
        # Itself is no other: then the table of moves says what is wrong.
        if second.first != escalation:
            number = second.first.reference
            raise IllegalMove(
                _("The case is escalated again as %(number)s. Add it there.") % {"number": number}
            ) from second
    return move(escalation, verb, by=by, note=note, reviewed_at=None)


def _locked(ticket: Ticket) -> Ticket:
    """The case as it is now, if it may be escalated. Whoever closes or escalates it at this moment waits."""
    its = Escalation.objects.filter(ticket=OuterRef("pk")).order_by("-pk")
    ticket = (
        Ticket.objects.select_for_update(no_key=True)
        .with_facts()
        .annotate(
            first_escalation=Subquery(its.open().values("pk")[:1]),
            last_escalation=Subquery(its.values("pk")[:1]),
            last_level=Subquery(its.values("level")[:1]),
        )
        .get(pk=ticket.pk)
    )
    if not ticket.is_open:
        raise CaseClosed(_("Case %(case)s was closed meanwhile.") % {"case": ticket.reference})
    if ticket.first_escalation:
        raise AlreadyEscalated(Escalation.objects.get(pk=ticket.first_escalation))
    return ticket
