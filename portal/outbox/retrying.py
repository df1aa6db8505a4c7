"""When a letter that could not be sent is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

# Minutes after the first, second, … try; then the last one again and again.
WAITS = (1, 2, 5, 15, 30)
PATIENCE = timedelta(hours=72)


def next_try(attempts: int, since: datetime, now: datetime) -> datetime | None:
    """The time of the next try after `attempts` of them, the first at `since`; None when we give up."""
    if now - since >= PATIENCE:
        return None
    return now + timedelta(minutes=WAITS[min(attempts, len(WAITS)) - 1])
