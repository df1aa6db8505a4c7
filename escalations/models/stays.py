"""How long an escalation has been at each level."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation
from escalations.models.ladder import Level


class Stay(models.Model):
    """The time an escalation spends at one level. The one without an end is where it is now."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="stays")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    came_at = models.DateTimeField(_("came at"), default=timezone.now)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    # Stored when it comes: a level that is edited later does not move it. Empty: never suggested.
    next_from = models.DateTimeField(_("the next level is suggested from"), null=True, blank=True)

    class Meta:
        verbose_name = _("stay at a level")
        verbose_name_plural = _("stays at a level")
        ordering = ["came_at", "pk"]
        indexes = [models.Index(fields=["left_at"], name="stays_of_a_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["escalation"], condition=Q(left_at__isnull=True), name="at_one_level_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.escalation_id} {self.level_id}"
