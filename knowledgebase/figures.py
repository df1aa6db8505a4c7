"""What customers can count on: the published averages and the support hours."""

from __future__ import annotations

from portal.businesstime.hours import support_hours
from portal.contracts.models import SupportPlan


def published() -> dict:
    """The first reply in minutes, the solution in hours, both of support time (S2-12, S2-13)."""
    plan = SupportPlan.objects.default()
    return {
        "first_reply": plan.published_response_minutes,
        "solved": round(plan.published_resolution_minutes / 60),
        "support_hours": support_hours(),
    }
