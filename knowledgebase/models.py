"""The help centre: categories, sections, articles, their translations, and what readers say about them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from knowledgebase import linking, packing, rendering
from knowledgebase.explaining import Vocabulary
from knowledgebase.following.models import Follow, News
from knowledgebase.groups import Doored, ReaderGroup, watch
from knowledgebase.learning.models import (
    Asked,
    BrokenLink,
    LinkCheck,
    Origin,
    Solved,
    WeekTold,
    Wording,
    WordingEvent,
    WrittenAfter,
)
from knowledgebase.linking import ArticleLink
from knowledgebase.moving.models import FormerSlug, OldAddress
from knowledgebase.pictures import marks
from knowledgebase.pictures.models import Picture, PictureUse
from knowledgebase.querysets import ArticleQuerySet, TranslationQuerySet
from knowledgebase.responses import Comment, CommentEvent, Vote
from knowledgebase.shelves import Category, Section
from knowledgebase.states import State
from knowledgebase.terms import Term, vocabulary
from knowledgebase.version import Content, Version
from knowledgebase.writing import snippets
from knowledgebase.writing.models import Manuscript, ManuscriptEvent, Revision, Snippet, SnippetUse
from knowledgebase.writing.states import Kind

__all__ = [
    "Article",
    "Category",
    "Comment",
    "CommentEvent",
    "IndexRow",
    "Section",
    "Synonym",
    "Translation",
    "Version",
]
__all__ += ["ArticleLink", "Follow", "News"]
__all__ += ["Vote", "Manuscript", "ManuscriptEvent", "Revision", "Snippet", "SnippetUse"]
__all__ += ["ReaderGroup", "Term"]
__all__ += ["Asked", "BrokenLink", "LinkCheck", "Origin", "Solved", "WeekTold", "Wording", "WordingEvent"]
__all__ += ["WrittenAfter"]
__all__ += ["FormerSlug", "OldAddress", "Picture", "PictureUse"]


class Article(Doored, Content):
    """One piece of help, in one or more languages. A new one is a draft that only staff see."""

    UNSEEN = ("helped", "unhelped", "reminded_on")

    key = models.SlugField(
        _("key"),
        max_length=80,
        unique=True,
        help_text=_("A short name that never changes: escalate-my-case."),
    )
    section = models.ForeignKey(Section, models.PROTECT, verbose_name=_("section"), related_name="articles")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.HOW_TO)
    # Published while a text of it is live: said by the verbs of writing, never edited.
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    position = models.PositiveIntegerField(_("position"), default=100)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("kept current by"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Reminded on the day below. Without a name, every article editor is."),
    )
    review_on = models.DateField(_("to be looked through on"), null=True, blank=True)
    # The day of the last reminder: another day above is another reminder.
    reminded_on = models.DateField(null=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    helped = models.PositiveIntegerField(_("helped"), default=0, editable=False)
    unhelped = models.PositiveIntegerField(_("did not help"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("comments"), default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["section", "position"], name="articles_of_a_section"),
            models.Index(
                fields=["review_on"], condition=Q(review_on__isnull=False), name="articles_to_look_through"
            ),
        ]

    def __str__(self):
        return self.key

    @property
    def number(self):
        return self.pk


class Translation(Content):
    """An article in one language. HTML, contents, minutes and the row for search follow from the text."""

    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("article"), related_name="translations"
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80, editable=False)
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    byline = models.CharField(
        _("byline"), max_length=100, blank=True, help_text=_("Shown instead of the author: the Billing team.")
    )
    body = models.TextField(_("text"), help_text=_("Markdown."), blank=True)
    asked = models.TextField(
        _("asked as"), blank=True, help_text=_("How people asked for this before, one wording a line.")
    )
    body_html = models.TextField(editable=False)
    contents = models.JSONField(default=list, editable=False)
    # What is explained in it: address, title and meaning of each term, in the order they are met.
    terms = models.JSONField(default=list, editable=False)
    minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=1, editable=False)
    updated_at = models.DateTimeField(_("updated at"), default=timezone.now)
    # The source has changed since in a way that its readers must know.
    is_outdated = models.BooleanField(_("out of date"), default=False, editable=False)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_translation_a_language")
        ]
        indexes = [models.Index(fields=["-updated_at"], name="translations_lately")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        with transaction.atomic():
            # Before the terms and snippets are read: whoever changes one of them comes before or after.
            self.move_version()
            text = self.derive()
            super().save(*args, **kwargs)
            IndexRow.objects.update_or_create(translation=self, defaults=self.index_row(text))
            snippets.note_uses(self)
            linking.note(self)
            marks.note_uses(self, snippets.filled(self.body, self.language))

    def derive(self, known: Vocabulary | None = None) -> str:
        """Set what follows from the text; returns the words of the body."""
        body = snippets.filled(self.body, self.language)
        rendered = rendering.render(body, self.language, marks.shown_in(body, self.language))
        self.slug = slugify(self.title)[:80].strip("-") or "article"
        self.contents, self.minutes = rendered.contents, rendered.minutes
        self.body_html, self.terms = (known or vocabulary(self.language)).explain(rendered.html)
        return rendered.text

    def index_row(self, text: str | None = None) -> dict:
        """What search keeps of this text; `text` spares taking the body apart again."""
        packed = packing.pack(
            self.language,
            title=self.title,
            summary=self.summary,
            asked=self.asked,
            body=rendering.plain_text(self.body_html) if text is None else text,
        )
        return {"packed": packed, "digest": packing.digest(packed)}

    @property
    def written_by(self):
        """The team, or the author of the article."""
        author = self.article.author
        return self.byline or (author.get_full_name() if author else "")

    @property
    def html(self):
        return rendering.trusted(self.body_html)

    def get_absolute_url(self):
        return reverse("knowledgebase:article", args=[self.article_id, self.slug])


for _doored in (Article, Section):
    watch(_doored)


class IndexRow(models.Model):
    """One translation packed for search, written with it. Who may see it is read from the article itself."""

    translation = models.OneToOneField(Translation, models.CASCADE, primary_key=True, related_name="+")
    packed = models.BinaryField()
    digest = models.CharField(max_length=24)

    def __str__(self):
        return f"{self.translation_id} {self.digest}"


class Synonym(Content):
    """Words that mean the same in one language. Search looks for the others too, with less weight."""

    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    words = models.CharField(
        _("words that mean the same"),
        max_length=400,
        help_text=_("With commas between: invoice, bill, account rendered."),
    )

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["language", "words"]

    def __str__(self):
        return self.words

    def clean(self):
        each = dict.fromkeys(" ".join(word.split()) for word in self.words.split(","))
        self.words = ", ".join(filter(None, each))
        if "," not in self.words:
            raise ValidationError({"words": _("Write at least two words, with a comma between.")})
