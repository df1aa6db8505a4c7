"""The order of the queue: nothing goes before the others without a ground, and the record says whose."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escalations import deadlines, fairness
from escalations.actions.moving import move
from escalations.models import Escalation
from escalations.states import Ground
from portal.workflow.moves import IllegalMove


class TooYoung(IllegalMove):
    """The case is not under investigation for an extended period."""


@transaction.atomic
def prioritise(escalation: Escalation, *, by, ground: str, note: str) -> Escalation:
    """Put it before the others: only on one of the two grounds, and recorded with who said so."""
    now = timezone.now()
    if ground == Ground.EXTENDED and not fairness.is_extended(escalation.ticket, now):
        raise TooYoung(too_young(escalation))
    uplift = {"ground": ground, "prioritised_by": by, "prioritised_at": now}
    escalation, event = move(escalation, "prioritise", by=by, at=now, note=note, public=False, **uplift)
    event.detail = ground
    event.save(update_fields=["detail"])
    deadlines.refresh(escalation)
    return escalation


@transaction.atomic
def unprioritise(escalation: Escalation, *, by, note: str) -> Escalation:
    """The ground holds no longer, or never did: back among the others, and the record keeps both."""
    none = {"ground": "", "prioritised_by": None, "prioritised_at": None}
    if not escalation.ground:
        raise IllegalMove(_("It stands in the order of the clock already."))
    escalation, _event = move(escalation, "unprioritise", by=by, note=note, public=False, **none)
    deadlines.refresh(escalation)
    return escalation


def too_young(escalation: Escalation) -> str:
    days = fairness.extended_after(escalation.ticket)
    return ngettext(
        "A case is under investigation for an extended period after %(days)d working day. "
        "This one is younger.",
        "A case is under investigation for an extended period after %(days)d working days. "
        "This one is younger.",
        days,
    ) % {"days": days}
