"""Who may read what: the only door to articles, for pages, search, counts and feeds alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from knowledgebase.commenting.states import Standing
from knowledgebase.states import Audience, State


@dataclass(frozen=True)
class Reader:
    """What a person may read, by their present rights."""

    audiences: frozenset[str]
    drafts: bool = False


VISITOR = Reader(frozenset({Audience.PUBLIC}))
CUSTOMER = Reader(VISITOR.audiences | {Audience.CUSTOMERS})
PARTNER = Reader(CUSTOMER.audiences | {Audience.PARTNERS})
STAFF = Reader(PARTNER.audiences | {Audience.STAFF})
EDITOR = Reader(STAFF.audiences, drafts=True)

# The preview shows an article as one of these; staff without rights on drafts see what is published.
READERS = {"public": VISITOR, "customers": CUSTOMER, "partners": PARTNER, "staff": STAFF}


def reader_of(user) -> Reader:
    """The rights of a person now; of a visitor when there is none. Looked up once a request."""
    if isinstance(user, Reader):
        return user
    if user is None or not user.is_authenticated or not user.is_active:
        return VISITOR
    if not hasattr(user, "_reader"):
        user._reader = _look_up(user)
    return user._reader


def _look_up(user) -> Reader:
    if user.is_staff:
        return EDITOR if user.has_perm("knowledgebase.view_article") else STAFF
    return PARTNER if user.memberships.filter(organisation__is_partner=True).exists() else CUSTOMER


def visible(user, prefix: str = "") -> Q:
    """The condition on an article, `prefix` away from the rows that are asked for."""
    reader = reader_of(user)
    condition = Q(**{f"{prefix}audience__in": sorted(reader.audiences)})
    return condition if reader.drafts else condition & Q(**{f"{prefix}state": State.PUBLISHED})


class ContentQuerySet(models.QuerySet):
    """Whatever readers see moves the version, also when many rows change at once."""

    def update(self, **fields):
        if set(fields) <= set(self.model.UNSEEN):
            return super().update(**fields)
        with transaction.atomic(using=self.db):
            self.model.move_version()
            return super().update(**fields)

    def delete(self):
        with transaction.atomic(using=self.db):
            self.model.move_version()
            return super().delete()

    delete.queryset_only = True


class ArticleQuerySet(ContentQuerySet):
    def visible_to(self, user):
        """`user` may be a person, nobody (None) or a Reader of the preview."""
        return self.filter(visible(user))

    def to_look_through(self, today: date):
        """Those whose day has come, except where that day was told of already."""
        told = Q(reminded_on=models.F("review_on"))
        return self.filter(review_on__lte=today).exclude(Q(reminded_on__isnull=False) & told).order_by("pk")


class TranslationQuerySet(ContentQuerySet):
    def visible_to(self, user):
        return self.filter(visible(user, "article__"))

    def best_for(self, language: str):
        """One translation an article: in this language, or in the other where there is none."""
        own = self.model._base_manager.filter(article=OuterRef("article"), language=language)
        return self.filter(Q(language=language) | ~Exists(own))


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is shown under an article that they may read, and their own; for who reads them first, all."""
        found = self.filter(visible(user, "article__"))
        if isinstance(user, Reader) or user is None or not user.is_authenticated:
            return found.shown()
        if user.is_staff and user.has_perm("knowledgebase.view_comment"):
            return found
        return found.filter(Q(state=Standing.SHOWN) | Q(author=user) & ~Q(state=Standing.WITHDRAWN))

    def shown(self):
        return self.filter(state=Standing.SHOWN)

    def waiting(self):
        return self.filter(state=Standing.WAITING)
