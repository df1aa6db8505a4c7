"""When what readers see has changed: one stamp, moved by every change in its own transaction."""

import secrets
from time import monotonic

from django.db import connection, models, transaction

from knowledgebase.querysets import ContentQuerySet

_ASK = "SELECT stamp FROM knowledgebase_version WHERE id = 1"


class Version(models.Model):
    """One row: a stamp that is another one after every change of what readers see.

    The stamp is random, so a change that was rolled back never shares it with a later one.
    """

    stamp = models.CharField(max_length=32)

    # What this process saw last, and when. A process asks at most once a second.
    _seen = ("", float("-inf"))

    def __str__(self):
        return self.stamp

    @classmethod
    def move(cls) -> None:
        """First in the transaction: writers queue here and never wait for each other in a ring."""
        stamp = secrets.token_hex(16)
        if not cls._base_manager.filter(pk=1).update(stamp=stamp):
            cls._base_manager.get_or_create(pk=1, defaults={"stamp": stamp})
        cls.forget()
        transaction.on_commit(cls.forget)

    @classmethod
    def forget(cls) -> None:
        cls._seen = ("", float("-inf"))

    @classmethod
    def now(cls) -> str:
        """The stamp in the database. Asked for by nearly every page, so without the making of a queryset."""
        with connection.cursor() as cursor:
            cursor.execute(_ASK)
            row = cursor.fetchone()
        return row[0] if row else ""

    @classmethod
    def lately(cls) -> str:
        """The stamp as it was at most a second ago."""
        stamp, read_at = cls._seen
        if monotonic() - read_at >= 1:
            read_at = monotonic()
            stamp = cls.now()
            cls._seen = (stamp, read_at)
        return stamp


class Content(models.Model):
    """What readers see: every change moves the version in its own transaction."""

    # Fields that change without any page changing.
    UNSEEN = ()

    objects = ContentQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def move_version():
        Version.move()

    def save(self, *args, **kwargs):
        with transaction.atomic():
            self.move_version()
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            self.move_version()
            return super().delete(*args, **kwargs)
