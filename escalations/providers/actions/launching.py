"""A launch: what is shown, the template that comes back, accepted or sent back with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from escalations.providers import emails
from escalations.providers.models import ChecklistItem, Evidence, Launch, LaunchEvent
from escalations.providers.states import LAUNCH_MOVES
from portal.accounts.models import Organisation
from portal.attachments.actions import claim
from portal.attachments.models import Attachment
from portal.workflow.moves import IllegalMove, make_move

Files = Iterable[Attachment]


def begin(organisation: Organisation) -> Launch:
    """The launch of a provider; the first who asks makes it."""
    launch, _made = Launch.objects.get_or_create(organisation=organisation)
    return launch


@transaction.atomic
def show(launch: Launch, *, by, item: ChecklistItem, text: str, files: Files = ()) -> Evidence:
    """Evidence for one item of the checklist; written anew, it replaces the words and adds the files."""
    launch, event = _move(launch, "show", by=by, note=item.title)
    evidence, _made = Evidence.objects.update_or_create(
        launch=launch, item=item, defaults={"text": text, "by": by, "at": event.at}
    )
    claim(files, evidence, by=by)
    return evidence


@transaction.atomic
def return_template(launch: Launch, *, by, note: str = "", files: Files = ()) -> Launch:
    """The completed template comes back: both are needed before production (S0-44)."""
    files = list(files)
    if not files:
        raise IllegalMove(_("Attach the completed support model template."))
    launch, event = _move(launch, "return_template", by=by, note=note, returned_at=timezone.now(), reason="")
    claim(files, event, by=by)
    emails.template_returned(launch, event)
    return launch


@transaction.atomic
def look_after(launch: Launch, *, by) -> Launch:
    """This person is the provider's enablement engineer from now on."""
    launch, _event = _move(launch, "look_after", by=by, engineer=by)
    return launch


@transaction.atomic
def accept(launch: Launch, *, by) -> Launch:
    """Production is open to the provider from now on."""
    if missing := missing_items(launch):
        raise IllegalMove(
            _("Not shown yet: %(items)s.") % {"items": ", ".join(str(item) for item in missing)}
        )
    launch, event = _move(launch, "accept", by=by, accepted_at=timezone.now())
    _have_engineer(launch, by)
    emails.launch_accepted(launch, event)
    return launch


@transaction.atomic
def send_back(launch: Launch, *, by, note: str) -> Launch:
    """Not yet, and why: the provider completes it and returns it again."""
    launch, event = _move(launch, "send_back", by=by, note=note, reason=note)
    _have_engineer(launch, by)
    emails.launch_sent_back(launch, event)
    return launch


def missing_items(launch: Launch) -> list[ChecklistItem]:
    """What is required and not shown yet."""
    shown = launch.evidence.values("item")
    return list(ChecklistItem.objects.filter(is_active=True, is_required=True).exclude(pk__in=shown))


def _have_engineer(launch: Launch, by) -> None:
    if launch.engineer is None:
        launch.engineer = by
        launch.save(update_fields=["engineer"])


def _move(launch: Launch, verb: str, *, by, note: str = "", **fields) -> tuple[Launch, LaunchEvent]:
    return make_move(launch, verb, moves=LAUNCH_MOVES, by=by, at=timezone.now(), note=note, **fields)
