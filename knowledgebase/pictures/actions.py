"""What is done to pictures: kept, described otherwise, replaced, let go."""

from __future__ import annotations

import hashlib
import logging

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from knowledgebase.models import Manuscript, Picture, Snippet, Translation, Version
from knowledgebase.pictures import marks
from knowledgebase.pictures.models import new_path
from knowledgebase.pictures.reencoding import Ready
from portal.workflow.moves import IllegalMove

logger = logging.getLogger(__name__)


@transaction.atomic
def store(
    picture: Picture, *, by=None, ready: Ready | None = None, source: bytes = b"", keeps: bool = True
) -> int:
    """Store it, with other bytes where there are any, and make the pages that show it again.

    Returns how many those were. The former bytes go once the new ones are certain. Without `keeps` no byte
    is stored: for a try that is taken back.
    """
    Version.move()
    if ready is not None:
        former = picture.file.name if picture.pk else ""
        _take(picture, ready, source, keeps)
        if former:
            transaction.on_commit(lambda: remove(former))
    if picture.pk is None:
        picture.created_by = by
    picture.save()
    count = 0
    for translation in Translation.objects.filter(picture_uses__picture=picture).order_by("pk"):
        translation.save()
        count += 1
    return count


@transaction.atomic
def delete(picture: Picture) -> None:
    """Only one that no text names: neither on the site, nor as it is being written, nor in a snippet."""
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    if where := used_by(picture):
        raise IllegalMove(
            _("%(name)s stays: %(where)s shows it.") % {"name": picture.slug, "where": ", ".join(where)}
        )
    path = picture.file.name
    picture.delete()
    transaction.on_commit(lambda: remove(path))


def used_by(picture: Picture, most: int = 3) -> list[str]:
    """Some of the texts that name it. Drafts are looked through: this is asked when somebody deletes."""
    on_site = Translation.objects.filter(picture_uses__picture=picture).order_by("pk")
    found = [f"{row.title} ({row.language})" for row in on_site.only("title", "language")[:most]]
    if found:
        return found
    said = f"picture:{picture.slug}"
    drafts = Manuscript.objects.with_texts().filter(
        Q(newest__body__contains=said) | Q(live__body__contains=said)
    )
    found = [row.reference for row in drafts if picture.slug in _names(row.newest, row.live)]
    for snippet in Snippet.objects.filter(Q(body_en__contains=said) | Q(body_fr__contains=said)):
        if picture.slug in marks.names_in(f"{snippet.body_en}\n\n{snippet.body_fr}"):
            found.append(snippet.name)
    return found[:most]


def _names(*revisions) -> set[str]:
    return set().union(*(marks.names_in(revision.body) for revision in revisions if revision))


def _take(picture: Picture, ready: Ready, source: bytes, keeps: bool) -> None:
    storage = Picture._meta.get_field("file").storage
    picture.file = storage.save(new_path(), ContentFile(ready.data)) if keeps else new_path()
    picture.kind, picture.width, picture.height = ready.kind, ready.width, ready.height
    picture.size = len(ready.data)
    picture.sha256 = hashlib.sha256(ready.data).hexdigest()
    picture.source_sha256 = hashlib.sha256(source or ready.data).hexdigest()


def remove(path: str) -> None:
    try:
        Picture._meta.get_field("file").storage.delete(path)
    except Exception:  # each storage has its own; the row is gone already
        logger.exception("The bytes of a picture stay at %s.", path)
