"""An escalation, its promises, its story, its plan, the ladder, and what we learn from it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from escalations import numbers
from escalations.querysets import EscalationQuerySet, EventQuerySet, PromiseQuerySet
from escalations.states import MEANINGS, OPEN, WAITING, Band, Ground, Kind, Meaning, Status
from portal.accounts.roles import Role
from portal.businesstime.models import Clock
from portal.workflow.models import Event
from tickets.impact import Impact
from tickets.models import Ticket


class Level(models.Model):
    """One of the five steps of the ladder: who it is, when it is the right one, who is there now."""

    number = models.PositiveSmallIntegerField(_("level"), primary_key=True)
    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100)
    when_to_use_en = models.CharField(_("when to use it, in English"), max_length=200)
    when_to_use_fr = models.CharField(_("when to use it, in French"), max_length=200)
    role = models.CharField(
        _("role"),
        max_length=40,
        choices=Role.choices,
        blank=True,
        help_text=_("The people of this role are told when an escalation reaches this level."),
    )
    contact = models.CharField(_("who is there now"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("ladder")
        ordering = ["number"]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return self.name_fr if translation.get_language() == "fr" else self.name_en

    @property
    def when_to_use(self) -> str:
        return self.when_to_use_fr if translation.get_language() == "fr" else self.when_to_use_en


class Escalation(models.Model):
    """A case that a customer is not satisfied with, on its way back on track."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, verbose_name=_("case"), related_name="escalations")
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("escalated by"), related_name="escalations"
    )
    subject = models.CharField(_("subject"), max_length=200)
    reason = models.TextField(_("reason for the escalation"))
    description = models.TextField(_("description"))
    impact = models.CharField(_("business impact"), max_length=10, choices=Impact.choices)
    attachments = GenericRelation("attachments.Attachment")

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("level"), related_name="+", default=1)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("held by"),
        related_name="held_escalations",
        null=True,
        blank=True,
    )
    ground = models.CharField(_("ground"), max_length=10, choices=Ground.choices, blank=True)
    prioritised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    prioritised_at = models.DateTimeField(null=True, blank=True)

    submitted_at = models.DateTimeField(_("received at"), default=timezone.now)
    acknowledge_by = models.DateTimeField(_("acknowledge by"))
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    planned_at = models.DateTimeField(_("plan agreed at"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("back on track at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("refusal answered at"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("waiting for the customer since"), null=True, blank=True)

    # The queue reads its order from here; the promises say why.
    due_by = models.DateTimeField(_("next due"), null=True, blank=True)
    due_kind = models.CharField(_("what is due"), max_length=12, choices=Kind.choices, blank=True)
    band = models.CharField(max_length=1, choices=Band.choices, default=Band.CLOCK, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(status__in=OPEN), name="one_open_escalation_a_case"
            )
        ]
        indexes = [models.Index(fields=["band", "due_by", "id"], name="escalation_queue")]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        return numbers.reference(self.pk)

    def get_absolute_url(self):
        return reverse("escalations:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_paused(self) -> bool:
        """A question of ours is open and no clock runs. The acknowledgement never waits for an answer."""
        return self.waiting_since is not None and self.status != Status.RECEIVED

    @property
    def meaning(self) -> Meaning:
        return WAITING if self.is_paused else MEANINGS[Status(self.status)]

    def set_next_due(self) -> list[str]:
        """What the queue sorts by, read from the promises. What is late stays first until it is done."""
        owed = None
        if not self.is_open:
            self.band = Band.ENDED
        elif self.is_paused:
            self.band = Band.PAUSED
        else:
            owed = self.promises.open().first()
            self.band = Band.UPLIFTED if self.ground else Band.CLOCK
        self.due_by = owed.due_by if owed else None
        self.due_kind = owed.kind if owed else ""
        return ["band", "due_by", "due_kind"]

    @cached_property
    def agent(self):
        """Who handles the case: the first to be told of an approval."""
        return self.ticket.agent


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


class PlanStep(models.Model):
    """One step of the plan that customer and team share: what, who, by which day, done or not."""

    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="steps")
    what = models.CharField(_("what"), max_length=200)
    owner = models.CharField(_("who"), max_length=100)
    due_on = models.DateField(_("by"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("step of the plan")
        verbose_name_plural = _("steps of the plan")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.what


class Improvement(models.Model):
    """What we change in how we work, so that it does not arise again."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="improvements")
    what = models.TextField(_("what we change"))
    owner = models.CharField(_("by whom"), max_length=100)
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted at"), default=timezone.now)

    class Meta:
        verbose_name = _("improvement")
        verbose_name_plural = _("improvements")
        ordering = ["-noted_at", "-pk"]

    def __str__(self):
        return self.what[:80]
