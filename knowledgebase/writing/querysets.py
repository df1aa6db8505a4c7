"""Which texts a person may work on, and which are due."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from knowledgebase.querysets import visible


class ManuscriptQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read the article in all its states."""
        return self.filter(visible(user, "article__"))

    def with_texts(self):
        """All that the page of a text shows of it."""
        return self.select_related("article__section", "newest__author", "newest__source", "live")

    def to_publish(self, now: datetime):
        return self.filter(publish_at__lte=now).order_by("publish_at", "pk")

    def to_end(self, now: datetime):
        return self.filter(expires_at__lte=now).order_by("expires_at", "pk")
