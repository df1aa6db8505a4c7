"""How a request ends by itself and until when it may come back: rules about days, as people count them.

Days are those of the customer's calendar on the wall, not working days (S2-116, S2-125, S3-39, S3-43).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from portal.businesstime.wording import there

# Pending closure lasts this long; the last reminder comes so long before its end.
CLOSES_AFTER = timedelta(days=7)
REMINDS_BEFORE = timedelta(days=2)
REOPENS_WITHIN = timedelta(days=14)
# A reminder that is later than this gives the customer the same time as one that was not.
LATE = timedelta(hours=1)


def closes_at(now: datetime, zone: str) -> datetime:
    """The same time of day, seven days on, in the customer's zone."""
    return there(now, zone) + CLOSES_AFTER


def reminds_at(closes: datetime, zone: str) -> datetime:
    return there(closes, zone) - REMINDS_BEFORE


def closes_after_reminder(closes: datetime, planned: datetime, at: datetime) -> datetime:
    """Nobody is closed upon without two days' notice, even when we were the ones who slept."""
    late = at - planned
    return closes + late if late > LATE else closes


def reopens_until(closed_at: datetime, zone: str) -> date:
    """The last day on which the customer may reopen a request: the fourteenth after it was closed."""
    return there(closed_at, zone).date() + REOPENS_WITHIN


def may_reopen(closed_at: datetime, now: datetime, zone: str) -> bool:
    """Until midnight at the end of that day, on the reader's clock."""
    return there(now, zone).date() <= reopens_until(closed_at, zone)
