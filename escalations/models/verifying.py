"""What the customer verified before escalating."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation


class Verification(models.Model):
    """One of the four questions: the fact as it stood, the answer, and the fact as it is right."""

    class Question(models.TextChoices):
        """In the order in which they are asked (S4-16 to S4-19); the values are the case's kinds of facts."""

        PROBLEM = "problem", _("Is the problem statement correct?")
        IMPACT = "impact", _("Does the case accurately describe the business impact?")
        WORKAROUND = "workaround", _("If there is a workaround, is it impractical or inappropriate?")
        MILESTONE = "milestone", _("Is a critical milestone date identified in the case?")

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NONE = "none", _("There is none")

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="verifications")
    question = models.CharField(max_length=10, choices=Question.choices)
    answer = models.CharField(max_length=5, choices=Answer.choices)
    # As the case had it and keeps it: a word of a choice, a day in digits, or text.
    fact = models.TextField(blank=True)
    correction = models.TextField(blank=True)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["escalation", "question"], name="one_answer_a_question")
        ]

    def __str__(self):
        return f"{self.escalation_id} {self.question}"
