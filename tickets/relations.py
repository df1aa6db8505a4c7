"""How requests hang together: links read from either side, and merges that can be undone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tickets.states import Status

# How long a merge can be undone.
UNDO_WITHIN = timedelta(days=7)


class Link(models.Model):
    """Two requests that belong together."""

    class Kind(models.TextChoices):
        RELATED = "related", _("related")  # for colleagues
        SPLIT = "split", _("split off")  # the customer sees it too

    first = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_link_a_pair")]

    def __str__(self):
        return f"{self.first_id} – {self.second_id}"


class Merge(models.Model):
    """One request that went into another, and how it stood before."""

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="merges")
    into = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=30, choices=Status.choices)
    closes_at = models.DateTimeField(null=True, blank=True)
    rings_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(undone_at=None), name="merged_once")
        ]

    def __str__(self):
        return f"{self.ticket_id} → {self.into_id}"

    def may_be_undone(self, now: datetime) -> bool:
        return self.undone_at is None and now <= self.at + UNDO_WITHIN
