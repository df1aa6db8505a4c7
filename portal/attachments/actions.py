"""What is done to files: kept while their form has errors, then claimed by what they belong to."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, models, transaction

from portal.attachments.models import Attachment, new_path

logger = logging.getLogger(__name__)


class NotStored(Exception):
    """The storage refused the bytes: the disk is full, or it is out of reach. Nothing is left behind."""


class FilesGone(Exception):
    """A file of this form is not waiting any more; the caller's transaction must not go on without it."""


def keep(file: UploadedFile, *, name: str, kind: str, by, key: str) -> Attachment:
    """Store a checked file for a form that is not accepted yet. The same one again is the same row."""
    described = {"uploaded_by": by, "form_key": key, "sha256": _sha256(file), "name": name}
    if (known := Attachment.objects.pending().filter(**described).first()) is not None:
        return known
    path = _store(file)
    try:
        with transaction.atomic():
            return Attachment.objects.create(file=path, size=file.size, kind=kind, **described)
    except IntegrityError:
        # Another copy of the same form brought it in the same moment.
        _storage().delete(path)
        return Attachment.objects.pending().get(**described)


def claim(files: Iterable[Attachment], owner: models.Model, *, by) -> None:
    """Give pending files to their owner, inside the verb's transaction; only one's own, and only once."""
    wanted = {file.pk for file in files}
    if not wanted:
        return
    claimed = (
        Attachment.objects.pending()
        .filter(pk__in=wanted, uploaded_by=by)
        .update(
            content_type=ContentType.objects.get_for_model(owner, for_concrete_model=True),
            object_id=owner.pk,
            form_key="",
        )
    )
    if claimed != len(wanted):
        raise FilesGone(f"{len(wanted) - claimed} of {len(wanted)} files are not pending any more.")


def attach(form, owner: models.Model) -> None:
    """Give the files of a valid form to what came out of it, inside the verb's transaction."""
    claim(form.cleaned_data["files"], owner, by=form.by)


def give(attachment: Attachment, owner: models.Model) -> None:
    """It belongs to something else from now on; its address stays."""
    attachment.content_type = ContentType.objects.get_for_model(owner, for_concrete_model=True)
    attachment.object_id = owner.pk
    attachment.save(update_fields=["content_type", "object_id"])


def share(attachment: Attachment, owner: models.Model) -> Attachment:
    """The same bytes for a second owner, under an address of their own. Bytes stay while a row names them."""
    return Attachment.objects.create(
        content_type=ContentType.objects.get_for_model(owner, for_concrete_model=True),
        object_id=owner.pk,
        uploaded_by=attachment.uploaded_by,
        file=attachment.file.name,
        name=attachment.name,
        size=attachment.size,
        sha256=attachment.sha256,
        kind=attachment.kind,
    )


def drop(attachment: Attachment) -> bool:
    """Forget a pending file: first its row, unless it was claimed meanwhile, then its bytes."""
    gone, _rows = Attachment.objects.pending().filter(pk=attachment.pk).delete()
    if gone:
        _storage().delete(attachment.file.name)
    return bool(gone)


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _store(file: UploadedFile) -> str:
    path = new_path()
    try:
        return _storage().save(path, file)
    except Exception as error:  # each storage has its own: OSError here, the client's errors with S3
        logger.exception("A file could not be stored.")
        _remove_what_was_written(path)
        raise NotStored from error


def _remove_what_was_written(path: str) -> None:
    try:
        _storage().delete(path)
    except Exception:
        logger.exception("Half a file stays at %s until the sweep finds it.", path)


def _storage():
    return Attachment._meta.get_field("file").storage
