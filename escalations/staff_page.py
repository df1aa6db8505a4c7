"""The page of one escalation in the back office, put together for its template."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import columns, life, passport, people_page, staff_agreed, wording
from escalations.in_place import in_place
from escalations.models import Escalation
from escalations.staff_forms import InternalForm, UpdateForm
from escalations.states import Kind
from escalations.story import events_for_staff, for_staff
from portal.businesstime.for_staff import staff_clock
from portal.businesstime.wording import short_moment

# Written right below the conversation, so they need no button of their own.
WRITERS = {"update": UpdateForm, "note": InternalForm}
# Pressed beside what they are about.
IN_PARTS = (
    "finish_step",
    "propose_communication",
    "arrange_call",
    "move_call",
    "cancel_call",
    "keep_minutes",
)


def case(escalation: Escalation, buttons: list, reader) -> dict:
    promises = passport.promises(escalation)
    events = events_for_staff(escalation)
    story = for_staff(escalation, events)
    verbs = [button for button in buttons if button.verb not in WRITERS and button.verb not in IN_PARTS]
    agreed = staff_agreed.part(escalation, {button.verb: button.url for button in buttons}, reader)
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
        **agreed,
        "in_place": in_place(escalation, agreed["in_force"]),
        "people": people_page.for_staff(escalation),
        "improvements": list(escalation.improvements.all()),
        "life": life.for_staff(escalation),
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
        (_("Engineer"), escalation.engineer or _("Nobody yet")),
        (_("Level"), f"{escalation.level.number}, {escalation.level}"),
        *life.facts(escalation),
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
