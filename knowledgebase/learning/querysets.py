"""Searches and wordings: which may be seen, which are old, which wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from knowledgebase.learning.states import Status
from knowledgebase.querysets import visible


class AskedQuerySet(models.QuerySet):
    def to_forget(self, now: datetime):
        return self.filter(at__lt=now - timedelta(days=settings.KEEP_SEARCHES_DAYS)).order_by("at")

    def without_result(self):
        return self.filter(hits=0)


class WordingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read the article in all its states."""
        return self.filter(visible(user, "article__"))

    def proposed(self):
        return self.filter(status=Status.PROPOSED)

    def accepted(self):
        return self.filter(status=Status.ACCEPTED)

    def to_forget(self, now: datetime):
        """What was declined is of no more use than the search it came from."""
        old = now - timedelta(days=settings.KEEP_SEARCHES_DAYS)
        return self.filter(status=Status.DECLINED, at__lt=old).order_by("at")
