"""A customer's request and its conversation."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, Team
from portal.attachments.models import Attachment
from portal.contracts.models import Product, SupportPlan
from portal.workflow.models import Event as WorkflowEvent
from tickets.clocks import DailyFigure, Kind, TicketClock
from tickets.facts import Fact
from tickets.impact import Impact
from tickets.intake.models import RequestType
from tickets.numbers import reference
from tickets.querysets import MessageQuerySet, TicketQuerySet
from tickets.relations import Link, Merge
from tickets.scales import Category, Criticality, ScaleValue, Severity
from tickets.states import Meaning, Status

__all__ = [
    "Category",
    "DailyFigure",
    "Event",
    "Fact",
    "Link",
    "Merge",
    "Message",
    "ScaleValue",
    "Severity",
    "Side",
    "Ticket",
    "TicketClock",
]

DEFAULT_FORM = "technical"
OPEN, CLOSED = Q(closed_at=None), Q(closed_at__isnull=False)
NOT_TAKEN = Q(closed_at=None, agent=None)
OF_PRODUCT = Q(product__isnull=False)


class Side(models.TextChoices):
    CUSTOMER = "customer", _("the customer")
    STAFF = "staff", _("support")


class Ticket(models.Model):
    """One request, one subject. Its primary key is the case number."""

    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("customer"),
        related_name="requests",
        db_index=False,  # the indexes below begin with it
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        verbose_name=_("team"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("agent"),
        null=True,
        blank=True,
        related_name="cases",
        db_index=False,
    )
    # The word of its request type: the types are data, and may be renamed or withdrawn.
    form = models.CharField(_("form"), max_length=20, default=DEFAULT_FORM)
    subject = models.CharField(_("subject"), max_length=200)
    status = models.CharField(_("status"), max_length=30, choices=Status.choices, default=Status.NEW)
    impact = models.CharField(_("impact"), max_length=10, choices=Impact.choices, blank=True)
    criticality = models.CharField(_("criticality"), max_length=10, choices=Criticality.choices, blank=True)
    # The customer's words stand above; what we decide stands here, and neither overwrites the other (C1).
    severity = models.ForeignKey(
        Severity,
        models.PROTECT,
        verbose_name=_("severity"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name=_("category"), null=True, blank=True, related_name="+"
    )
    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name=_("product"), null=True, blank=True, related_name="+"
    )
    # That of the contract when the request was raised; none: the default plan.
    plan = models.ForeignKey(
        SupportPlan,
        models.PROTECT,
        verbose_name=_("support plan"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    # The number of the article this person read before: what did not help is known from the start.
    article = models.PositiveBigIntegerField(_("came from article"), null=True, blank=True)
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    # Only what the customer sees moves this: an internal note leaves no trace outside.
    changed_at = models.DateTimeField(_("last change"), default=timezone.now)
    last_public_by = models.CharField(
        _("last word"), max_length=10, choices=Side.choices, default=Side.CUSTOMER
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    # Pending closure: when it closes by itself, and when the sweep must look at it next.
    closes_at = models.DateTimeField(_("closes by itself at"), null=True, blank=True)
    rings_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The closed request that this one goes on from.
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("follows"),
        null=True,
        blank=True,
        related_name="followed_by",
    )
    # The next of its promises, for the lists; none while the clocks stand.
    due_by = models.DateTimeField(_("next due"), null=True, blank=True, editable=False)
    due_kind = models.CharField(
        _("what is due"), max_length=10, choices=Kind.choices, blank=True, editable=False
    )
    # The request in which this one goes on.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        related_name="merged",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        permissions = [("see_every_team", "Can see the requests of every team")]
        # Upwards, so that read from the end they give “newest first” with the number as the last word too.
        indexes = [
            models.Index(fields=["requester", "changed_at"], name="ticket_of_requester"),
            models.Index(fields=["requester", "changed_at"], condition=OPEN, name="ticket_open_of_req"),
            models.Index(fields=["requester", "changed_at"], condition=CLOSED, name="ticket_closed_of_req"),
            models.Index(fields=["requester", "status"], condition=OPEN, name="ticket_turn_of_requester"),
            models.Index(fields=["requester", "created_at"], name="ticket_of_req_received"),
            models.Index(
                fields=["requester", "product", "changed_at"],
                condition=OF_PRODUCT,
                name="ticket_of_req_product",
            ),
            models.Index(fields=["organisation", "changed_at"], name="ticket_of_organisation"),
            models.Index(fields=["organisation", "changed_at"], condition=OPEN, name="ticket_open_of_org"),
            models.Index(fields=["organisation", "created_at"], name="ticket_of_org_received"),
            models.Index(
                fields=["organisation", "product", "changed_at"],
                condition=OF_PRODUCT,
                name="ticket_of_org_product",
            ),
            models.Index(fields=["changed_at"], condition=OPEN, name="ticket_open"),
            models.Index(fields=["due_by"], condition=OPEN, name="ticket_open_by_due"),
            models.Index(fields=["changed_at"], condition=CLOSED, name="ticket_closed"),
            models.Index(fields=["status", "due_by"], condition=OPEN, name="ticket_by_status"),
            models.Index(fields=["team", "due_by"], condition=OPEN, name="ticket_open_of_team"),
            # With the team, so that what an agent sees of it is counted without reading the rows.
            models.Index(fields=["agent", "due_by", "team"], condition=OPEN, name="ticket_open_of_agent"),
            models.Index(fields=["impact", "due_by"], condition=OPEN, name="ticket_open_by_impact"),
            models.Index(fields=["form", "due_by"], condition=OPEN, name="ticket_open_by_form"),
            models.Index(fields=["severity", "created_at"], condition=NOT_TAKEN, name="ticket_next"),
            models.Index(fields=["rings_at"], condition=Q(rings_at__isnull=False), name="ticket_rings"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(status=Status.CLOSED) & CLOSED) | (~Q(status=Status.CLOSED) & OPEN),
                name="ticket_closed_has_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.subject}"

    @property
    def reference(self) -> str:
        return reference(self.pk)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def meaning(self) -> Meaning:
        return Status(self.status).meaning

    @property
    def about(self) -> str:
        """The name of its request type; its word where that is gone."""
        known = RequestType.objects.known().get(self.form)
        return known.name if known else self.form

    @property
    def impact_in_words(self) -> str:
        return Impact(self.impact).short if self.impact else ""

    @property
    def criticality_in_words(self) -> str:
        return Criticality(self.criticality).answer if self.criticality else ""


class Message(models.Model):
    """Something said about a request: to the other side, or among staff only."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("to the customer")
        INTERNAL = "internal", _("internal note")

    class Voice(models.TextChoices):
        """Who speaks. The updates of Customer Resolutions look different from the agent's case notes."""

        CUSTOMER = "customer", _("customer")
        SUPPORT = "support", _("support")
        RESOLUTIONS = "resolutions", _("Customer Resolutions")

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="messages", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("author"), related_name="+"
    )
    # There is no default: whoever writes says to whom.
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    voice = models.CharField(_("voice"), max_length=12, choices=Voice.choices)
    body = models.TextField(_("text"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    attachments = GenericRelation(Attachment)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["ticket", "at"], name="message_of_ticket")]

    def __str__(self):
        return f"{reference(self.ticket_id)}, {self.pk}"

    @property
    def is_internal(self) -> bool:
        return self.kind == self.Kind.INTERNAL

    @property
    def is_of_customer(self) -> bool:
        return self.voice == self.Voice.CUSTOMER


class Event(WorkflowEvent):
    """A move of a request; the public ones stand between the messages."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="events", db_index=False)
    # Where the move led, so that the stage line knows its dates.
    status = models.CharField(_("status"), max_length=30, choices=Status.choices)

    class Meta(WorkflowEvent.Meta):
        indexes = [models.Index(fields=["ticket", "at"], name="ticket_event_of_ticket")]

    def __str__(self):
        return f"{reference(self.ticket_id)} {self.verb}"

    def save(self, *args, **kwargs):
        self.status = self.status or self.ticket.status
        super().save(*args, **kwargs)
