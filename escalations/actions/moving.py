"""The step that all verbs share: the table of moves, read and written under lock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from escalations.models import Escalation, EscalationEvent
from escalations.states import MOVES
from portal.workflow.moves import make_move


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
