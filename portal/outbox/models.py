"""The letter: a row stored with the fact it reports, kept until it is known what became of it."""

import re
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.outbox.querysets import LetterQuerySet
from portal.outbox.states import State

_ONE_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\Z")


def site_host() -> str:
    """The host of SITE_URL as it may stand in a Message-ID and after EHLO."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    return host if _HOST.match(host) else "localhost"


def new_message_id() -> str:
    return f"<{secrets.token_hex(16)}@{site_host()}>"


class Letter(models.Model):
    """An email on its way. Its retries, its lease and its outcome are columns; nothing lives in a broker."""

    State = State

    key = models.CharField(_("occasion"), max_length=400)
    # Stored at birth: every copy of this letter carries the same, so mailboxes can tell that it is one.
    message_id = models.CharField(_("message ID"), max_length=320, default=new_message_id)
    to = models.CharField(_("to"), max_length=254)
    # Where an answer goes: an address made for this case and this reader. Empty: the usual one.
    reply_to = models.CharField(_("reply address"), max_length=320, blank=True)
    # One click ends letters of this kind. Empty: they belong to a case, or are asked for each time.
    leave = models.CharField(_("way out"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=5)
    kind = models.CharField(_("kind"), max_length=100)
    about = models.CharField(_("about"), max_length=100, blank=True)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    # What goes with it, as `Enclosure`s: with the letter itself, so that every copy carries the same.
    enclosed = models.JSONField(_("enclosed"), default=list, blank=True, editable=False)
    sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("Carries a secret link: never shown, cleared once sent.")
    )

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    # The first try of the present series; after 72 hours of trouble we give up.
    tried_since = models.DateTimeField(_("tried since"), null=True, blank=True)
    # The last trouble was the mail server itself: when it answers again, these go at once.
    unreachable = models.BooleanField(_("mail server not reached"), default=False)
    last_error = models.TextField(_("what went wrong"), blank=True)

    owner = models.CharField(_("worker"), max_length=100, blank=True)
    lease_until = models.DateTimeField(_("worker has until"), null=True, blank=True)
    # From here on the mail server may have it.
    handover_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    copies = models.PositiveIntegerField(
        _("copies"), default=0, help_text=_("How many copies the reader may have received.")
    )
    ambiguous = models.BooleanField(
        _("ambiguous"), default=False, help_text=_("The outcome of a try is unknown: a copy may be double.")
    )
    again_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("sent again by"),
        null=True,
        blank=True,
        related_name="+",
    )
    again_at = models.DateTimeField(_("sent again at"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], name="one_letter_an_occasion"),
            models.UniqueConstraint(fields=["message_id"], name="one_letter_a_message_id"),
        ]
        indexes = [
            models.Index(fields=["about"], name="letters_about"),
            models.Index(
                fields=["due_at", "id"], name="letters_due", condition=models.Q(state=State.QUEUED.value)
            ),
            models.Index(
                fields=["lease_until"], name="letters_claimed", condition=models.Q(state=State.CLAIMED.value)
            ),
            models.Index(
                fields=["created_at"], name="letters_parked", condition=models.Q(state=State.UNKNOWN.value)
            ),
            models.Index(fields=["created_at"], name="letters_asked_for", condition=models.Q(sensitive=True)),
        ]

    def __str__(self):
        return self.subject

    @property
    def thread(self) -> str:
        """The message that all letters about one case answer, so that mail programs show them together."""
        return f"<{self.about}.case@{site_host()}>" if _ONE_WORD.fullmatch(self.about) else ""

    # The names by which the staff page of a verb knows its case.
    @property
    def status(self) -> str:
        return self.state

    def get_status_display(self) -> str:
        return self.get_state_display()

    @property
    def reference(self) -> str:
        return f"#{self.pk}"

    @property
    def file_name(self) -> str:
        """Its name among the files of the embedded default; a second copy is the same file."""
        return f"{self.message_id.strip('<>').partition('@')[0]}.eml"
