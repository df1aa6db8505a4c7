"""What we said we would do about an escalation, and by when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation
from escalations.querysets import PromiseQuerySet
from escalations.states import Kind
from portal.businesstime.models import Clock


class Promise(Clock):
    """What we said we would do, and by when. A missed one stands; the next number of its kind follows it."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(default=1)
    let_go_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PromiseQuerySet.as_manager()

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            models.UniqueConstraint(fields=["escalation", "kind", "number"], name="one_promise_a_number")
        ]
        indexes = [*Clock.Meta.indexes, models.Index(fields=["due_by", "kind"], name="promise_of_a_month")]

    def __str__(self):
        return f"{self.escalation_id} {self.kind} {self.number}"

    def save(self, *args, **kwargs):
        """A deadline that moves, by a pause or because it was counted again, moves in the queue too."""
        super().save(*args, **kwargs)
        if "due_by" in (kwargs.get("update_fields") or ()):
            fields = self.escalation.set_next_due()
            if self.kind == Kind.ACKNOWLEDGE and self.number == 1:
                self.escalation.acknowledge_by = self.due_by
                fields.append("acknowledge_by")
            self.escalation.save(update_fields=fields)
