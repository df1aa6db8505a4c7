"""Calls: when, how to join, who comes, what was said."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation
from escalations.querysets import CallQuerySet


class Call(models.Model):
    """A call that was arranged. Its invitations share one `uid`; each change of it counts `sequence` up."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="calls")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    purpose = models.CharField(_("purpose"), max_length=200)
    starts_at = models.DateTimeField(_("starts at"))
    # The zone in which it was arranged; each reader sees it in their own.
    zone = models.CharField(_("time zone"), max_length=64)
    lasts_minutes = models.PositiveSmallIntegerField(_("minutes it lasts"))
    how_to_join = models.CharField(_("how to join"), max_length=500)
    internal = models.BooleanField(_("internal"), default=False)
    led_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField(_("arranged at"), default=timezone.now)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    minutes = models.TextField(_("minutes, for all who were invited"), blank=True)
    internal_minutes = models.TextField(_("minutes, for the team alone"), blank=True)
    minutes_at = models.DateTimeField(_("minutes kept at"), null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["starts_at", "pk"]

    def __str__(self):
        return self.purpose

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.lasts_minutes)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_to_come(self) -> bool:
        """Neither cancelled nor over."""
        return not self.is_cancelled and self.ends_at > timezone.now()


class Attendee(models.Model):
    """Somebody who is asked to come: one of us, one of the customer's people, or another address."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="attendees")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.CharField(_("email"), max_length=254)
    required = models.BooleanField(_("required"), default=True)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["-required", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "email"], name="one_seat_an_address"),
            models.CheckConstraint(condition=~Q(email=""), name="attendee_has_an_address"),
        ]

    def __str__(self):
        return self.name or self.email
