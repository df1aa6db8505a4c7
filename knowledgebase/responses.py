"""What readers say about an article: whether it helped, and what they add under it."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledgebase.commenting.states import Standing
from knowledgebase.querysets import CommentQuerySet
from portal.workflow.models import Event


class Vote(models.Model):
    """Did this answer the question? One answer a person, or a visitor's browser, and article."""

    article = models.ForeignKey(
        "knowledgebase.Article", models.CASCADE, verbose_name=_("article"), related_name="votes"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    visitor = models.CharField(max_length=43, blank=True)
    helped = models.BooleanField(_("helped"))
    reason = models.CharField(_("what was missing"), max_length=1000, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("answer about an article")
        verbose_name_plural = _("answers about articles")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "by"], condition=Q(by__isnull=False), name="one_vote_a_person"
            ),
            models.UniqueConstraint(
                fields=["article", "visitor"], condition=~Q(visitor=""), name="one_vote_a_visitor"
            ),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(helped=False), name="votes_down_lately")]

    def __str__(self):
        return f"{self.article_id} {self.helped}"


class Comment(models.Model):
    """What a signed-in person added under an article; customers' comments appear once we have read them."""

    article = models.ForeignKey(
        "knowledgebase.Article", models.CASCADE, verbose_name=_("article"), related_name="comments"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("author"), null=True, related_name="+"
    )
    body = models.TextField(_("comment"), validators=[MinLengthValidator(2)])
    state = models.CharField(_("state"), max_length=10, choices=Standing.choices, default=Standing.WAITING)
    at = models.DateTimeField(_("at"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited at"), null=True, editable=False)
    # Why it is not shown, as its author was told.
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    # Since when it is to be read, and when somebody was last told that it is.
    waiting_since = models.DateTimeField(_("waiting since"), default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["article", "state", "at"], name="comments_of_an_article"),
            models.Index(fields=["-at", "-id"], name="comments_lately"),
            models.Index(
                fields=["waiting_since"],
                condition=Q(state=Standing.WAITING.value),
                name="comments_to_be_read",
            ),
            models.Index(fields=["told_at"], condition=Q(told_at__isnull=False), name="comments_told_of"),
        ]

    def __str__(self):
        return self.body[:60] or self.reference

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
        return self.body[:60]


class CommentEvent(Event):
    """What happened to a comment: left, edited, published, turned down and why, taken away."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="events")

    class Meta(Event.Meta):
        verbose_name = _("event of a comment")
        verbose_name_plural = _("events of comments")
        # How much somebody wrote within the hour.
        indexes = [models.Index(fields=["by", "at"], name="comment_events_of_a_person")]

    def __str__(self):
        return f"{self.comment_id} {self.verb}"
