"""What was agreed, in words for both sides: the plan, how we keep in touch, the calls."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escalations.models import Call, CommunicationPlan, Escalation, PlanStep
from escalations.states import Mode, Rhythm
from portal.businesstime.models import Calendar
from portal.businesstime.wording import (
    hour_of,
    length,
    long_moment,
    short_day,
    there,
    weekday_name,
    working_days,
    zone_name,
)


def plan_rows(steps: list[PlanStep]) -> list[dict]:
    """One a step, for `_plan.html`."""
    today = timezone.localdate()
    return [
        {
            "pk": step.pk,
            "what": step.what,
            "owner": step.owner,
            "done": step.done_on is not None,
            "overdue": step.is_overdue(today),
            "internal": step.internal,
            "when": _("Done %(day)s") % {"day": short_day(step.done_on)}
            if step.done_on
            else short_day(step.due_on),
        }
        for step in steps
    ]


def how_often(plan: CommunicationPlan) -> str:
    """Every 4 working hours; every working day; Tuesday 10:00 and Friday 16:00, London time."""
    if plan.rhythm == Rhythm.HOURS:
        return ngettext("every working hour", "every %(count)d working hours", plan.every) % {
            "count": plan.every
        }
    if plan.rhythm == Rhythm.DAYS:
        if plan.every == 1:
            return _("every working day")
        return _("every %(days)s") % {"days": working_days(plan.every)}
    named = ", ".join(f"{weekday_name(weekday)} {hour_of(minute)}" for weekday, minute in plan.times)
    return _("%(times)s (%(zone)s)") % {
        "times": named,
        "zone": zone_name(Calendar.objects.default().zone),
    }


def communication_facts(plan: CommunicationPlan) -> list[tuple[str, str]]:
    """How, how often, and who gets every update besides the customer."""
    facts = [(_("How"), str(Mode(plan.mode).label)), (_("How often"), how_often(plan))]
    if plan.attendees:
        facts.append((_("Who hears every update"), ", ".join(map(_attendee, plan.attendees))))
    return facts


def _attendee(row: dict) -> str:
    return row["name"] or row["email"]


def call_when(call: Call, zone: str = "") -> list[str]:
    """When, which clock that is and how long, at the reader's clock; or at that of `zone`."""
    zone_of_reader = zone or None
    small = _("%(zone)s, %(length)s") % {
        "zone": zone_name(zone_of_reader),
        "length": length(call.lasts_minutes),
    }
    return [long_moment(call.starts_at, zone_of_reader), small]


def call_rows(escalation: Escalation, *, staff: bool) -> list[dict]:
    """Those to come first, then those that were, the newest first. Customers see no internal one."""
    found = escalation.calls.all() if staff else escalation.calls.shared()
    rows = list(found.select_related("led_by").prefetch_related("attendees"))
    coming = [call for call in rows if call.is_to_come]
    past = [call for call in reversed(rows) if not call.is_to_come]
    return [_call_row(call) for call in [*coming, *past]]


def _call_row(call: Call) -> dict:
    when, small = call_when(call)
    return {
        "call": call,
        "when": when,
        "small": small,
        "to_come": call.is_to_come,
        "attendees": ", ".join(
            str(seat) if seat.required else _("%(who)s (if they can)") % {"who": seat}
            for seat in call.attendees.all()
        ),
        "began": there(call.starts_at) <= timezone.now(),
    }
