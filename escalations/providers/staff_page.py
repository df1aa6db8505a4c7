"""The pages of one issue and of one launch in the back office, put together for their templates."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from escalations.providers import pages, story
from escalations.providers.actions import missing_items
from escalations.providers.forms import DETAILS
from escalations.providers.models import Launch, ProviderIssue
from escalations.providers.staff_forms import AnswerForm, InternalForm
from escalations.providers.states import PROGRESS_TONES, Kind, Progress
from escalations.providers.wording import of_launch, sentence
from portal.businesstime.for_staff import staff_clock
from portal.businesstime.wording import short_moment

# Written right below the conversation, so they need no button of their own.
WRITERS = {"answer": AnswerForm, "note": InternalForm}


def case(issue: ProviderIssue, buttons: list, *, full: bool = False) -> dict:
    entries = story.for_staff(issue)
    verbs = [button for button in buttons if button.verb not in WRITERS]
    told = [(issue._meta.get_field(name).verbose_name, getattr(issue, name)) for name in DETAILS]
    return {
        "issue": issue,
        "meaning": issue.meaning,
        "verbs": [button for button in verbs if not button.asks],
        "asking_verbs": [button for button in verbs if button.asks],
        "writers": _writers(buttons),
        "clocks": [
            staff_clock(clock, Kind(clock.kind).label, timezone.now())
            for clock in issue.clocks.select_related("calendar")
        ],
        "facts": [
            (_("Provider"), issue.organisation),
            *pages.facts(issue),
            (_("Sent to"), issue.routed_to),
            (_("Received"), short_moment(issue.submitted_at)),
        ],
        "told": [(label, text) for label, text in told if text],
        "attachments": list(issue.attachments.all()),
        "accounts": list(issue.accounts.all()),
        "full": full,
        "story": list(reversed(entries)),
        "history": [
            {"when": short_moment(event.at), "words": sentence(event)}
            for event in issue.events.select_related("by").order_by("-at", "-pk")
        ],
    }


def launch(found: Launch, buttons: list) -> dict:
    shown = {row.item_id: row for row in found.evidence.prefetch_related("attachments")}
    tone, shape = PROGRESS_TONES[Progress(found.status)]
    missing = missing_items(found)
    events = list(found.events.select_related("by").prefetch_related("attachments").order_by("-at", "-pk"))
    return {
        "launch": found,
        "tone": tone,
        "shape": shape,
        "verbs": [button for button in buttons if not button.asks],
        "asking_verbs": [button for button in buttons if button.asks],
        "rows": [{"item": item, "evidence": shown.get(item.pk)} for item in pages.checklist()],
        "missing": missing,
        "missing_count": len(missing),
        "returned": next((event for event in events if event.verb == "return_template"), None),
        "history": [{"when": short_moment(event.at), "words": of_launch(event)} for event in events],
    }


def _writers(buttons: list) -> dict:
    """The two forms, apart in colour and place, for those who may."""
    urls = {button.verb: button.url for button in buttons}
    return {
        verb: {"form": form(auto_id=f"id_{verb}_%s"), "url": urls[verb]}
        for verb, form in WRITERS.items()
        if verb in urls
    }
