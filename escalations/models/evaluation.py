"""What the manager of an escalation decides, and who takes part in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.models.concerns import Concern
from escalations.models.escalation import Escalation


class Measure(models.Model):
    """What was decided for an escalation: a resource that is assigned, or a correction of how we work."""

    class Kind(models.TextChoices):
        RESOURCE = "resource", _("Resource assigned")
        CORRECTION = "correction", _("Process correction")

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="measures")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    what = models.CharField(_("what"), max_length=200)
    concern = models.ForeignKey(
        Concern, models.SET_NULL, related_name="measures", null=True, blank=True, editable=False
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.what


class Participant(models.Model):
    """Somebody whom the engineer coordinates: of ours, of the customer, or a third party."""

    class Side(models.TextChoices):
        OURS = "ours", _("Our team")
        CUSTOMER = "customer", _("Your side")
        THIRD = "third", _("Third party")

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=100, blank=True)
    address = models.EmailField(_("email address"), blank=True)
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["escalation", "address"],
                condition=~models.Q(address=""),
                name="a_participant_once_an_escalation",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def side_for_staff(self) -> str:
        """The customer reads “Your side” where staff read “The customer”."""
        return _("The customer") if self.side == self.Side.CUSTOMER else self.get_side_display()
