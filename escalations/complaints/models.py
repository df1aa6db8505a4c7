"""A complaint: who is not content with what, who has it, what was promised, how each answer was received."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from escalations.complaints import numbers
from escalations.complaints.querysets import ComplaintQuerySet, EventQuerySet, PromiseQuerySet
from escalations.complaints.states import ANSWERS, ENDED, MEANINGS, TO_JUDGE, Band, How, Kind, Meaning, Status
from escalations.models import Level
from portal.accounts.models import Organisation
from portal.businesstime.models import Clock
from portal.workflow.models import Event
from portal.workflow.words import words
from tickets.models import Ticket

PERSON = settings.AUTH_USER_MODEL


class Avenue(models.Model):
    """Where a customer can go when our own process has ended. Editable; the letter keeps what was told."""

    name_en = models.CharField(_("name in English"), max_length=200)
    name_fr = models.CharField(_("name in French"), max_length=200)
    about_en = models.TextField(_("what they do, in English"))
    about_fr = models.TextField(_("what they do, in French"))
    address = models.TextField(_("address"), help_text=_("Post, telephone and web, a line each."))
    time_limit_en = models.CharField(_("time limit in English"), max_length=200)
    time_limit_fr = models.CharField(_("time limit in French"), max_length=200)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("external avenue")
        verbose_name_plural = _("external avenues")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    name = words("name")
    about = words("about")
    time_limit = words("time_limit")


class Complaint(models.Model):
    """Something a customer is not content with: about a case, or about anything else."""

    ticket = models.ForeignKey(
        Ticket, models.PROTECT, verbose_name=_("case"), related_name="complaints", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("organisation"),
        related_name="complaints",
        null=True,
        blank=True,
    )
    requester = models.ForeignKey(
        PERSON, models.PROTECT, verbose_name=_("complained by"), related_name="complaints"
    )
    subject = models.CharField(_("subject"), max_length=200)
    what_happened = models.TextField(_("what happened"))
    wish = models.TextField(_("what would put it right"))
    attachments = GenericRelation("attachments.Attachment")

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("level"), related_name="+")
    holder = models.ForeignKey(
        PERSON,
        models.PROTECT,
        verbose_name=_("held by"),
        related_name="held_complaints",
        null=True,
        blank=True,
    )
    avenues = models.ManyToManyField(Avenue, verbose_name=_("external avenues"), blank=True, related_name="+")

    submitted_at = models.DateTimeField(_("received at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    # The queue reads its order from here; the promises say why.
    due_by = models.DateTimeField(_("next due"), null=True, blank=True)
    due_kind = models.CharField(_("what is due"), max_length=12, choices=Kind.choices, blank=True)
    band = models.CharField(max_length=1, choices=Band.choices, default=Band.CLOCK, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        indexes = [
            models.Index(fields=["band", "due_by", "id"], name="complaint_queue"),
            models.Index(fields=["requester", "submitted_at"], name="complaint_of_a_person"),
            models.Index(fields=["organisation", "submitted_at"], name="complaint_of_organisation"),
        ]
        # One for each level of the ladder; whoever holds a complaint may always work on it.
        permissions = [
            ("answer_complaint", "Can answer complaints as a representative"),
            ("review_complaint", "Can review complaints as a manager"),
            ("solve_complaint", "Can solve complaints as the Solutions team"),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        return numbers.reference(self.pk)

    def get_absolute_url(self):
        return reverse("complaints:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED

    @property
    def is_late(self) -> bool:
        return self.due_by is not None and self.due_by <= timezone.now()

    @property
    def meaning(self) -> Meaning:
        return MEANINGS[Status(self.status)]

    @property
    def last_answer(self) -> ComplaintEvent | None:
        """What the customer judges, or judged last."""
        answers = self.events.filter(verb__in=ANSWERS).select_related("by")
        return answers.order_by("-at", "-pk").first()

    def set_next_due(self) -> list[str]:
        """What the queue sorts by, read from the promises. What is late stays first until it is done."""
        owed = self.promises.open().first()
        if not self.is_open:
            self.band = Band.ENDED
        else:
            self.band = Band.WAITING if self.status in TO_JUDGE else Band.CLOCK
        self.due_by = owed.due_by if owed else None
        self.due_kind = owed.kind if owed else ""
        return ["band", "due_by", "due_kind"]


class ComplaintEvent(Event):
    """One line of the story. The public ones are the customer's."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="events")
    detail = models.CharField(max_length=100, blank=True)
    attachments = GenericRelation("attachments.Attachment")

    objects = EventQuerySet.as_manager()

    class Meta(Event.Meta):
        abstract = False
        verbose_name = _("event")
        verbose_name_plural = _("events")


class ComplaintPromise(Clock):
    """What we said we would do about a complaint, and by when. A missed one stays owed until it is done."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField(default=1)
    let_go_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PromiseQuerySet.as_manager()

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = [
            models.UniqueConstraint(fields=["complaint", "kind", "number"], name="one_pledge_a_number")
        ]

    def __str__(self):
        return f"{self.complaint} {self.kind} {self.number}"

    def save(self, *args, **kwargs):
        """A deadline that was counted again moves in the queue too."""
        super().save(*args, **kwargs)
        if "due_by" in (kwargs.get("update_fields") or ()):
            self.complaint.save(update_fields=self.complaint.set_next_due())


class Outcome(models.Model):
    """Whether an answer satisfied the customer: at which level, who wrote it down, when and how said."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="outcomes")
    event = models.OneToOneField(ComplaintEvent, models.CASCADE, related_name="outcome")
    level = models.ForeignKey(Level, models.PROTECT, verbose_name=_("level"), related_name="+")
    satisfied = models.BooleanField(_("satisfied"))
    how = models.CharField(_("how it was said"), max_length=10, choices=How.choices)
    said_at = models.DateTimeField(_("when it was said"))
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, verbose_name=_("recorded by"), related_name="+")

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["said_at", "pk"]

    def __str__(self):
        return f"{self.complaint} {self.level.number} {self.satisfied}"
