"""Pictures that articles show, and which live text shows which."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledgebase.querysets import VISITOR, reader_of
from portal.workflow.words import words

FOLDER = "pictures"


def new_path(picture=None, name: str = "") -> str:
    """A random path without extension: what a file is called outside never names a file here."""
    return f"{FOLDER}/{uuid.uuid4().hex}"


class PictureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that a text shows which this person may read; editors see every one."""
        if reader_of(user).drafts:
            return self
        texts = self._uses().filter(translation__article__in=self._articles(user))
        return self.filter(Exists(texts))

    def with_public(self):
        """`is_public`: a text that everybody may read shows it."""
        texts = self._uses().filter(translation__article__in=self._articles(VISITOR))
        return self.annotate(is_public=Exists(texts))

    def with_uses(self):
        return self.annotate(use_count=Count("uses"))

    def unused(self):
        return self.exclude(Exists(self._uses()))

    def _uses(self):
        return PictureUse.objects.filter(picture=OuterRef("pk"))

    def _articles(self, user):
        article = PictureUse._meta.get_field("translation").related_model._meta.get_field("article")
        return article.related_model.objects.visible_to(user).values("pk")


class Picture(models.Model):
    """One picture, as we wrote it ourselves from what was uploaded."""

    slug = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Small letters, digits and hyphens: escalation-form.")
            )
        ],
        help_text=_("Written in a text as ![](picture:name). It does not change afterwards."),
    )
    description_en = models.CharField(
        _("description in English"),
        max_length=400,
        help_text=_("What it shows, for people who do not see it."),
    )
    description_fr = models.CharField(_("description in French"), max_length=400)
    file = models.FileField(_("file"), upload_to=new_path, max_length=120)
    kind = models.CharField(_("kind"), max_length=4, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    # Of what was uploaded: the same file again is no change.
    source_sha256 = models.CharField(max_length=64, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of articles")
        verbose_name_plural = _("pictures of articles")
        ordering = ["slug"]

    def __str__(self):
        return self.slug

    description = words("description")

    @property
    def version(self) -> str:
        """In its address: other bytes are another address, so that a browser may keep these."""
        return self.sha256[:12]

    @property
    def ending(self) -> str:
        return {"jpeg": "jpg"}.get(self.kind, self.kind)

    def get_absolute_url(self) -> str:
        return reverse("pictures:show", args=[self.slug, self.version, self.ending])


class PictureUse(models.Model):
    """Which text on the site shows which picture: who may see the picture, and whether it may go."""

    translation = models.ForeignKey("knowledgebase.Translation", models.CASCADE, related_name="picture_uses")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation", "picture"], name="one_use_a_picture")]

    def __str__(self):
        return f"{self.picture_id} {self.translation_id}"
