"""The end of an escalation: three conditions, the customer's agreement, and what it taught us."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import deadlines, emails
from escalations.actions.moving import move
from escalations.actions.worrying import let_concern_go, without_concern
from escalations.models import Escalation, EscalationEvent, Proposal
from portal.workflow.moves import IllegalMove, lock
from tickets.actions import record

Answer = Proposal.Answer


class NotReady(IllegalMove):
    """One of the conditions of an end is missing."""


@transaction.atomic
def propose_end(
    escalation: Escalation, *, by, plan_word: str, analysis_word: str, progress_word: str, **lesson
) -> Escalation:
    """We believe it is back on track, and say by what. It ends when the customer agrees, and not before.

    lesson: what `learn` takes. What was promised is kept by this letter; what comes next is the
    customer's word, so nothing is promised until then.
    """
    words = {"plan_word": plan_word, "analysis_word": analysis_word, "progress_word": progress_word}
    words = {name: text.strip() for name, text in words.items()}
    escalation, event = move(escalation, "propose_end", by=by, waiting_since=None)
    without_concern(escalation)
    if not all(words.values()):
        raise NotReady(_("Each of the three conditions needs a word of evidence."))
    if not escalation.steps.exists():
        raise NotReady(_("There is no action plan that could be acceptable."))
    _keep_lesson(escalation, by=by, at=event.at, **lesson)
    proposal = escalation.proposals.create(
        **words,
        proposed_by=by,
        proposed_at=event.at,
        remind_by=deadlines.reminder_after(event.at),
    )
    deadlines.move_on(escalation, "propose_end", event.at)
    emails.end_proposed(escalation, event, proposal)
    return escalation


@transaction.atomic
def agree(escalation: Escalation, *, by) -> Escalation:
    """The customer agrees that it is back on track: that ends it, and stands on the case (S4-34)."""
    ticket = lock(escalation.ticket)  # case first, then escalation
    escalation, event = move(escalation, "agree", by=by)
    let_concern_go(escalation, event.at)
    proposal = _answered(escalation, Answer.AGREED, by=by, at=event.at)
    record(ticket, "agree_end", by=by, at=event.at, note=escalation.reference)
    _end(escalation, event)
    emails.resolved(escalation, event, proposal)
    emails.agreed(escalation, event, proposal)
    return escalation


@transaction.atomic
def record_agreement(
    escalation: Escalation, *, by, spoken_by: str, spoken_at: datetime, spoken_how: str, note: str = ""
) -> Escalation:
    """The customer agreed by voice: who, when and how stand on the case, and they get it in writing."""
    ticket = lock(escalation.ticket)
    escalation, event = move(escalation, "record_agreement", by=by, note=note)
    without_concern(escalation)
    if not (spoken_by.strip() and spoken_how.strip()):
        raise NotReady(_("Say who agreed, and how."))
    if not escalation.submitted_at <= spoken_at <= event.at:
        raise NotReady(_("The agreement was given after the case was escalated, and not in the future."))
    spoken = {"spoken_by": spoken_by, "spoken_at": spoken_at, "spoken_how": spoken_how}
    proposal = _answered(escalation, Answer.SPOKEN, by=by, at=event.at, words=note, **spoken)
    told = (
        f"{escalation.reference}, {spoken_by}, {timezone.localtime(spoken_at):%Y-%m-%d %H:%M}, {spoken_how}"
    )
    record(ticket, "record_agreement", by=by, at=event.at, note=told)
    _end(escalation, event)
    emails.resolved(escalation, event, proposal)
    return escalation


@transaction.atomic
def disagree(escalation: Escalation, *, by, note: str) -> Escalation:
    """The customer says why not: it is in hand again, and we promise an update."""
    escalation, event = move(escalation, "disagree", by=by, note=note)
    _answered(escalation, Answer.DISAGREED, by=by, at=event.at, words=note)
    promise = deadlines.move_on(escalation, "disagree", event.at)
    emails.back_in_hand(escalation, event, promise)
    emails.disagreed(escalation, event, promise)
    return escalation


@transaction.atomic
def withdraw_end(escalation: Escalation, *, by, note: str) -> Escalation:
    """We take the question back, because it is not back on track after all."""
    escalation, event = move(escalation, "withdraw_end", by=by, note=note)
    _answered(escalation, Answer.WITHDRAWN, by=by, at=event.at, words=note)
    promise = deadlines.move_on(escalation, "withdraw_end", event.at)
    emails.back_in_hand(escalation, event, promise)
    return escalation


@transaction.atomic
def remind(proposal_id: int, *, at: datetime) -> None:
    """No answer yet: the customer is reminded and the holder told, a few times. Nothing ends by itself."""
    escalation = lock(
        Escalation(pk=Proposal.objects.values_list("escalation_id", flat=True).get(pk=proposal_id))
    )
    proposal = Proposal.objects.due(at).filter(pk=proposal_id).first()
    if proposal is None:
        return
    escalation, event = move(escalation, "remind", by=None, at=at, public=False)
    proposal.reminders += 1
    again = proposal.reminders < deadlines.MOST_REMINDERS
    proposal.remind_by = deadlines.reminder_after(at) if again else None
    proposal.save(update_fields=["reminders", "remind_by"])
    emails.end_reminded(escalation, event, proposal)
    emails.end_unanswered(escalation, event, proposal)


@transaction.atomic
def learn(escalation: Escalation, *, by, **lesson) -> Escalation:
    """The lesson of one that ended with its case, or a better one of another."""
    escalation, event = move(escalation, "learn", by=by, public=False)
    _keep_lesson(escalation, by=by, at=event.at, **lesson)
    return escalation


def close_proposal(escalation: Escalation, *, by, at: datetime) -> None:
    """The case was closed: nobody is asked any more, and nobody is said to have agreed."""
    if escalation.proposals.open().exists():
        _answered(escalation, Answer.CASE_ENDED, by=by, at=at)


def _answered(escalation: Escalation, answer: str, *, by, at: datetime, **words) -> Proposal:
    proposal = escalation.proposals.open().first()
    if proposal is None:
        raise NotReady(_("Nothing was proposed that could be agreed to."))
    fields = {"answer": answer, "answered_by": by, "answered_at": at, "remind_by": None, **words}
    for name, value in fields.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=list(fields))
    return proposal


def _end(escalation: Escalation, event: EscalationEvent) -> None:
    escalation.resolved_at = event.at
    escalation.lasted_minutes = deadlines.lasted(escalation, event.at)
    escalation.save(update_fields=["resolved_at", "lasted_minutes"])
    deadlines.move_on(escalation, event.verb, event.at)


def _keep_lesson(
    escalation: Escalation,
    *,
    by,
    at: datetime,
    cause: str,
    what: str = "",
    owner: str = "",
    due_on: date | None = None,
    none_because: str = "",
) -> None:
    """The cause, and an improvement or why there is none (S1-35)."""
    if not cause.strip():
        raise NotReady(_("Say what the cause was."))
    if what.strip():
        if not owner.strip():
            raise NotReady(_("Say who owns the improvement."))
        escalation.improvements.create(what=what, owner=owner, due_on=due_on, noted_by=by, noted_at=at)
    elif not (none_because.strip() or escalation.improvements.exists()):
        raise NotReady(_("Note an improvement, or say why there is none."))
    escalation.cause, escalation.none_because = cause, none_because
    escalation.save(update_fields=["cause", "none_because"])
