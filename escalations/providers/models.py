"""An issue a provider raised, its clock, its story; what was redirected; and the rows beside them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.providers import identifiers, numbers
from escalations.providers.guide_rows import Category, ChecklistItem, Passage, Route
from escalations.providers.launching import Evidence, Launch, LaunchEvent
from escalations.providers.querysets import (
    ClocksQuerySet,
    EventQuerySet,
    IssueQuerySet,
    RedirectQuerySet,
)
from escalations.providers.states import MEANINGS, OPEN, Door, Environment, Kind, Meaning, Status
from portal.accounts.models import Organisation
from portal.businesstime.models import Clock
from portal.workflow.models import Event
from tickets.scales import Priority

__all__ = [
    "AffectedAccount",
    "Category",
    "ChecklistItem",
    "Evidence",
    "Launch",
    "LaunchEvent",
    "Passage",
    "ProviderClock",
    "ProviderEvent",
    "ProviderIssue",
    "Redirect",
    "Route",
]


class ProviderIssue(models.Model):
    """Something wrong with the technical integration, as a provider told it (S0-12)."""

    class Band(models.TextChoices):
        """The order of the queue: a clock runs, a person has it, nobody need act, it has ended."""

        CLOCK = "1", _("A clock runs")
        BEGUN = "2", _("In hand")
        WAITING = "3", _("Waiting for the provider")
        ENDED = "4", _("Ended")

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("provider"), related_name="provider_issues"
    )
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("raised by"), related_name="+"
    )
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("category"), related_name="+")
    priority = models.CharField(_("priority"), max_length=2, choices=Priority.choices)
    environment = models.CharField(_("environment"), max_length=10, choices=Environment.choices)
    summary = models.CharField(_("summary"), max_length=200)
    bank_id = models.CharField(_("bank ID"), max_length=100, blank=True)
    timeline = models.TextField(_("timeline"), blank=True)
    impact = models.TextField(_("impact"), blank=True)
    steps = models.TextField(_("steps to reproduce"), blank=True)
    previous = models.TextField(_("previous occurrences"), blank=True)
    system_status = models.TextField(_("provider system status"), blank=True)
    attachments = GenericRelation("attachments.Attachment")

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("held by"),
        related_name="+",
        null=True,
        blank=True,
    )
    # Where it was sent when it came in; a route that is changed later moves nothing.
    routed_to = models.EmailField(_("sent to"))
    submitted_at = models.DateTimeField(_("received at"), default=timezone.now)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    # The queue reads its order from here; the clock says why.
    due_by = models.DateTimeField(_("next due"), null=True, blank=True)
    band = models.CharField(max_length=1, choices=Band.choices, default=Band.CLOCK, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("provider issue")
        verbose_name_plural = _("provider issues")
        indexes = [
            models.Index(fields=["band", "due_by", "-id"], name="provider_issue_queue"),
            models.Index(fields=["organisation", "-id"], name="provider_issue_of_provider"),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        return numbers.reference(self.pk)

    @property
    def subject(self) -> str:
        return self.summary

    def get_absolute_url(self):
        return reverse("providers:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def meaning(self) -> Meaning:
        return MEANINGS[Status(self.status)]

    def set_band(self) -> list[str]:
        """What the queue sorts by, read from the status and the clock."""
        owed = self.clocks.open().order_by("due_by").first() if self.is_open else None
        self.due_by = owed.due_by if owed else None
        if not self.is_open:
            self.band = self.Band.ENDED
        elif owed:
            self.band = self.Band.CLOCK
        else:
            self.band = self.Band.WAITING if self.status == Status.WAITING else self.Band.BEGUN
        return ["due_by", "band"]


class AffectedAccount(models.Model):
    """The identifier of a customer’s bank account. Each time it is shown in full, that is written down."""

    issue = models.ForeignKey(ProviderIssue, models.CASCADE, related_name="accounts")
    identifier = models.UUIDField(_("bank account identifier"))
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("affected account")
        verbose_name_plural = _("affected accounts")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "identifier"], name="one_identifier_an_issue")
        ]

    def __str__(self):
        return self.masked

    @property
    def masked(self) -> str:
        return identifiers.masked(self.identifier)


class ProviderClock(Clock):
    """By when a person answers. A missed one stays owed until somebody does."""

    issue = models.ForeignKey(ProviderIssue, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.RESPOND)
    let_go_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ClocksQuerySet.as_manager()

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = _("provider clock")
        verbose_name_plural = _("provider clocks")
        constraints = [models.UniqueConstraint(fields=["issue", "kind"], name="one_provider_clock_a_kind")]

    def __str__(self):
        return f"{self.issue_id} {self.kind}"


class ProviderEvent(Event):
    """One line of the story. The public ones are the provider's timeline."""

    issue = models.ForeignKey(ProviderIssue, models.CASCADE, related_name="events")
    detail = models.CharField(max_length=100, blank=True)
    attachments = GenericRelation("attachments.Attachment")

    objects = EventQuerySet.as_manager()

    class Meta(Event.Meta):
        abstract = False
        verbose_name = _("event")
        verbose_name_plural = _("events")


class Redirect(models.Model):
    """A customer's issue that reached us through a provider or the inbox: not worked, and not lost."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("provider"), related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        related_name="+",
        null=True,
        blank=True,
    )
    sender = models.EmailField(_("sender"), blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name=_("category"), related_name="+", null=True, blank=True
    )
    issue = models.OneToOneField(
        ProviderIssue, models.PROTECT, verbose_name=_("issue"), related_name="redirect", null=True, blank=True
    )
    door = models.CharField(_("came in by"), max_length=5, choices=Door.choices)
    subject = models.CharField(_("subject"), max_length=200)
    # What was typed, without identifiers: they stand in nothing that is passed on.
    facts = models.TextField(_("what was told"), blank=True)
    answers = models.JSONField(default=dict, editable=False)
    made_at = models.DateTimeField(_("at"), default=timezone.now)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organisation", "made_at"], name="redirects_of_provider"),
            models.Index(fields=["made_at"], name="redirects_of_a_month"),
        ]

    def __str__(self):
        return self.subject
