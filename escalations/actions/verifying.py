"""The four questions that are asked before a case is escalated, and what their answers do to the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from escalations.models import Escalation, Verification
from portal.workflow.moves import IllegalMove
from tickets.facts import Kind, facts_of

Question, Answer = Verification.Question, Verification.Answer
# question: the answer, and the fact as it is right where that is not what the case says
Verified = Mapping[str, tuple[str, str]]


class NotCorrected(IllegalMove):
    """A fact was said to be wrong, and not what is right."""


def corrections(verified: Verified, go_live_on: date | None = None) -> dict[str, str]:
    """Kind of fact to what is right, for the case."""
    facts = {}
    for question, (answer, correction) in verified.items():
        if answer == Answer.NO and not correction.strip():
            raise NotCorrected(_("Say what is right, where the case is not."))
        if answer == Answer.NO:
            facts[question] = correction
        if answer == Answer.NONE:
            facts[question] = ""
    if go_live_on:
        facts[Kind.MILESTONE] = go_live_on.isoformat()
    return facts


def verify(escalation: Escalation, verified: Verified, right: dict[str, str]) -> dict[str, str]:
    """Keep each answer beside the fact as it stood. Returns what of `right` the case does not say yet."""
    if not (verified or right):
        return {}
    known = facts_of(escalation.ticket)
    Verification.objects.bulk_create(
        Verification(
            escalation=escalation,
            question=question,
            answer=verified[question][0],
            fact=known[Kind(question)].value,
            correction=verified[question][1] if verified[question][0] == Answer.NO else "",
        )
        for question in Question.values
        if question in verified
    )
    return {kind: value for kind, value in right.items() if known[Kind(kind)].value != value}
