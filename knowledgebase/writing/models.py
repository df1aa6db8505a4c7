"""What editors write: a manuscript for each article and language, and everything it ever said.

Readers see `Translation`; nothing here changes it but publishing and taking back.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledgebase.writing.querysets import ManuscriptQuerySet
from knowledgebase.writing.states import CHIPS, Change, Status
from portal.workflow.models import Event

TEXTS = ("title", "summary", "byline", "body", "asked")
SOURCE = settings.LANGUAGE_CODE


class Manuscript(models.Model):
    """The text of an article in one language, as it is being written. Every article has one a language.

    `newest` is what is worked on, `live` is what readers see.
    """

    article = models.ForeignKey(
        "knowledgebase.Article", models.CASCADE, verbose_name=_("article"), related_name="manuscripts"
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.MISSING)
    newest = models.ForeignKey("Revision", models.SET_NULL, null=True, editable=False, related_name="+")
    live = models.ForeignKey("Revision", models.SET_NULL, null=True, editable=False, related_name="+")
    publish_at = models.DateTimeField(_("to be published at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("to be taken back at"), null=True, blank=True)
    # How much the source has changed, as published, since the revision that the newest text follows.
    behind = models.CharField(_("behind the source"), max_length=10, blank=True, choices=Change.choices)

    objects = ManuscriptQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["article", "language"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_manuscript_a_language")
        ]
        indexes = [
            models.Index(fields=["status", "language"], name="manuscripts_by_state"),
            models.Index(fields=["language", "behind"], name="manuscripts_behind"),
            models.Index(
                fields=["publish_at"], condition=Q(publish_at__isnull=False), name="manuscripts_to_publish"
            ),
            models.Index(
                fields=["expires_at"], condition=Q(expires_at__isnull=False), name="manuscripts_to_end"
            ),
        ]

    def __str__(self):
        return f"{self.subject} ({self.language})"

    @property
    def subject(self) -> str:
        return self.newest.title if self.newest else self.article.key

    @property
    def reference(self) -> str:
        return f"{self.article.key}, {self.get_language_display()}"

    @property
    def version(self) -> int:
        """The number of the newest revision; 0 before the first."""
        return self.newest.number if self.newest else 0

    @property
    def is_source(self) -> bool:
        return self.language == SOURCE

    @property
    def chip(self) -> tuple[str, str, str]:
        return (*CHIPS[Status(self.status)], self.get_status_display())


class Revision(models.Model):
    """What a text said once. It is written and never changed; to go back is a revision of its own."""

    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("author"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    comment = models.CharField(_("comment"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    byline = models.CharField(_("byline"), max_length=100, blank=True)
    body = models.TextField(_("text"), blank=True)
    asked = models.TextField(_("asked as"), blank=True)
    # Of a translation: the revision of the source that it says the same as.
    source = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    # Of a source: how much it changed what was live before, and when it went out.
    change = models.CharField(_("change"), max_length=10, blank=True, choices=Change.choices)
    published_at = models.DateTimeField(_("published at"), null=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["manuscript", "number"], name="one_revision_a_number")]

    def __str__(self):
        return f"{self.manuscript_id}.{self.number}"

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TEXTS}


class ManuscriptEvent(Event):
    """What happened to a text: who sent it, who said yes, when it went out. Never a customer's to see."""

    manuscript = models.ForeignKey(Manuscript, models.CASCADE, related_name="events")
    number = models.PositiveIntegerField(_("revision"), default=0)

    class Meta(Event.Meta):
        verbose_name = _("event of a text")
        verbose_name_plural = _("events of texts")

    def __str__(self):
        return f"{self.manuscript_id} {self.verb}"


class Snippet(models.Model):
    """A passage that stands in many articles and is written once."""

    name = models.CharField(
        _("name"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Small letters, digits and hyphens: opening-hours.")
            )
        ],
        help_text=_("Written in a text as {{snippet:name}}. It does not change afterwards."),
    )
    body_en = models.TextField(_("text in English"), help_text=_("Markdown."))
    body_fr = models.TextField(
        _("text in French"), blank=True, help_text=_("Without it French articles show the English text.")
    )

    class Meta:
        verbose_name = _("snippet")
        verbose_name_plural = _("snippets")
        ordering = ["name"]

    def __str__(self):
        return self.name


class SnippetUse(models.Model):
    """Which live text shows which snippet, so that a change finds its pages."""

    translation = models.ForeignKey("knowledgebase.Translation", models.CASCADE, related_name="snippet_uses")
    name = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation", "name"], name="one_use_a_snippet")]

    def __str__(self):
        return self.name
