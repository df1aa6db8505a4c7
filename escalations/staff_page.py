"""The page of one escalation in the back office, put together for its template."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import columns, passport, wording
from escalations.models import Escalation, Promise
from escalations.staff_forms import InternalForm, UpdateForm
from escalations.states import ENDED, Kind
from escalations.story import events_for_staff, for_staff
from portal.businesstime.for_staff import staff_clock
from portal.businesstime.wording import short_day, short_moment

# Written right below the conversation, so they need no button of their own.
WRITERS = {"update": UpdateForm, "note": InternalForm}


def case(escalation: Escalation, buttons: list) -> dict:
    promises = passport.promises(escalation)
    events = events_for_staff(escalation)
    story = for_staff(escalation, events)
    verbs = [button for button in buttons if button.verb not in WRITERS]
    return {
        "escalation": escalation,
        "ticket": escalation.ticket,
        "meaning": escalation.meaning,
        "customer": columns.customer(escalation),
        "verbs": [button for button in verbs if not button.asks],
        "asking_verbs": [button for button in verbs if button.asks],
        "writers": _writers(buttons),
        "clocks": [
            staff_clock(promise, Kind(promise.kind).label, timezone.now(), number=promise.number)
            for promise in promises
        ],
        "facts": _facts(escalation),
        "steps": passport.steps(escalation, promises),
        "story": [entry for entry in reversed(story) if entry.text or entry.kind == "event"],
        "history": _history(escalation, events),
        "plan": passport.plan(escalation),
        "plan_url": next((button.url for button in buttons if button.verb == "share_plan"), ""),
        "in_place": _in_place(escalation, passport.next_due(promises)),
        "improvements": list(escalation.improvements.all()),
    }


def _writers(buttons: list) -> dict:
    """The two forms, apart in colour and place, for those who may."""
    urls = {button.verb: button.url for button in buttons}
    return {
        verb: {"form": form(auto_id=f"id_{verb}_%s"), "url": urls[verb]}
        for verb, form in WRITERS.items()
        if verb in urls
    }


def _facts(escalation: Escalation) -> list[tuple[str, object]]:
    ticket = escalation.ticket
    facts = [
        (_("Customer"), escalation.requester),
        (_("Organisation"), ticket.organisation or "–"),
        (_("Impact"), _("%(impact)s, as the customer said") % {"impact": escalation.get_impact_display()}),
        (_("Case"), f"{ticket.reference} {ticket.subject}"),
        (_("Agent of the case"), escalation.agent or _("Nobody yet")),
        (_("Holder"), escalation.holder or _("Nobody yet")),
        (_("Level"), f"{escalation.level_id}, {escalation.level}"),
    ]
    if escalation.ground:
        facts.append(
            (
                _("Prioritised"),
                _("%(ground)s. By %(who)s, %(when)s")
                % {
                    "ground": escalation.get_ground_display(),
                    "who": escalation.prioritised_by,
                    "when": short_moment(escalation.prioritised_at),
                },
            )
        )
    return facts


def _history(escalation: Escalation, events: list) -> list[dict]:
    """Every event in one line, the newest first."""
    case = escalation.ticket.reference
    return [
        {
            "when": short_moment(event.at),
            "words": wording.sentence(event, case=case, staff=True),
            "by": event.by,
        }
        for event in events
    ]


def _in_place(escalation: Escalation, coming: Promise | None) -> list[dict]:
    """What an escalation in good hands has."""
    steps = list(escalation.steps.all())
    open_until = max((step.due_on for step in steps if step.done_on is None), default=None)
    return [
        {
            "words": _("Resources"),
            "met": escalation.holder is not None,
            "detail": escalation.holder.get_short_name() if escalation.holder else _("missing"),
        },
        {
            "words": _("Communication plan"),
            "met": escalation.status in ENDED or coming is not None,
            "detail": short_moment(coming.due_by) if coming and not coming.paused_at else "–",
        },
        {
            "words": _("Action plan"),
            "met": bool(steps),
            "detail": (short_day(open_until) if open_until else _("all done")) if steps else _("missing"),
        },
    ]
