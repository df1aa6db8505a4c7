"""The action plan: its steps, whose they are, and which of them the customer sees."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation
from escalations.querysets import PlanStepQuerySet


class PlanStep(models.Model):
    """One step: what, who, by which day, done or not. An internal one never leaves the house."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="steps")
    what = models.CharField(_("what"), max_length=200)
    # How the owner is called; `person` is who of the staff it is, where it is one of them.
    owner = models.CharField(_("who"), max_length=100)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("who of the staff"),
        null=True,
        blank=True,
        related_name="+",
    )
    internal = models.BooleanField(_("internal"), default=False)
    due_on = models.DateField(_("by"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of the plan")
        verbose_name_plural = _("steps of the plan")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(
                fields=["escalation", "due_on"], condition=Q(done_on__isnull=True), name="steps_to_do"
            )
        ]

    def __str__(self):
        return self.what

    def is_overdue(self, today: date | None = None) -> bool:
        """Its day has passed in the reader's zone and it is not done."""
        return self.done_on is None and self.due_on < (today or timezone.localdate())
