"""Where articles stand: a category is a subject, a section a shelf of it."""

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledgebase.groups import Doored
from knowledgebase.moving.models import keep_former
from knowledgebase.states import ICONS, Audience
from knowledgebase.version import Content
from portal.workflow.words import words


class Named(Content):
    """A shelf with its name in both languages."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100, blank=True)
    position = models.PositiveIntegerField(_("position"), default=100)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    name = words("name")

    def save(self, *args, **kwargs):
        """Renamed, its former address still leads to it."""
        with transaction.atomic():
            former = type(self)._base_manager.filter(pk=self.pk).values_list("slug", flat=True).first()
            super().save(*args, **kwargs)
            keep_former(self, former)


class Category(Named):
    summary_en = models.CharField(_("summary in English"), max_length=200, blank=True)
    summary_fr = models.CharField(_("summary in French"), max_length=200, blank=True)
    icon = models.CharField(
        _("picture"), max_length=20, default="bulb", choices=[(name, name) for name in ICONS]
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name_en"]

    summary = words("summary")

    def get_absolute_url(self):
        return reverse("knowledgebase:category", args=[self.slug])


class Section(Doored, Named):
    audience = models.CharField(
        _("for"),
        max_length=10,
        choices=Audience.choices,
        default=Audience.PUBLIC,
        help_text=_("An article is read by those whom both it and its section let in."),
    )
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name=_("category"), related_name="sections"
    )
    needs_review = models.BooleanField(
        _("texts are reviewed"),
        default=False,
        help_text=_("A second person approves a text before it is published."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name_en"]
        constraints = [models.UniqueConstraint(fields=["category", "name_en"], name="one_section_a_name")]

    def get_absolute_url(self):
        return reverse("knowledgebase:section", args=[self.slug])
