"""The plan, the communication plan and the calls, as the page of an escalation shows them to staff."""

from __future__ import annotations

from escalations import agreed
from escalations.models import Escalation
from escalations.staff_forms.plan import may_finish
from portal.workflow.once import new_key


def part(escalation: Escalation, urls: dict[str, str], reader) -> dict:
    """urls: of the verbs that this person may press now, by verb."""
    plans = list(escalation.communication_plans.all())
    in_force = max((row for row in plans if row.agreed_at), key=lambda row: row.agreed_at, default=None)
    proposed = plans[0] if plans and plans[0].waits else None
    steps = list(escalation.steps.all())
    finishable = {step.pk for step in may_finish(steps, reader)} if "finish_step" in urls else set()
    calls = agreed.call_rows(escalation, staff=True)
    return {
        "in_force": in_force,
        "plan": [
            row | {"form_key": new_key() if row["pk"] in finishable else ""}
            for row in agreed.plan_rows(steps)
        ],
        "communication": agreed.communication_facts(in_force) if in_force else [],
        "proposed": agreed.communication_facts(proposed) if proposed else [],
        "calls": calls,
        "part_urls": urls | _of_calls(urls, calls),
    }


def _of_calls(urls: dict[str, str], calls: list[dict]) -> dict[str, str]:
    """A button only where there is a call for it."""
    coming = any(row["to_come"] for row in calls)
    held = any(row["began"] and not row["call"].is_cancelled for row in calls)
    needed = {"move_call": coming, "cancel_call": coming, "keep_minutes": held}
    return {verb: urls.get(verb, "") if wanted else "" for verb, wanted in needed.items()}
