"""How customer and team keep in touch while an escalation lasts: proposed, agreed, asked to be another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation
from escalations.states import Mode, Rhythm


class CommunicationPlan(models.Model):
    """One proposal. The last one agreed is in force; the last one proposed waits for the customer."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="communication_plans")
    mode = models.CharField(_("how"), max_length=10, choices=Mode.choices)
    rhythm = models.CharField(_("how often"), max_length=5, choices=Rhythm.choices)
    # For hours and days: that many of working time.
    every = models.PositiveSmallIntegerField(_("every"), null=True, blank=True)
    # For named times: [[weekday from Monday 0, minutes after midnight], …] on the calendar's wall clock.
    times = models.JSONField(_("at"), default=list, blank=True)
    # [{"name": …, "email": …}, …]: who besides the customer gets every update.
    attendees = models.JSONField(_("required attendees"), default=list, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    # The customer asked for another one.
    refused_at = models.DateTimeField(_("another one asked for at"), null=True, blank=True)

    class Meta:
        verbose_name = _("communication plan")
        verbose_name_plural = _("communication plans")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.escalation_id} {self.mode} {self.rhythm}"

    @property
    def waits(self) -> bool:
        """For the customer's yes."""
        return self.agreed_at is None and self.refused_at is None
