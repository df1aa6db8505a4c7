"""What the queue says about one complaint: due, time left, whose turn, who has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from escalations.complaints.models import Complaint
from escalations.complaints.states import Kind
from portal.businesstime.for_staff import Due, due_of


def due(complaint: Complaint, now: datetime) -> Due:
    promise = next(iter(complaint.open_promises), None)
    if promise is None:
        return Due("–", "", "rest", _("with the customer") if complaint.is_open else _("ended"), None)
    return due_of(promise, str(Kind(promise.kind).label), now)


@dataclass(frozen=True)
class Row:
    """One line of the queue, for its template."""

    complaint: Complaint
    now: datetime

    @cached_property
    def due(self) -> Due:
        return due(self.complaint, self.now)

    @property
    def customer(self) -> str:
        return customer(self.complaint)

    @property
    def url(self) -> str:
        return reverse("admin:complaints_complaint_change", args=[self.complaint.pk])


def customer(complaint: Complaint) -> str:
    return str(complaint.organisation or complaint.requester)
