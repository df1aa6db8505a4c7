"""The step that all verbs share: the table of moves, read and written under lock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import deadlines, stays
from escalations.models import Escalation, EscalationEvent, Level
from escalations.states import MOVES
from portal.workflow.moves import IllegalMove, make_move


def move(
    escalation: Escalation,
    verb: str,
    *,
    by,
    at: datetime | None = None,
    note: str = "",
    public: bool = True,
    **fields,
) -> tuple[Escalation, EscalationEvent]:
    return make_move(
        escalation,
        verb,
        moves=MOVES,
        by=by,
        at=at or timezone.now(),
        note=note,
        public=public,
        **fields,
    )


def climb(escalation: Escalation, event: EscalationEvent) -> None:
    """One step up its ladder; the event says to which."""
    above = Level.objects.after(escalation.level)
    if above is None:
        raise IllegalMove(_("It is at the highest level already."))
    escalation.level = above
    escalation.save(update_fields=["level"])
    stays.go_on(escalation, event.at)
    event.detail = str(above.number)
    event.save(update_fields=["detail"])


def count_as_update(escalation: Escalation, event: EscalationEvent) -> None:
    """Where updates are promised, this was one, and the next is promised. While we wait no clock runs."""
    if escalation.planned_at is not None and not escalation.is_paused:
        deadlines.keep_update(escalation, event.at)
