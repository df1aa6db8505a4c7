"""Four scales and one mapping (C1): what the customer says, what we decide, and how the two compare."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.workflow.kept import kept
from portal.workflow.words import words
from tickets.impact import Impact


class Criticality(models.TextChoices):
    """What somebody answers to “Can you still work?” (S3-45 to S3-48)."""

    LOW = "low", _("Low")
    MINOR = "minor", _("Minor")
    MAJOR = "major", pgettext_lazy("criticality", "Major")
    BLOCKING = "blocking", _("Blocking")

    @property
    def answer(self) -> str:
        return _ANSWERS[self]


_ANSWERS = {
    Criticality.LOW: _("Yes, I have a question about using the software"),
    Criticality.MINOR: _("Yes, I have a workaround"),
    Criticality.MAJOR: _("No, I cannot complete my task"),
    Criticality.BLOCKING: _("No, I can no longer use the software"),
}


class Priority(models.TextChoices):
    """How integration partners name it."""

    P1 = "p1", "P1"
    P2 = "p2", "P2"
    P3 = "p3", "P3"
    P4 = "p4", "P4"


class Severity(models.Model):
    """One of the four severities, in words that customers read too (S2-15 to S2-20)."""

    number = models.PositiveSmallIntegerField(
        _("severity"), primary_key=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100)
    description_en = models.TextField(_("description in English"))
    description_fr = models.TextField(_("description in French"))
    example_en = models.TextField(_("example in English"), blank=True)
    example_fr = models.TextField(_("example in French"), blank=True)

    class Meta:
        verbose_name = _("severity")
        verbose_name_plural = _("severities")
        ordering = ["number"]

    def __str__(self):
        return f"{self.number} – {self.name}"

    name = words("name")
    description = words("description")
    example = words("example")


class ScaleValue(models.Model):
    """One value of a scale the customer or a partner speaks in, and the severity it suggests."""

    class Scale(models.TextChoices):
        IMPACT = "impact", _("business impact")
        CRITICALITY = "criticality", _("criticality")
        PRIORITY = "priority", _("partners’ priority")

    scale = models.CharField(_("scale"), max_length=12, choices=Scale.choices)
    value = models.CharField(_("value"), max_length=12)
    severity = models.ForeignKey(
        Severity, models.PROTECT, verbose_name=_("suggests severity"), related_name="+"
    )
    # Shown under the answer on the form (S3-49, C18).
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)
    description_fr = models.CharField(_("description in French"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("value of a scale")
        verbose_name_plural = _("values of the scales")
        ordering = ["scale", "severity"]
        constraints = [models.UniqueConstraint(fields=["scale", "value"], name="one_row_a_scale_value")]

    def __str__(self):
        return f"{self.get_scale_display()}: {self.label}"

    @property
    def label(self) -> str:
        words = {"impact": Impact, "criticality": Criticality, "priority": Priority}[self.scale]
        return str(words(self.value).label)

    description = words("description")


class Category(models.Model):
    """What a request is about (S2-8 to S2-11): the customer chooses, triage corrects."""

    class Group(models.TextChoices):
        TROUBLESHOOTING = "troubleshooting", _("Troubleshooting problems")
        RESOLVING = "resolving", _("Resolving issues")
        GUIDANCE = "guidance", _("Guidance and assistance")

    group = models.CharField(_("group"), max_length=20, choices=Group.choices)
    slug = models.SlugField(_("word"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("request category")
        verbose_name_plural = _("request categories")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    name = words("name")


def suggested_severity(*, impact: str = "", criticality: str = "") -> int | None:
    """By the mapping: the graver of what was said; None when nothing was.

    A major impact has a workaround by its own words, so the answer to “can you still work?” decides
    between severities 2 and 3 (C1).
    """
    said = {ScaleValue.Scale.IMPACT: impact, ScaleValue.Scale.CRITICALITY: criticality}
    known = scale_values()
    if impact == Impact.MAJOR and criticality == Criticality.MINOR:
        said.pop(ScaleValue.Scale.IMPACT)
    found = [known[pair].severity_id for pair in said.items() if pair in known]
    return min(found, default=None)


@kept
def scale_values() -> dict[tuple[str, str], ScaleValue]:
    """By scale and value."""
    return {(row.scale, row.value): row for row in ScaleValue.objects.all()}


@kept
def severities() -> list[Severity]:
    return list(Severity.objects.all())


@kept
def offered_categories() -> dict[str, Category]:
    """By their words, in their order."""
    return {row.slug: row for row in Category.objects.filter(is_active=True)}
