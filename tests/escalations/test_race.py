"""Two people at once: one wins, the other hears what happened."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connections

from escalations import actions
from escalations.models import Escalation, Promise
from portal.workflow.moves import IllegalMove
from tests import make as people
from tests.escalations import make
from tickets import actions as cases

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """Run them side by side; what each returned or raised, in their order."""

    def run(act):
        try:
            return act()
        except (IllegalMove, actions.AlreadyEscalated, DatabaseError) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_acknowledgements_at_once_are_one():
    escalation = make.received()
    two = make.resolutions(), make.resolutions(name="Ines Duarte")
    ends = at_once(*(lambda by=by: actions.acknowledge(escalation, by=by) for by in two))
    assert sorted(type(end) for end in ends if isinstance(end, IllegalMove)) == [IllegalMove]
    assert escalation.events.filter(verb="acknowledge").count() == 1
    assert len(make.letters(escalation, "acknowledged")) == 1
    assert Promise.objects.count() == 2


def test_approving_and_declining_at_once_is_one_of_them():
    escalation = make.acknowledged()
    two = make.resolutions(), make.resolutions(name="Ines Duarte")
    ends = at_once(
        lambda: actions.approve(escalation, by=two[0], note="Yes."),
        lambda: actions.decline(escalation, by=two[1], note="No."),
    )
    assert sum(isinstance(end, IllegalMove) for end in ends) == 1
    assert escalation.events.filter(verb__in=["approve", "decline"]).count() == 1


def test_agreeing_and_disagreeing_at_once_is_one_of_them():
    escalation = make.proposed()
    customer = escalation.requester
    ends = at_once(
        lambda: actions.agree(escalation, by=customer),
        lambda: actions.disagree(escalation, by=customer, note="Not yet."),
        lambda: actions.withdraw_end(escalation, by=escalation.holder, note="Slow again."),
    )
    assert sum(isinstance(end, IllegalMove) for end in ends) == 2, ends
    assert escalation.proposals.filter(answered_at__isnull=False).count() == 1
    assert escalation.events.filter(verb__in=["agree", "disagree", "withdraw_end"]).count() == 1


def test_proposing_the_end_and_raising_a_level_at_once_never_leaves_a_raise_after_the_question():
    escalation = make.planned()
    two = make.resolutions(), make.resolutions(name="Ines Duarte")
    ends = at_once(
        lambda: actions.propose_end(escalation, by=two[0], **make.CONDITIONS, **make.LESSON),
        lambda: actions.raise_level(escalation, by=two[1], note="Worse."),
    )
    escalation.refresh_from_db()
    raised = escalation.events.filter(verb="raise_level").exists()
    assert escalation.status == "proposed" and isinstance(ends[0], Escalation)
    assert raised != isinstance(ends[1], IllegalMove)
    assert escalation.level.number == (2 if raised else 1)


def test_an_agreement_beside_the_closing_of_the_case_ends_it_once():
    escalation = make.proposed()
    jonas = people.staff()
    ends = at_once(
        lambda: actions.agree(escalation, by=escalation.requester),
        lambda: cases.close(escalation.ticket, by=jonas, text="A duplicate."),
    )
    assert not any(isinstance(end, DatabaseError) for end in ends), ends
    assert escalation.events.filter(verb__in=["agree", "end_with_case"]).count() == 1
    assert escalation.proposals.get().answer in ("agreed", "case_ended")


def test_a_reminder_beside_the_answer_reminds_nobody_who_has_answered():
    escalation = make.proposed()
    proposal = escalation.proposals.get()
    at = proposal.remind_by
    ends = at_once(
        lambda: actions.remind(proposal.pk, at=at),
        lambda: actions.agree(escalation, by=escalation.requester),
        lambda: actions.remind(proposal.pk, at=at),
    )
    assert not any(isinstance(end, Exception) for end in ends), ends
    assert len(make.letters(escalation, "end_reminded")) <= 1
    proposal.refresh_from_db()
    assert (proposal.answer, proposal.remind_by) == ("agreed", None)


def test_two_escalations_of_a_case_at_once_are_one():
    ticket = make.case()
    by = ticket.requester
    ends = at_once(*[lambda: actions.submit(ticket, by=by, **make.SAID)] * 4)
    assert sum(isinstance(end, Escalation) for end in ends) == 1
    assert sum(isinstance(end, actions.AlreadyEscalated) for end in ends) == 3
    assert Escalation.objects.count() == 1


def test_an_acknowledgement_beside_the_deadline_is_either_kept_or_missed_never_both_told_as_new():
    escalation = make.received()
    promise = Promise.objects.get()
    at = promise.due_by
    mireille = make.resolutions()
    ends = at_once(
        lambda: actions.ring(promise.pk, at=at),
        lambda: actions.acknowledge(escalation, by=mireille),
        lambda: actions.ring(promise.pk, at=at),
    )
    assert not any(isinstance(end, Exception) for end in ends), ends
    promise.refresh_from_db()
    assert promise.kept_at is not None
    assert len(make.letters(escalation, "holding")) == (1 if promise.missed_at else 0)
    assert len(make.letters(escalation, "acknowledged")) == 1


def test_alarms_that_ring_twice_at_once_write_each_letter_once():
    escalation = make.received()
    make.resolutions()
    promise = Promise.objects.get()
    at = datetime.fromisoformat(promise.alarms[0][1]).astimezone(UTC)
    at_once(*[lambda: actions.ring(promise.pk, at=at)] * 4)
    keys = [letter.key for letter in make.letters(escalation, "warned_half")]
    assert keys and len(keys) == len(set(keys))
    assert escalation.events.filter(verb="warn").count() == 1
