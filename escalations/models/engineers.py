"""What escalation engineers are good at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.contracts.models import Product
from portal.workflow.words import words
from tickets.models import Category


class Speciality(models.Model):
    """A type of situation: of a product, of a category, of both, or as it is named."""

    name_en = models.CharField(_("name in English"), max_length=100, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=100)
    product = models.ForeignKey(
        Product,
        models.PROTECT,
        verbose_name=_("product"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty: of every product."),
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        verbose_name=_("request category"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty: of every category."),
    )

    class Meta:
        verbose_name = _("speciality")
        verbose_name_plural = _("specialities")
        ordering = ["name_en"]

    def __str__(self):
        return self.name

    name = words("name")


class Specialist(models.Model):
    """An engineer who knows a type of situation."""

    speciality = models.ForeignKey(Speciality, models.CASCADE, related_name="specialists")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("engineer"), related_name="specialities"
    )

    class Meta:
        verbose_name = _("engineer of this speciality")
        verbose_name_plural = _("engineers of this speciality")
        constraints = [
            models.UniqueConstraint(fields=["speciality", "person"], name="a_specialist_once_a_speciality")
        ]

    def __str__(self):
        return f"{self.person}, {self.speciality}"
