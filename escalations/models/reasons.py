"""Why people escalate, as data, and the example that the form shows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.workflow.words import words


class Reason(models.Model):
    """One of the reasons that the form offers."""

    slug = models.SlugField(_("word"), max_length=30, unique=True, editable=False)
    name_en = models.CharField(_("name in English"), max_length=150)
    name_fr = models.CharField(_("name in French"), max_length=150)
    asks_go_live = models.BooleanField(
        _("asks for the go-live date"),
        default=False,
        help_text=_("The date becomes the critical milestone of the case."),
    )
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    name = words("name")


class Example(models.Model):
    """A good escalation, as the form shows it; one row."""

    subject_en = models.CharField(_("subject in English"), max_length=200)
    subject_fr = models.CharField(_("subject in French"), max_length=200)
    reason_en = models.TextField(_("reason in English"))
    reason_fr = models.TextField(_("reason in French"))
    description_en = models.TextField(_("description in English"))
    description_fr = models.TextField(_("description in French"))
    impact_en = models.CharField(_("business impact in English"), max_length=200)
    impact_fr = models.CharField(_("business impact in French"), max_length=200)

    class Meta:
        verbose_name = _("example of an escalation")
        verbose_name_plural = _("example of an escalation")

    def __str__(self):
        return self.subject

    subject = words("subject")
    reason = words("reason")
    description = words("description")
    impact = words("impact")
