"""Addresses that people still have in letters and bookmarks: of shelves before they were renamed, and of a
help centre before this one."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST = 400
# A number that names a page by itself, with the words of a title after it: they may be missing or others.
_NUMBERED = re.compile(r"(/\d{3,})-[^/]*\Z")


def plain_path(path: str) -> str:
    """One spelling a page: without a slash at its end, and without the words after its number."""
    return _NUMBERED.sub(r"\1", path.partition("?")[0].partition("#")[0].rstrip("/"))


class OldAddress(models.Model):
    """A path of a former help centre, and the text that stands for it now."""

    path = models.CharField(
        _("old path"),
        max_length=MOST,
        unique=True,
        help_text=_("What stood after the name of the host: /hc/en-us/articles/360012."),
    )
    article = models.ForeignKey(
        "knowledgebase.Article", models.CASCADE, verbose_name=_("article"), related_name="old_addresses"
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]

    def __str__(self):
        return self.path

    def clean(self):
        self.path = plain_path(self.path)
        if not re.fullmatch(r"/(?!/)[^\s\\\x00-\x1f]+", self.path):
            raise ValidationError({"path": _("A path begins with / and has no spaces: /hc/articles/12.")})


class FormerSlug(models.Model):
    """What the address of a category or section was before it was renamed."""

    shelf = models.CharField(max_length=10)  # category or section
    slug = models.CharField(max_length=80)
    category = models.ForeignKey(
        "knowledgebase.Category", models.CASCADE, null=True, related_name="former_slugs"
    )
    section = models.ForeignKey(
        "knowledgebase.Section", models.CASCADE, null=True, related_name="former_slugs"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shelf", "slug"], name="one_shelf_a_former_slug")]

    def __str__(self):
        return f"{self.shelf} {self.slug}"


def keep_former(shelf, former: str | None) -> None:
    """Called where a shelf is saved: its former address leads to it, its present one to no other."""
    if former == shelf.slug:
        return
    kind = shelf._meta.model_name
    FormerSlug.objects.filter(shelf=kind, slug=shelf.slug).delete()
    if former:
        FormerSlug.objects.update_or_create(
            shelf=kind, slug=former, defaults={"category": None, "section": None, kind: shelf}
        )
