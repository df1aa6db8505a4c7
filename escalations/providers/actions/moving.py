"""The step that all verbs share: the table of moves, read and written under lock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from escalations.providers.models import ProviderEvent, ProviderIssue
from escalations.providers.states import MOVES
from portal.workflow.moves import make_move


def move(
    issue: ProviderIssue, verb: str, *, by, at: datetime | None = None, **fields
) -> tuple[ProviderIssue, ProviderEvent]:
    return make_move(issue, verb, moves=MOVES, by=by, at=at or timezone.now(), **fields)
