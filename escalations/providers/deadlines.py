"""The clock of an issue: started by its route, kept by the first person who answers."""

from __future__ import annotations

from datetime import datetime

from escalations.providers.models import ProviderClock, ProviderIssue, Route

MISSED = 100
# Shares of the time at which somebody is told; the last is the deadline itself.
SHARES = (75, MISSED)
# Where the answer is immediate, the on-call contact is paged again when half of the time has gone.
SHARES_OF_IMMEDIATE = (50, MISSED)


def promised(route: Route, at: datetime) -> ProviderClock:
    """Not stored before its issue is."""
    shares = SHARES_OF_IMMEDIATE if route.is_immediate else SHARES
    return ProviderClock.promised(route.clock_calendar, at, route.minutes, shares=shares)


def keep(issue: ProviderIssue, at: datetime) -> None:
    """A person has answered, in time or late."""
    # Deadlines are whole seconds, so the second itself is still in time.
    at = at.replace(microsecond=0)
    for clock in issue.clocks.open().select_related("calendar"):
        clock.save(update_fields=clock.keep(at))
    refresh(issue)


def refresh(issue: ProviderIssue) -> None:
    """Write down for the queue what is due next."""
    issue.save(update_fields=issue.set_band())
