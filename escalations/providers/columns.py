"""What the queue says about one issue: due, time left, whose turn, who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from escalations.providers.models import ProviderIssue
from escalations.providers.states import Kind
from portal.businesstime.for_staff import Due, due_of


@dataclass(frozen=True)
class Row:
    """One line of the queue, for its template."""

    issue: ProviderIssue
    now: datetime

    @cached_property
    def due(self) -> Due:
        clock = next(iter(self.issue.open_clocks), None)
        if self.issue.is_open and clock is not None:
            return due_of(clock, str(Kind(clock.kind).label), self.now)
        return Due("–", "", "rest", _("no clock runs") if self.issue.is_open else _("ended"), None)

    @cached_property
    def url(self) -> str:
        return f"{_queue_url()}{self.issue.pk}/change/"


@cache
def _queue_url() -> str:
    """Asked for once: a reversed address for each cell costs more than the cell."""
    return reverse("admin:providers_providerissue_changelist")
