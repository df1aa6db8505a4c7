"""Who looked at what is shown to few: one row a look, never changed and never deleted."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Viewing(models.Model):
    """Somebody saw in full what is masked elsewhere. `what`: a word of the room; `about`: its number."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("who"), related_name="+")
    what = models.CharField(_("what"), max_length=100)
    about = models.CharField(_("about"), max_length=100)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("viewing")
        verbose_name_plural = _("viewings")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="viewings_newest"),
            models.Index(fields=["about"], name="viewings_about"),
        ]

    def __str__(self):
        return f"{self.by}: {self.what}, {self.about}"
