"""The end of an escalation: proposed with three conditions, and never without the customer's agreement."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation
from escalations.querysets import ProposalQuerySet


class Proposal(models.Model):
    """We say why we believe it is back on track; the customer agrees, or says why not."""

    class Answer(models.TextChoices):
        AGREED = "agreed", _("The customer agreed")
        SPOKEN = "spoken", _("The customer agreed by voice")
        DISAGREED = "disagreed", _("The customer did not agree")
        WITHDRAWN = "withdrawn", _("We took it back")
        CASE_ENDED = "case_ended", _("The case was closed before an answer came")

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="proposals")
    # A word of evidence for each of the three conditions (S4-31 to S4-33).
    plan_word = models.TextField(_("the action plan is acceptable"))
    analysis_word = models.TextField(_("troubleshooting or root-cause analysis is on track"))
    progress_word = models.TextField(_("back on track and making acceptable progress"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    # When the customer is reminded next; nothing ends by itself.
    remind_by = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    # Agreement that was given by voice: by whom, when and how; `answered_by` wrote it down.
    spoken_by = models.CharField(max_length=100, blank=True)
    spoken_at = models.DateTimeField(null=True, blank=True)
    spoken_how = models.CharField(max_length=100, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed end")
        verbose_name_plural = _("proposed ends")
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["escalation"], condition=Q(answered_at=None), name="one_open_proposal"
            ),
            models.CheckConstraint(
                condition=~Q(plan_word="") & ~Q(analysis_word="") & ~Q(progress_word=""),
                name="proposal_has_three_conditions",
            ),
        ]
        indexes = [
            models.Index(fields=["remind_by"], condition=Q(remind_by__isnull=False), name="proposal_reminds")
        ]

    def __str__(self):
        return f"{self.escalation_id} {self.proposed_at:%Y-%m-%d}"

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """Each condition with its word of evidence."""
        return [
            (str(self._meta.get_field(name).verbose_name), getattr(self, name))
            for name in ("plan_word", "analysis_word", "progress_word")
        ]
