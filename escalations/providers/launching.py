"""A provider's way to production: what it shows, the support model it returns, who accepts it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.providers.guide_rows import ChecklistItem
from escalations.providers.querysets import LaunchQuerySet, OfLaunchQuerySet
from escalations.providers.states import Progress
from portal.accounts.models import Organisation
from portal.workflow.models import Event


class Launch(models.Model):
    """One a provider. Until it is accepted, production is closed to the provider (S0-44)."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, verbose_name=_("provider"), related_name="launch"
    )
    engineer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("enablement engineer"),
        related_name="+",
        null=True,
        blank=True,
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Progress.choices, default=Progress.PREPARING
    )
    reason = models.TextField(_("why it was sent back"), blank=True)
    began_at = models.DateTimeField(_("began at"), default=timezone.now)
    returned_at = models.DateTimeField(_("template returned at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    objects = LaunchQuerySet.as_manager()

    class Meta:
        verbose_name = _("launch")
        verbose_name_plural = _("launches")
        indexes = [models.Index(fields=["status", "id"], name="launches_by_progress")]

    def __str__(self):
        return str(self.organisation)

    # The names by which the staff page of a verb knows its case.
    @property
    def reference(self) -> str:
        return str(self.organisation)

    @property
    def subject(self) -> str:
        return str(self.get_status_display())

    @property
    def is_live(self) -> bool:
        return self.status == Progress.ACCEPTED


class Evidence(models.Model):
    """What a provider shows for one item of the checklist; written anew, it replaces what was there."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="evidence")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="+")
    text = models.TextField(_("what shows it"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)
    attachments = GenericRelation("attachments.Attachment")

    objects = OfLaunchQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["item__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["launch", "item"], name="one_evidence_an_item")]

    def __str__(self):
        return f"{self.launch}: {self.item}"


class LaunchEvent(Event):
    """One line of the story of a launch; the template that was returned hangs on its line."""

    launch = models.ForeignKey(Launch, models.CASCADE, related_name="events")
    attachments = GenericRelation("attachments.Attachment")

    objects = OfLaunchQuerySet.as_manager()

    class Meta(Event.Meta):
        abstract = False
        verbose_name = _("event of a launch")
        verbose_name_plural = _("events of launches")
