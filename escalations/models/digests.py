"""The letter that tells a regional manager every morning how all escalations stand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from escalations.models.posts import Post


class Digest(models.Model):
    """One morning of one manager's post: due when their working day begins."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="digests")
    on = models.DateField(_("day"))
    due_at = models.DateTimeField(_("due at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("daily letter")
        verbose_name_plural = _("daily letters")
        ordering = ["due_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "on"], name="one_digest_a_post_and_day")]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(sent_at__isnull=True), name="digests_to_send")
        ]

    def __str__(self):
        return f"{self.post_id} {self.on}"
