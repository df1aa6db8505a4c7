"""Files that came with a message are taken by the rules of every other file; what is not taken is named."""

from __future__ import annotations

import io
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.attachments.actions import keep
from portal.attachments.checking import DAILY_BYTES, HEAD, check, display_name, megabytes
from portal.attachments.models import Attachment
from tickets.inbound.parsing import Part


def take(parts: tuple[Part, ...], *, by, key: str) -> tuple[list[Attachment], list[str]]:
    """The files that were kept for the verb to claim, and a sentence for each that was not.

    NotStored, where the disk is full, is the caller's: then the whole message waits until there is room.
    """
    kept: list[Attachment] = []
    left: list[str] = []
    room = DAILY_BYTES - _sent_today(by)
    for number, part in enumerate(parts):
        name = display_name(part.name)
        if len(kept) >= settings.MAX_FILES:
            left.append(_one_too_many(name))
            continue
        if len(part.content) > room:
            left.append(_("“%(name)s”: over %(limit)s in a day.") % _said(name, DAILY_BYTES))
            continue
        try:
            kind = check(name, len(part.content), part.content[:HEAD], largest=settings.MAX_FILE_BYTES)
            # The number keeps two files of one name and content apart from a second reading.
            kept.append(keep(_upload(part, name), name=name, kind=kind, by=by, key=f"{key}-{number}"))
            room -= len(part.content)
        except ValidationError as error:
            left.extend(error.messages)
    return kept, left


def _upload(part: Part, name: str) -> InMemoryUploadedFile:
    file = io.BytesIO(part.content)
    return InMemoryUploadedFile(file, "file", name, "application/octet-stream", len(part.content), None)


def _one_too_many(name: str) -> str:
    words = ngettext(
        "“%(name)s” is one too many: at most %(limit)d file.",
        "“%(name)s” is one too many: at most %(limit)d files.",
        settings.MAX_FILES,
    )
    return words % {"name": name, "limit": settings.MAX_FILES}


def _said(name: str, limit: int) -> dict:
    return {"name": name, "limit": megabytes(limit)}


def _sent_today(person) -> int:
    since = timezone.now() - timedelta(days=1)
    sent = Attachment.objects.filter(uploaded_by=person, created_at__gt=since)
    return sent.aggregate(bytes=Sum("size"))["bytes"] or 0
