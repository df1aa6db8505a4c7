"""What was never sent is not kept: pending files of yesterday, and bytes that no row knows."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from portal.attachments import actions
from portal.attachments.models import FOLDER, Attachment

PENDING_FOR = timedelta(hours=24)
# A crash leaves bytes in the folder of its day only; looking back a week outlives a silence of beat.
LOOK_BACK_DAYS = 7


@shared_task
def forget_pending() -> int:
    """Delete what waited too long for its form, rows and bytes. Running twice changes nothing."""
    forgotten = 0
    for attachment in Attachment.objects.forgotten(timezone.now() - PENDING_FOR).iterator(chunk_size=500):
        forgotten += actions.drop(attachment)
    return forgotten + sum(_forget_orphans(days) for days in range(2, 2 + LOOK_BACK_DAYS))


def _forget_orphans(days_ago: int) -> int:
    storage = Attachment._meta.get_field("file").storage
    folder = f"{FOLDER}/{timezone.now() - timedelta(days=days_ago):%Y-%m-%d}"
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return 0
    paths = {f"{folder}/{name}" for name in names}
    known = set(
        Attachment.objects.filter(file__startswith=f"{folder}/").values_list("file", flat=True).iterator()
    )
    for path in paths - known:
        storage.delete(path)
    return len(paths - known)
