"""An escalation: the case it is about, who holds it, how far it has come."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from escalations import numbers
from escalations.models.ladder import Level
from escalations.models.reasons import Reason
from escalations.querysets import EscalationQuerySet
from escalations.states import MEANINGS, OPEN, WAITING, Band, Ground, Kind, Meaning, Status
from tickets.impact import Impact
from tickets.models import Ticket


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

    # Chosen beside the words above; rows from before the reasons were data have none.
    main_reason = models.ForeignKey(
        Reason, models.PROTECT, verbose_name=_("main reason"), related_name="+", null=True, blank=True
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("recorded for the customer by"),
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    # The last escalation of the same case, whose level this one goes on from.
    previous = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("escalated before"), related_name="+", null=True, blank=True
    )

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("level"), related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("held by"),
        related_name="held_escalations",
        null=True,
        blank=True,
    )
    engineer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("escalation engineer"),
        related_name="engineered_escalations",
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
    plan_accepted_at = models.DateTimeField(_("plan accepted at"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("back on track at"), null=True, blank=True)
    # Working minutes from the receipt to the end, counted when it ends: what is averaged was stored.
    lasted_minutes = models.PositiveIntegerField(_("working minutes it lasted"), null=True, editable=False)
    answered_at = models.DateTimeField(_("refusal answered at"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("waiting for the customer since"), null=True, blank=True)

    # The queue reads its order from here; the promises say why.
    due_by = models.DateTimeField(_("next due"), null=True, blank=True)
    due_kind = models.CharField(_("what is due"), max_length=12, choices=Kind.choices, blank=True)
    band = models.CharField(max_length=1, choices=Band.choices, default=Band.CLOCK, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    # What it taught us: written when its end is proposed, or after it ended with its case.
    cause = models.TextField(_("cause"), blank=True)
    none_because = models.TextField(_("no improvement, because"), blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(status__in=OPEN), name="one_open_escalation_a_case"
            )
        ]
        indexes = [
            models.Index(fields=["band", "due_by", "id"], name="escalation_queue"),
            models.Index(fields=["status", "band", "due_by", "id"], name="escalations_of_a_status"),
            models.Index(fields=["holder", "band", "due_by", "id"], name="escalations_held"),
            models.Index(fields=["submitted_at"], name="escalations_of_a_month"),
            models.Index(
                fields=["resolved_at"], condition=Q(resolved_at__isnull=False), name="ended_in_a_month"
            ),
        ]

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
        """The customer has the word and no clock runs. The acknowledgement never waits for an answer."""
        if self.status == Status.PROPOSED:
            return True
        return self.waiting_since is not None and self.status != Status.RECEIVED

    @property
    def meaning(self) -> Meaning:
        asked = self.is_paused and self.status != Status.PROPOSED
        return WAITING if asked else MEANINGS[Status(self.status)]

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
    def who_takes_part(self) -> list:
        return list(self.participants.select_related("person", "added_by"))

    @cached_property
    def shared_steps(self) -> list:
        """The steps of the plan that the customer sees: what every page and letter of theirs reads."""
        return [step for step in self.steps.all() if not step.internal]

    @cached_property
    def agent(self):
        """Who handles the case: the first to be told of an approval."""
        return self.ticket.agent
