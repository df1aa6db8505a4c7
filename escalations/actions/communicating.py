"""How we keep in touch: proposed by us, agreed by the customer or asked to be another."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from escalations import communication, deadlines, emails
from escalations.actions.moving import move
from escalations.models import CommunicationPlan, Escalation
from escalations.states import Rhythm
from portal.workflow.moves import IllegalMove


@transaction.atomic
def propose_communication(
    escalation: Escalation,
    *,
    by,
    mode: str,
    rhythm: str,
    every: int | None = None,
    times: list | None = None,
    attendees: list[dict] | None = None,
    note: str = "",
) -> Escalation:
    """Say how the customer would hear from us. It is in force once they agree; until then what was is."""
    escalation, event = move(escalation, "propose_communication", by=by, note=note)
    plan = escalation.communication_plans.create(
        mode=mode,
        rhythm=rhythm,
        every=every if rhythm != Rhythm.TIMES else None,
        times=sorted(times or []) if rhythm == Rhythm.TIMES else [],
        attendees=attendees or [],
        proposed_by=by,
        proposed_at=event.at,
    )
    emails.communication_proposed(escalation, event, plan)
    return escalation


@transaction.atomic
def agree_communication(escalation: Escalation, *, by, plan: int) -> Escalation:
    """The customer agrees. Updates that are promised from now on follow it. plan: the key of the proposal."""
    escalation, event = move(escalation, "agree_communication", by=by)
    agreed = _answered(escalation, plan)
    agreed.agreed_at, agreed.agreed_by = event.at, by
    agreed.save(update_fields=["agreed_at", "agreed_by"])
    deadlines.follow(escalation, agreed, event.at)
    emails.communication_agreed(escalation, event, agreed)
    return escalation


@transaction.atomic
def ask_other_communication(escalation: Escalation, *, by, note: str, plan: int) -> Escalation:
    """The customer would hear from us in another way, and says how."""
    escalation, event = move(escalation, "ask_other_communication", by=by, note=note)
    refused = _answered(escalation, plan)
    refused.refused_at = event.at
    refused.save(update_fields=["refused_at"])
    emails.other_communication_asked(escalation, event)
    return escalation


def _answered(escalation: Escalation, plan: int) -> CommunicationPlan:
    """The proposal that waits, if it is the one they read. Runs under the lock of the escalation."""
    found = communication.waiting(escalation)
    if found is None or found.pk != plan:
        raise IllegalMove(_("There is another proposal by now, or it was answered already. Look below."))
    return found
