"""The resource centre: where an answer may be found before a request is written, as data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.contracts.models import Product
from portal.workflow.kept import kept
from portal.workflow.words import words
from tickets.intake.addresses import ADDRESS, here


class ResourceManager(models.Manager):
    def shown_to(self, user, product: Product | None) -> list[Resource]:
        """Those for everybody, for this product, and for this side of the house."""
        side = Resource.Audience.CUSTOMERS
        if user.membership and (
            user.membership.organisation.is_certified or user.membership.organisation.is_partner
        ):
            side = Resource.Audience.PARTNERS
        audiences = (Resource.Audience.ALL, side)
        products = (None, product.pk if product else None)
        return [row for row in _shown() if row.audience in audiences and row.product_id in products]


@kept
def _shown() -> list[Resource]:
    return list(Resource.objects.filter(is_active=True))


class Resource(models.Model):
    """One element of the resource centre that is shown before the form (S3-6 to S3-11)."""

    class Audience(models.TextChoices):
        ALL = "all", _("everybody")
        CUSTOMERS = "customers", _("customers")
        PARTNERS = "partners", _("partners")

    title_en = models.CharField(_("title in English"), max_length=150)
    title_fr = models.CharField(_("title in French"), max_length=150, blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    url = models.CharField(_("leads to"), max_length=300, blank=True, validators=[ADDRESS])
    product = models.ForeignKey(
        Product,
        models.CASCADE,
        verbose_name=_("product"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("None: whatever the product."),
    )
    audience = models.CharField(_("for"), max_length=10, choices=Audience.choices, default=Audience.ALL)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("shown"), default=True)

    objects = ResourceManager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resource centre")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    title = words("title")
    text = words("text")

    @property
    def address(self) -> str:
        return here(self.url)
