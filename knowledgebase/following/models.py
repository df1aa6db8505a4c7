"""Who follows what, and the news that followers are still to hear."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Follow(models.Model):
    """A person wants letters about an article, or about new articles of a section."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="+"
    )
    article = models.ForeignKey(
        "knowledgebase.Article", models.CASCADE, verbose_name=_("article"), null=True, related_name="follows"
    )
    section = models.ForeignKey(
        "knowledgebase.Section", models.CASCADE, verbose_name=_("section"), null=True, related_name="follows"
    )
    at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=True) ^ Q(section__isnull=True), name="follows_one_thing"
            ),
            models.UniqueConstraint(
                fields=["person", "article"], condition=Q(article__isnull=False), name="one_follow_an_article"
            ),
            models.UniqueConstraint(
                fields=["person", "section"], condition=Q(section__isnull=False), name="one_follow_a_section"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="follows_of_a_person"),
        ]

    def __str__(self):
        return f"{self.person_id} {self.article_id or ''}/{self.section_id or ''}"


class News(models.Model):
    """A fact for followers, written with the publication itself. It is told a few followers at a time."""

    class What(models.TextChoices):
        CHANGED = "changed", _("An article was changed")
        ADDED = "added", _("An article was added")

    article = models.ForeignKey("knowledgebase.Article", models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    # Of a change: the revision that readers see since.
    revision = models.OneToOneField("knowledgebase.Revision", models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # The last follow that was looked at, so that a worker who was stopped goes on from there.
    told_up_to = models.PositiveBigIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("news for followers")
        verbose_name_plural = _("news for followers")
        constraints = [
            # Taken back and published again it is not new.
            models.UniqueConstraint(
                fields=["article"], condition=Q(what="added"), name="an_article_is_new_once"
            )
        ]
        indexes = [models.Index(fields=["at"], condition=Q(told_at__isnull=True), name="news_to_tell")]

    def __str__(self):
        return f"{self.article_id} {self.what}"
