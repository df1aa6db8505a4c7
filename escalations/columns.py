"""What the queue and the opening page say about one escalation: due, time left, whose turn, who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from escalations.models import Escalation, Promise
from escalations.states import Kind
from escalations.verbs import VERBS
from portal.businesstime.for_staff import Due, due_of
from portal.businesstime.models import Calendar
from portal.workflow.prepared import prepared
from tickets.impact import Impact

# The verb that keeps a promise of each kind; a review may end in no as well, on the page of the case.
DOES = {
    Kind.ACKNOWLEDGE: "acknowledge",
    Kind.REVIEW: "approve",
    Kind.PLAN: "share_plan",
    Kind.UPDATE: "update",
}


def rows(escalations, now: datetime, *, may_take: bool) -> list[Row]:
    """The lines of a list, each with the promise that is owed first; read by `for_the_queue`."""
    owed: dict[int, Promise] = {}
    for promise in _open_of(*(escalation.pk for escalation in escalations)):
        promise.calendar = Calendar.objects.known(promise.calendar_id)
        owed.setdefault(promise.escalation_id, promise)
    return [Row(escalation, owed.get(escalation.pk), now, may_take) for escalation in escalations]


@prepared
def _open_of(*escalations: int):
    return Promise.objects.open().filter(escalation__in=escalations).defer("explanation", "alarms")


def due(escalation: Escalation, promise: Promise | None, now: datetime) -> Due:
    if escalation.is_paused:
        return Due("–", _("Paused"), "rest", _("paused"), None)
    if not escalation.is_open or promise is None:
        return Due("–", "", "rest", _("ended"), None)
    return due_of(promise, str(Kind(promise.kind).label), now)


@dataclass(frozen=True)
class Row:
    """One line of the queue, for its template."""

    escalation: Escalation
    promise: Promise | None
    now: datetime
    may_take: bool

    @cached_property
    def due(self) -> Due:
        return due(self.escalation, self.promise, self.now)

    @property
    def customer(self) -> str:
        return self.escalation.customer_name or _("Someone")

    @property
    def next_level_suggested(self) -> bool:
        """It has been at its level for as long as it should."""
        next_from = self.escalation.next_from
        return self.escalation.is_open and next_from is not None and next_from <= self.now

    @property
    def impact(self) -> str:
        # Django's own `get_impact_display` goes through all choices, for every line again.
        return Impact(self.escalation.impact).label

    @cached_property
    def url(self) -> str:
        return f"{_queue_url()}{self.escalation.pk}/change/"

    @property
    def verb(self) -> str:
        """What the late promise asks for."""
        return DOES[Kind(self.escalation.due_kind)]

    @property
    def verb_url(self) -> str:
        """Straight to the page of the verb for those who may; the others read the case."""
        if not self.may_take:
            return self.url
        return f"{_queue_url()}{self.escalation.pk}/{self.verb}/"

    @property
    def verb_words(self):
        return VERBS[self.verb].label if self.may_take else pgettext("verb", "Open")

    @property
    def take_url(self) -> str:
        if not self.may_take or self.escalation.holder_id or not self.escalation.is_open:
            return ""
        return f"{_queue_url()}{self.escalation.pk}/take/"


def customer(escalation: Escalation) -> str:
    """Of an escalation that was read with its case and people."""
    return str(escalation.ticket.organisation or escalation.requester)


@cache
def _queue_url() -> str:
    """Asked for once: a reversed address for each cell costs more than the cell."""
    return reverse("admin:escalations_escalation_changelist")
