"""Rows every workflow keeps: the event of a move, and the forms that were already sent."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Something that happened to a case: who did it and when. The public ones are the customer's timeline."""

    verb = models.CharField(_("what"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)
    public = models.BooleanField(_("the customer sees it"), default=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class SentForm(models.Model):
    """A form that was sent, under the random key it carried; sent again, it answers with the first result."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    result = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_result_a_form_key")]

    def __str__(self):
        return self.key
