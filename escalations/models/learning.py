"""What an escalation taught us."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation
from portal.workflow.words import words


class Improvement(models.Model):
    """What we change in how we work, so that it does not arise again."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="improvements")
    what = models.TextField(_("what we change"))
    owner = models.CharField(_("by whom"), max_length=100)
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    # What customers read of it, once it is published: “You said, we changed”.
    you_said_en = models.TextField(_("you said, in English"), blank=True)
    you_said_fr = models.TextField(_("you said, in French"), blank=True)
    we_changed_en = models.TextField(_("we changed, in English"), blank=True)
    we_changed_fr = models.TextField(_("we changed, in French"), blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted at"), default=timezone.now)

    class Meta:
        verbose_name = _("improvement")
        verbose_name_plural = _("improvements")
        ordering = ["-noted_at", "-pk"]
        indexes = [
            models.Index(
                fields=["published_at"],
                condition=models.Q(published_at__isnull=False),
                name="improvement_published",
            )
        ]

    def __str__(self):
        return self.what[:80]

    you_said = words("you_said")
    we_changed = words("we_changed")
