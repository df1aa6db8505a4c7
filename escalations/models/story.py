"""What has happened to an escalation, line by line."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from escalations.models.escalation import Escalation
from escalations.querysets import EventQuerySet
from portal.workflow.models import Event


class EscalationEvent(Event):
    """One line of the story. The public ones are the customer's timeline."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="events")
    detail = models.CharField(max_length=100, blank=True)
    attachments = GenericRelation("attachments.Attachment")

    objects = EventQuerySet.as_manager()

    class Meta(Event.Meta):
        abstract = False
        verbose_name = _("event")
        verbose_name_plural = _("events")
