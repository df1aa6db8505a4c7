"""Groups of readers, and the door that an article and a section each have."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.signals import m2m_changed
from django.utils.translation import gettext_lazy as _

from knowledgebase.states import Audience
from knowledgebase.version import Content, Version
from portal.accounts.models import Organisation
from portal.workflow.words import words


class ReaderGroup(Content):
    """Organisations and people that some articles are for. Staff say who is in it."""

    name_en = models.CharField(_("name in English"), max_length=100, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=100, blank=True)
    organisations = models.ManyToManyField(
        Organisation, verbose_name=_("organisations"), related_name="reader_groups", blank=True
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("people"), related_name="reader_groups", blank=True
    )

    class Meta:
        verbose_name = _("group of readers")
        verbose_name_plural = _("groups of readers")
        ordering = ["name_en"]

    def __str__(self):
        return self.name

    name = words("name")


class Doored(models.Model):
    """What only some may read. An article and its section both have a door: a reader passes the two."""

    # Where nothing else is said, nobody but staff comes in; a section narrows nothing until it is told to.
    audience = models.CharField(_("for"), max_length=10, choices=Audience.choices, default=Audience.STAFF)
    groups = models.ManyToManyField(
        ReaderGroup,
        verbose_name=_("groups"),
        related_name="%(class)ss",
        blank=True,
        help_text=_("Only with “The groups named below”: whoever is in one of them reads it."),
    )

    class Meta:
        abstract = True


def _moved(sender, action, **kwargs):
    if action.startswith("pre_"):
        Version.move()


def watch(model: type[Doored]) -> None:
    """Naming a group changes what readers see, and Django writes those rows without asking the article."""
    m2m_changed.connect(_moved, sender=model.groups.through, dispatch_uid=f"groups of {model.__name__}")
