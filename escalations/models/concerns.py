"""The customer does not feel progress: somebody calls, and by when somebody takes it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation
from portal.businesstime.models import Clock


class Concern(Clock):
    """“I am concerned”: its clock runs until somebody takes it; it is open until the call has been held."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="concerns")
    words = models.TextField(_("what the customer said"))
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("raised by"), related_name="+"
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("taken by"),
        related_name="+",
        null=True,
        blank=True,
    )
    call_at = models.DateTimeField(_("call at"), null=True, blank=True)
    conducted_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("conducted by"), related_name="+", blank=True
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    outcome = models.TextField(_("what was agreed"), blank=True)

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["escalation"], condition=Q(closed_at__isnull=True), name="one_open_concern"
            )
        ]

    def __str__(self):
        return f"{self.escalation_id} concern"
