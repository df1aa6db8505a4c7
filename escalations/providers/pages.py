"""What the providers' pages show, put together for their templates."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from escalations.providers import emails, gate, guide, story
from escalations.providers.forms import DETAILS, EvidenceForm, IssueForm, ReplyForm, ReturnForm
from escalations.providers.models import (
    ChecklistItem,
    Launch,
    ProviderClock,
    ProviderIssue,
)
from escalations.providers.states import LAUNCH_MOVES, MOVES, PROGRESS_TONES, Progress, Status
from escalations.providers.wording import of_launch
from portal.accounts.models import Organisation
from portal.businesstime.presenting import Words
from portal.workflow.moves import legal_verbs


def the_guide(organisation: Organisation | None) -> dict:
    return {
        "table": guide.table(),
        "common": guide.common_issues(),
        "not_to_escalate": guide.not_to_escalate(),
        "inbox": settings.INTEGRATION_INBOX,
        "items": checklist(),
        "organisation": organisation,
        **contact_of(launch_of(organisation)),
    }


def checklist() -> list[ChecklistItem]:
    return list(ChecklistItem.objects.filter(is_active=True))


def issue_form(form: IssueForm) -> dict:
    return {
        "form": form,
        "organisation": form.organisation,
        "is_live": gate.is_live(form.organisation),
        "table": guide.table(),
        "essential": ["accounts", "one_bank", "bank_id"],
        "additional": [form[name] for name in DETAILS],
    }


def issue(found: ProviderIssue, reader, *, reply_form: ReplyForm | None = None, full=False) -> dict:
    """One issue for one reader; `full`: its identifiers are shown, which was written down."""
    legal = legal_verbs(MOVES, found.status, actor="customer")
    told = [(found._meta.get_field(name).verbose_name, getattr(found, name)) for name in DETAILS]
    speaks = not reader.is_staff
    return {
        "issue": found,
        "meaning": found.meaning,
        "clocks": [(clock, clock_words(clock)) for clock in found.clocks.select_related("calendar")],
        "accounts": list(found.accounts.all()),
        "full": full,
        "facts": facts(found),
        "told": [(label, text) for label, text in told if text],
        "attachments": list(found.attachments.all()),
        "story": story.for_provider(found, reader),
        "may_close": speaks and "close" in legal,
        "question": _last(found, "ask") if found.status == Status.WAITING else None,
        "reply_form": reply_form or (ReplyForm(by=reader) if speaks and set(legal) - {"close"} else None),
        "redirect": getattr(found, "redirect", None),
        "speaks": speaks,
    }


def clock_words(clock: ProviderClock) -> Words:
    return Words(label=_("A person answers by"), what=_("Answer"), kept=_("Answered"))


def facts(found: ProviderIssue) -> list[tuple[str, object]]:
    rows = [
        (_("Priority"), found.get_priority_display()),
        (_("Kind"), found.category),
        (_("Environment"), found.get_environment_display()),
        (_("Raised by"), found.requester),
        (_("Held by"), found.holder or _("Nobody yet")),
    ]
    return rows + [(_("Bank ID"), found.bank_id)] if found.bank_id else rows


# --- Launch -----------------------------------------------------------------------------------------


def launch_of(organisation: Organisation | None) -> Launch | None:
    """The provider's launch, or one that is not stored yet: nobody has done anything for it."""
    if organisation is None:
        return None
    found = Launch.objects.select_related("engineer").filter(organisation=organisation).first()
    return found or Launch(organisation=organisation)


def contact_of(launch: Launch | None) -> dict:
    """The enablement engineer: the provider's own; while there is none, whoever has that role (S0-42)."""
    engineer = launch.engineer if launch else None
    people = [engineer] if engineer else list(emails.enablement())
    return {"engineers": people, "enablement_address": settings.INTEGRATION_INBOX}


def the_launch(launch: Launch, reader, *, bound=None, at: int | None = None) -> dict:
    """`bound`: the form that comes back with errors, of the item `at` or of the template."""
    shown = _shown(launch)
    open_to_change = bool(legal_verbs(LAUNCH_MOVES, launch.status, actor="customer"))
    rows = [
        {"item": item, "evidence": shown.get(item.pk), "form": _evidence_form(item, shown, reader, bound, at)}
        for item in checklist()
    ]
    events = launch.events.select_related("by").order_by("-at", "-pk") if launch.pk else []
    tone, shape = PROGRESS_TONES[Progress(launch.status)]
    return {
        "launch": launch,
        "rows": rows,
        "total": len(rows),
        "done": sum(row["evidence"] is not None for row in rows),
        "may_change": open_to_change,
        "return_form": (bound if at is None else None) or ReturnForm(by=reader, auto_id="id_return_%s"),
        "history": [(event.at, of_launch(event)) for event in events],
        "tone": tone,
        "shape": shape,
        **contact_of(launch),
    }


def _shown(launch: Launch) -> dict[int, object]:
    if launch.pk is None:
        return {}
    return {row.item_id: row for row in launch.evidence.prefetch_related("attachments").order_by("pk")}


def _evidence_form(item: ChecklistItem, shown: dict, reader, bound, at: int | None) -> EvidenceForm:
    if at == item.pk and bound is not None:
        return bound
    text = shown[item.pk].text if item.pk in shown else ""
    return EvidenceForm(by=reader, initial={"text": text}, auto_id=f"id_item{item.pk}_%s")


def _last(found: ProviderIssue, verb: str):
    return found.events.public().filter(verb=verb).order_by("-at", "-pk").first()
