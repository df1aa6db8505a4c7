"""The rota of duty managers, and where they are reached."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from escalations.querysets import ShiftQuerySet
from portal.accounts.models import Region
from portal.workflow.words import words


class Shift(models.Model):
    """Somebody is on duty, in a region or everywhere. The end is no longer part of it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("duty manager"), related_name="shifts"
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name=_("region"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty: everywhere."),
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("duty rota")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="a_shift_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="shift_now")]

    def __str__(self):
        return f"{self.person}, {self.starts_at:%Y-%m-%d %H:%M}"

    def clean(self):
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": gettext("A shift ends after it starts.")})


class DutyLine(models.Model):
    """How a duty manager is reached: the number, and when."""

    region = models.OneToOneField(
        Region,
        models.PROTECT,
        verbose_name=_("region"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty: wherever a region has no line of its own."),
    )
    phone = models.CharField(_("phone"), max_length=40)
    hours_en = models.CharField(_("hours in English"), max_length=200)
    hours_fr = models.CharField(_("hours in French"), max_length=200)

    class Meta:
        verbose_name = _("duty manager’s line")
        verbose_name_plural = _("duty managers’ lines")
        ordering = ["region__name_en"]

    def __str__(self):
        return self.phone

    hours = words("hours")
