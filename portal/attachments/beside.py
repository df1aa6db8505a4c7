"""The files beside the rows they belong to."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType

from portal.attachments.models import Attachment
from portal.workflow.prepared import prepared


def give_files(rows: list) -> list:
    """The rows of one model, each with the list of its `files`; read in one statement."""
    if not rows:
        return rows
    of_row: dict[int, list[Attachment]] = {row.pk: [] for row in rows}
    for file in _of(ContentType.objects.get_for_model(rows[0]).pk, *of_row):
        of_row[file.object_id].append(file)
    for row in rows:
        row.files = of_row[row.pk]
    return rows


@prepared
def _of(kind: int, *rows: int):
    return Attachment.objects.filter(content_type=kind, object_id__in=rows)
