"""A file somebody sent: what it is called, what it is, where it lies, and what it belongs to."""

import secrets
import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.attachments.checking import IMAGES
from portal.attachments.querysets import AttachmentQuerySet

FOLDER = "attachments"


def new_token() -> str:
    """256 random bits: the address of a file cannot be guessed (and is no credential by itself)."""
    return secrets.token_urlsafe(32)


def new_path(attachment=None, name: str = "") -> str:
    """A random path without extension, in a folder of the day so that a sweep need not list them all."""
    return f"{FOLDER}/{timezone.now():%Y-%m-%d}/{uuid.uuid4().hex}"


class Attachment(models.Model):
    """Pending while its form is not accepted yet: no owner, bound to who sent it and to the form's key."""

    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    owner = GenericForeignKey("content_type", "object_id")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("sent by"), related_name="+"
    )
    form_key = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to=new_path, max_length=120)
    name = models.CharField(_("name"), max_length=150)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(_("kind"), max_length=10)
    created_at = models.DateTimeField(_("sent at"), default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="attachment_owner"),
            models.Index(
                fields=["created_at"], condition=models.Q(object_id=None), name="attachment_pending_since"
            ),
            models.Index(fields=["uploaded_by", "created_at"], name="attachment_sent_by"),
        ]
        constraints = [
            # The same form sent twice at the same moment keeps each of its files once.
            models.UniqueConstraint(
                fields=["uploaded_by", "form_key", "sha256", "name"],
                condition=models.Q(object_id=None),
                name="one_pending_file_a_form",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("attachments:download", args=[self.token])

    @property
    def is_image(self) -> bool:
        return self.kind in IMAGES
