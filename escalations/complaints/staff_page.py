"""The page of one complaint in the back office, put together for its template."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from escalations.complaints import columns, pages, wording
from escalations.complaints.models import Complaint, Outcome
from escalations.complaints.staff_forms import InternalForm, UpdateForm
from escalations.complaints.states import Kind
from escalations.complaints.story import events_for_staff, for_staff
from portal.businesstime.for_staff import staff_clock
from portal.businesstime.wording import short_moment

# Written right below the conversation, so they need no button of their own.
WRITERS = {"update": UpdateForm, "note": InternalForm}


def case(complaint: Complaint, buttons: list) -> dict:
    promises = complaint.promises.filter(let_go_at=None).select_related("calendar")
    promises = list(promises.order_by("-started_at", "-pk"))
    events = events_for_staff(complaint)
    story = for_staff(complaint, events)
    verbs = [button for button in buttons if button.verb not in WRITERS]
    urls = {button.verb: button.url for button in buttons}
    return {
        "complaint": complaint,
        "ticket": complaint.ticket,
        "meaning": complaint.meaning,
        "customer": columns.customer(complaint),
        "verbs": [button for button in verbs if not button.asks],
        "asking_verbs": [button for button in verbs if button.asks],
        "writers": {
            verb: {"form": form(auto_id=f"id_{verb}_%s"), "url": urls[verb]}
            for verb, form in WRITERS.items()
            if verb in urls
        },
        "clocks": [
            staff_clock(promise, Kind(promise.kind).label, timezone.now(), number=promise.number)
            for promise in promises
        ],
        "facts": _facts(complaint),
        "steps": pages.steps(complaint),
        "levels": pages.ladder(complaint),
        "outcomes": [_outcome(row) for row in complaint.outcomes.select_related("level", "recorded_by")],
        "avenues": list(complaint.avenues.all()),
        "story": [entry for entry in reversed(story) if entry.text or entry.kind == "event"],
        "history": [
            {"when": short_moment(event.at), "words": wording.sentence(event, staff=True), "by": event.by}
            for event in events
        ],
    }


def _facts(complaint: Complaint) -> list[tuple[str, object]]:
    ticket = complaint.ticket
    return [
        (_("Customer"), complaint.requester),
        (_("Organisation"), complaint.organisation or "–"),
        (_("Case"), f"{ticket.reference} {ticket.subject}" if ticket else _("none")),
        (_("Received"), short_moment(complaint.submitted_at)),
        (_("Level"), f"{complaint.level.number}, {complaint.level}"),
        (_("Holder"), complaint.holder or _("Nobody yet")),
    ]


def _outcome(row: Outcome) -> dict:
    return {
        "satisfied": row.satisfied,
        "level": row.level.name,
        "how": _("%(when)s, %(how)s, recorded by %(who)s")
        % {"when": short_moment(row.said_at), "how": row.get_how_display(), "who": row.recorded_by},
    }
