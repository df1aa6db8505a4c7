"""The alarms of the clock: once before it is due, and once when nobody has answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from escalations.providers import calling, emails
from escalations.providers.actions.moving import move
from escalations.providers.deadlines import MISSED
from escalations.providers.models import ProviderClock, ProviderIssue, Route
from portal.workflow.moves import lock


@transaction.atomic
def ring(clock_id: int, *, at: datetime) -> None:
    """Say what is worth saying now. Running twice, late, or beside an acknowledgement changes nothing."""
    issue_id = ProviderClock.objects.values_list("issue_id", flat=True).get(pk=clock_id)
    # The verbs lock the issue first, so that what they keep cannot be called missed beside them.
    issue = lock(ProviderIssue(pk=issue_id))
    clock = ProviderClock.objects.due(at).select_related("calendar").filter(pk=clock_id).first()
    if clock is None:
        return
    route = Route.objects.select_related("hook").get(priority=issue.priority)
    missed = max(clock.alarms_due(at)) >= MISSED
    clock.save(update_fields=clock.miss(at) if missed else clock.hear(at))
    issue, event = move(issue, "miss" if missed else "warn", by=None, at=at, public=missed)
    if missed:
        emails.missed(issue, clock, route)
    else:
        emails.warned(issue, clock, route)
    if route.is_immediate or missed:
        calling.told(issue, "not_acknowledged", event, route)
