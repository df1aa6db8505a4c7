"""What the customer does: escalate, add, answer a refusal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import deadlines, emails
from escalations.actions.moving import move
from escalations.models import Escalation, EscalationEvent, Level
from escalations.states import FIRST_LEVEL, LAST_LEVEL, Band
from portal.attachments.actions import claim
from portal.attachments.models import Attachment
from portal.workflow.moves import IllegalMove
from tickets.actions import record
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
    ticket: Ticket, *, by, subject: str, reason: str, description: str, impact: str, files: Files = ()
) -> Escalation:
    """Escalate a case. The promise to acknowledge and the receipt are stored with it."""
    said = {"subject": subject, "reason": reason, "description": description, "impact": impact}
    try:
        with transaction.atomic():
            return _store(ticket, by, said, files)
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
    if escalation.level_id >= LAST_LEVEL:
        raise IllegalMove(_("It is at the highest level already."))
    escalation.level = Level.objects.get(number=escalation.level_id + 1)
    escalation.save(update_fields=["level"])
    event.detail = str(escalation.level_id)
    event.save(update_fields=["detail"])
    promise = deadlines.move_on(escalation, "ask_next_level", event.at)
    emails.answer_received(escalation, event, promise)
    emails.next_level_asked(escalation, event)
    return escalation


@transaction.atomic
def end_with_case(escalation: Escalation, *, by, at: datetime) -> Escalation:
    """The case was closed, so nothing is owed any more. What was not done is not called done."""
    escalation, event = move(escalation, "end_with_case", by=by, at=at, waiting_since=None, resolved_at=at)
    deadlines.let_go(escalation, at)
    emails.ended_with_case(escalation, event)
    return escalation


def _store(ticket: Ticket, by, said: dict, files: Files) -> Escalation:
    now = timezone.now()
    ticket = _locked(ticket)
    promise = deadlines.first_promise(now)
    escalation = Escalation.objects.create(
        ticket=ticket,
        requester=by,
        level_id=FIRST_LEVEL,
        submitted_at=now,
        acknowledge_by=promise.due_by,
        due_by=promise.due_by,
        due_kind=promise.kind,
        band=Band.CLOCK,
        **said,
    )
    promise.escalation = escalation
    promise.save()
    EscalationEvent.objects.create(escalation=escalation, verb="submit", by=by, at=now)
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
    open_ones = Escalation.objects.open().filter(ticket=OuterRef("pk"))
    ticket = (
        Ticket.objects.select_for_update()
        .annotate(first_escalation=Subquery(open_ones.values("pk")[:1]))
        .get(pk=ticket.pk)
    )
    if not ticket.is_open:
        raise CaseClosed(_("Case %(case)s was closed meanwhile.") % {"case": ticket.reference})
    if ticket.first_escalation:
        raise AlreadyEscalated(Escalation.objects.get(pk=ticket.first_escalation))
    return ticket
