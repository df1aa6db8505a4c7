"""What customers can count on: the published averages and the support hours."""

from __future__ import annotations

from portal.businesstime.hours import support_hours
from portal.env import integer

# The published averages: the first reply in support hours, and the solution.
FIRST_REPLY_MINUTES = integer("FIRST_REPLY_MINUTES", 30)
SOLVED_HOURS = integer("SOLVED_HOURS", 50)


def published() -> dict:
    return {"first_reply": FIRST_REPLY_MINUTES, "solved": SOLVED_HOURS, "support_hours": support_hours()}
