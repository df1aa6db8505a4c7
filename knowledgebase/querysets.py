"""Who may read what: the only door to articles, for pages, search, counts and feeds alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from knowledgebase.belonging import belonging
from knowledgebase.commenting.states import Standing
from knowledgebase.states import Audience, State


@dataclass(frozen=True)
class Reader:
    """What a person may read, by their present rights."""

    audiences: frozenset[str]
    groups: frozenset[int] = frozenset()
    drafts: bool = False

    def passes(self, audience: str, groups: frozenset[int]) -> bool:
        """Past one door: that of an article, or that of its section."""
        return audience in self.audiences or (audience == Audience.GROUPS and bool(groups & self.groups))


VISITOR = Reader(frozenset({Audience.PUBLIC}))
CUSTOMER = Reader(VISITOR.audiences | {Audience.CUSTOMERS})
CLIENT = Reader(CUSTOMER.audiences | {Audience.CONTRACT})
PARTNER = Reader(CUSTOMER.audiences | {Audience.PARTNERS})
# Staff help every reader, so they read what is for any group.
STAFF = Reader(frozenset(Audience.values))
EDITOR = Reader(STAFF.audiences, drafts=True)

# Whose eyes staff may borrow; a person of a group is the fifth kind, see `one_of`.
READERS = {
    "public": VISITOR,
    "customers": CUSTOMER,
    "contract": CLIENT,
    "partners": PARTNER,
    "staff": STAFF,
}


def one_of(group: int) -> Reader:
    """Somebody who is signed in and in this group, and nothing else."""
    return Reader(CUSTOMER.audiences, groups=frozenset({group}))


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
    found = belonging(user)
    audiences = set(CUSTOMER.audiences)
    if found.has_contract:
        audiences.add(Audience.CONTRACT)
    if found.is_partner:
        audiences.add(Audience.PARTNERS)
    return Reader(frozenset(audiences), groups=found.groups)


def visible(user, prefix: str = "", shelf: str | None = None) -> Q:
    """The condition on an article, `prefix` away from the rows that are asked for.

    `shelf`: where its section is, if the way there is not over the article. An article is read by those who
    pass its own door and that of its section: the narrower wins.
    """
    reader = reader_of(user)
    shelf = f"{prefix}section__" if shelf is None else shelf
    condition = _passing(reader, prefix, "Article") & _passing(reader, shelf, "Section")
    return condition if reader.drafts else condition & Q(**{f"{prefix}state": State.PUBLISHED})


def _passing(reader: Reader, prefix: str, model: str) -> Q:
    """Past the door of one of them. Who is in no group asks nothing about groups."""
    known = Q(**{f"{prefix}audience__in": sorted(reader.audiences)})
    if not reader.groups or Audience.GROUPS in reader.audiences:
        return known
    named = apps.get_model("knowledgebase", model).groups.through.objects
    named = named.filter(readergroup__in=sorted(reader.groups)).values(model.lower())
    return known | Q(**{f"{prefix}audience": Audience.GROUPS, f"{prefix}pk__in": named})


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
