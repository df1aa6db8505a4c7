"""A message that came in: its bytes as they were, and what became of it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.outbox.models import Letter
from portal.workflow.models import Event
from tickets.inbound.querysets import MailQuerySet
from tickets.inbound.states import Reason, State
from tickets.models import Message, Ticket

FOLDER = "inbound"


def new_path(mail=None, name: str = "") -> str:
    """A random path in a folder of the day."""
    return f"{FOLDER}/{timezone.now():%Y-%m-%d}/{uuid.uuid4().hex}"


class Mailbox(models.Model):
    """A box of a mail server: how far it was read, so that nothing is fetched twice."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    trouble = models.TextField(_("what went wrong"), blank=True)

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")

    def __str__(self):
        return self.name


class Mail(models.Model):
    """Stored whole before anybody looks inside. What was found inside stands in the columns."""

    State = State
    Reason = Reason

    box = models.CharField(_("mailbox"), max_length=300)
    # Of the message as its sender wrote it: two deliveries of one are one row.
    digest = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    raw = models.FileField(upload_to=new_path, max_length=120)
    size = models.PositiveBigIntegerField(_("size"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    message_id = models.CharField(_("message ID"), max_length=320, blank=True)
    sender = models.CharField(_("from"), max_length=320, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    status = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.STORED)
    reason = models.CharField(_("why"), max_length=10, choices=Reason.choices, blank=True)
    detail = models.TextField(_("details"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # We answered it by ourselves, which counts against the share of its sender.
    answered = models.BooleanField(default=False)

    ticket = models.ForeignKey(
        Ticket, models.PROTECT, verbose_name=_("request"), null=True, blank=True, related_name="mail"
    )
    said = models.ForeignKey(Message, models.PROTECT, null=True, blank=True, related_name="mail")
    letter = models.ForeignKey(
        Letter, models.PROTECT, verbose_name=_("letter"), null=True, blank=True, related_name="bounces"
    )

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("message that came in")
        verbose_name_plural = _("messages that came in")
        ordering = ["-pk"]
        permissions = [("judge_mail", "Can accept and discard mail that came in")]
        constraints = [models.UniqueConstraint(fields=["digest"], name="one_mail_a_message")]
        indexes = [
            models.Index(fields=["status", "id"], name="mail_by_status"),
            models.Index(fields=["sender", "received_at"], name="mail_of_sender"),
            models.Index(fields=["id"], condition=models.Q(status=State.STORED.value), name="mail_to_read"),
        ]

    def __str__(self):
        return self.subject or self.reference

    # The name by which the staff page of a verb knows its case.
    @property
    def reference(self) -> str:
        return f"#{self.pk}"


class MailEvent(Event):
    """What somebody decided about a message, and why."""

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="events")

    class Meta(Event.Meta):
        pass

    _WORDS = {
        "accept_new": _("Accepted as a new request"),
        "accept_onto": _("Added to a case"),
        "discard": _("Discarded"),
        "read_again": _("To be read again"),
    }

    def __str__(self):
        return f"#{self.mail_id} {self.verb}"

    @property
    def words(self) -> str:
        return self._WORDS.get(self.verb, self.verb)
