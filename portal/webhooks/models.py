"""Where we call other systems, each call as a row, and each try of it."""

from __future__ import annotations

import base64
import secrets
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.webhooks.guarding import Refused, checked
from portal.webhooks.states import State

SECRET_PREFIX = "whsec_"


def new_secret() -> str:
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


class Hook(models.Model):
    """An address that is called when something happens, and the secret that signs what it gets."""

    name = models.CharField(_("name"), max_length=100)
    url = models.CharField(_("address"), max_length=500, help_text=_("It begins with https://"))
    secret = models.CharField(
        _("secret"),
        max_length=100,
        default=new_secret,
        help_text=_("Whoever receives the calls proves with it that they come from here."),
    )
    is_active = models.BooleanField(_("called"), default=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        try:
            checked(self.url)
        except Refused as refused:
            raise ValidationError({"url": str(refused)}) from refused
        if not self.secret.startswith(SECRET_PREFIX):
            raise ValidationError({"secret": _("A secret begins with whsec_ and goes on in base64.")})
        try:
            base64.b64decode(self.secret.removeprefix(SECRET_PREFIX), validate=True)
        except ValueError as error:
            raise ValidationError(
                {"secret": _("A secret begins with whsec_ and goes on in base64.")}
            ) from error


class CallQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(state=State.QUEUED, due_at__lte=now).order_by("due_at", "pk")

    def abandoned(self, now):
        """Claimed by a worker that did not finish in its time."""
        return self.filter(state=State.CLAIMED, lease_until__lte=now)


class Call(models.Model):
    """One call on its way. Its retries, its lease and its outcome are columns; nothing lives in a broker."""

    State = State

    key = models.CharField(_("occasion"), max_length=200, unique=True)
    # Every copy of this call carries the same, so that the receiver can tell that it is one.
    token = models.UUIDField(_("webhook ID"), default=uuid.uuid4, unique=True, editable=False)
    hook = models.ForeignKey(Hook, models.PROTECT, verbose_name=_("webhook"), related_name="calls")
    event = models.CharField(_("event"), max_length=100)
    about = models.CharField(_("about"), max_length=100, blank=True)
    body = models.TextField(_("body"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    tried_since = models.DateTimeField(_("tried since"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.TextField(_("what went wrong"), blank=True)
    owner = models.CharField(_("worker"), max_length=100, blank=True)
    lease_until = models.DateTimeField(_("worker has until"), null=True, blank=True)
    again_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("replayed by"),
        null=True,
        blank=True,
        related_name="+",
    )
    again_at = models.DateTimeField(_("replayed at"), null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["about"], name="calls_about"),
            models.Index(
                fields=["due_at", "id"], name="calls_due", condition=models.Q(state=State.QUEUED.value)
            ),
            models.Index(
                fields=["lease_until"], name="calls_claimed", condition=models.Q(state=State.CLAIMED.value)
            ),
        ]

    def __str__(self):
        return f"{self.event} {self.about}"

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
    def subject(self) -> str:
        return str(self)


class Try(models.Model):
    """One attempt: when, what was answered, how long it took."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="tries")
    at = models.DateTimeField(_("at"), default=timezone.now)
    answer = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"))

    class Meta:
        verbose_name = _("try")
        verbose_name_plural = _("tries")
        ordering = ["pk"]

    def __str__(self):
        return str(self.answer or self.error)
