"""What people asked for, and what editors may learn from it. No row here says who asked."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledgebase.learning.querysets import AskedQuerySet, WordingQuerySet
from knowledgebase.learning.states import Source, Status
from knowledgebase.states import Audience
from portal.workflow.models import Event

LONGEST = 200


class Asked(models.Model):
    """One search, without personal data: what was looked for, how much was found, what was read next.

    It is written by the page of the results itself, with one INSERT: a cache that is emptied or a worker
    that is gone loses none. Kept KEEP_SEARCHES_DAYS, then erased.
    """

    query = models.CharField(_("searched for"), max_length=LONGEST)
    # Small letters without accents: the same question is counted once.
    folded = models.CharField(max_length=LONGEST, editable=False)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    audience = models.CharField(_("asked by"), max_length=10, choices=Audience.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)
    hits = models.PositiveIntegerField(_("results"), default=0)
    opened = models.ForeignKey(
        "knowledgebase.Article",
        models.SET_NULL,
        verbose_name=_("read next"),
        null=True,
        related_name="+",
        db_index=False,
    )
    rank = models.PositiveSmallIntegerField(_("its place in the list"), null=True)
    helped = models.BooleanField(_("it helped"), null=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="searches_lately"),
            models.Index(fields=["at"], condition=Q(hits=0), name="searches_without_result"),
            models.Index(
                fields=["opened", "at"], condition=Q(opened__isnull=False), name="searches_that_led_to"
            ),
        ]

    def __str__(self):
        return self.query


class Solved(models.Model):
    """Somebody said that they need not write to us: the resource centre had the answer (S3-6)."""

    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    audience = models.CharField(_("said by"), max_length=10, choices=Audience.choices)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("solved without a request")
        verbose_name_plural = _("solved without a request")
        ordering = ["-at"]

    def __str__(self):
        return str(self.at)


class WrittenAfter(models.Model):
    """A request that was written after an article had been read without success (S3-32)."""

    # Its customer named the article; that it is still there is not asked while they wait.
    article = models.ForeignKey(
        "knowledgebase.Article",
        models.CASCADE,
        verbose_name=_("article"),
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    request = models.PositiveBigIntegerField(_("request"))
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("request after reading")
        verbose_name_plural = _("requests after reading")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "request"], name="once_an_article_and_request")
        ]
        indexes = [models.Index(fields=["article", "-at"], name="requests_after_an_article")]

    def __str__(self):
        return f"{self.article_id} {self.request}"


class Wording(models.Model):
    """How somebody asked for what an article answers. Search knows it once an editor has accepted it."""

    article = models.ForeignKey(
        "knowledgebase.Article",
        models.CASCADE,
        verbose_name=_("article"),
        related_name="wordings",
        db_index=False,
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    text = models.CharField(_("wording"), max_length=LONGEST)
    folded = models.CharField(max_length=LONGEST, editable=False)
    source = models.CharField(_("from"), max_length=10, choices=Source.choices)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.PROPOSED)
    times = models.PositiveIntegerField(_("how often"), default=1)
    at = models.DateTimeField(_("first proposed"), default=timezone.now)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ["-times", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "folded"], name="a_wording_once")
        ]
        indexes = [
            models.Index(fields=["status", "-times", "at", "id"], name="wordings_to_look_at"),
            models.Index(fields=["at"], name="wordings_lately"),
        ]

    def __str__(self):
        return self.text


class WordingEvent(Event):
    wording = models.ForeignKey(Wording, models.CASCADE, related_name="events")

    class Meta(Event.Meta):
        verbose_name = _("event of a wording")
        verbose_name_plural = _("events of wordings")

    def __str__(self):
        return f"{self.wording_id} {self.verb}"


class Origin(models.Model):
    """Which request an article was made of. For staff who see that request, and nobody else."""

    article = models.OneToOneField("knowledgebase.Article", models.CASCADE, related_name="origin")
    request = models.PositiveBigIntegerField(_("request"), unique=True)

    def __str__(self):
        return f"{self.article_id} {self.request}"


class LinkCheck(models.Model):
    """When the links of a text were followed last."""

    translation = models.OneToOneField(
        "knowledgebase.Translation", models.CASCADE, primary_key=True, related_name="links_checked"
    )
    at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.translation_id} {self.at}"


class BrokenLink(models.Model):
    """A link of a live text that leads nowhere, since when, and what was seen."""

    translation = models.ForeignKey(
        "knowledgebase.Translation", models.CASCADE, related_name="broken_links", db_index=False
    )
    target = models.CharField(_("leads to"), max_length=500)
    why = models.CharField(_("what was seen"), max_length=200)
    at = models.DateTimeField(_("since"), db_index=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["translation", "target"], name="a_broken_link_once")]

    def __str__(self):
        return self.target


class WeekTold(models.Model):
    """The weeks of which editors had their letter."""

    week = models.DateField(unique=True)

    def __str__(self):
        return str(self.week)
