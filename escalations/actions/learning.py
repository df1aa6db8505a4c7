"""The register of improvements is worked: what is done is said, and what customers may read is published."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from escalations import emails
from escalations.models import Improvement
from portal.workflow.moves import IllegalMove, lock

WORDS = ("you_said_en", "you_said_fr", "we_changed_en", "we_changed_fr")


@transaction.atomic
def finish(
    improvement: Improvement,
    *,
    by,
    done_on: date | None,
    publish: bool = False,
    you_said_en: str = "",
    you_said_fr: str = "",
    we_changed_en: str = "",
    we_changed_fr: str = "",
) -> Improvement:
    """Say that it is done, and, if wanted, what customers read of it. Who escalated is told once."""
    improvement = lock(improvement)
    if publish and not (done_on and you_said_en.strip() and we_changed_en.strip()):
        raise IllegalMove(_("Publish what is done, and say what was said and what was changed."))
    newly_done, newly_told = done_on and not improvement.done_on, publish and not improvement.published_at
    improvement.done_on = done_on
    words = (you_said_en, you_said_fr, we_changed_en, we_changed_fr)
    for name, text in zip(WORDS, words, strict=True):
        setattr(improvement, name, text)
    improvement.published_at = (improvement.published_at or timezone.now()) if publish else None
    improvement.save(update_fields=["done_on", *WORDS, "published_at"])
    if newly_done:
        improvement.escalation.events.create(
            verb="finish", by=by, at=timezone.now(), detail=improvement.what[:100], public=False
        )
    if newly_told:
        emails.changed(improvement)
    return improvement
