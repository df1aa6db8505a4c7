"""How a request ends by itself and until when it may come back: rules about days, as people count them.

Days are those of the customer's calendar on the wall, not working days (S2-116, S2-125, S3-39, S3-43).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from portal.businesstime.wording import there

# The last reminder comes so long before the end of pending closure. How long that lasts, and until when a
# request may be reopened, the support plan says.
REMINDS_BEFORE = timedelta(days=2)
# A reminder that is later than this gives the customer the same time as one that was not.
LATE = timedelta(hours=1)


def closes_at(now: datetime, zone: str, days: int) -> datetime:
    """The same time of day, so many days on, in the customer's zone."""
    return there(now, zone) + timedelta(days)


def reminds_at(closes: datetime, zone: str) -> datetime:
    return there(closes, zone) - REMINDS_BEFORE


def closes_after_reminder(closes: datetime, planned: datetime, at: datetime) -> datetime:
    """Nobody is closed upon without two days' notice, even when we were the ones who slept."""
    late = at - planned
    return closes + late if late > LATE else closes


def reopens_until(closed_at: datetime, zone: str, days: int) -> date:
    """The last day on which the customer may reopen a request, so many after it was closed."""
    return there(closed_at, zone).date() + timedelta(days)


def may_reopen(closed_at: datetime, now: datetime, zone: str, days: int) -> bool:
    """Until midnight at the end of that day, on the reader's clock."""
    return there(now, zone).date() <= reopens_until(closed_at, zone, days)
