"""Mail is fetched and read by the clock. The rows say what is due; run twice, it says nothing twice."""

import threading
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from tickets.inbound import receiving
from tickets.inbound.models import FOLDER, Mail

# A slow mail server must leave hands free for everything else that has a clock.
_hands = threading.BoundedSemaphore(1)
LOOK_BACK_DAYS = 7


@shared_task
def receive() -> int:
    """Read what is stored, fetch what is new, read that. Returns how many messages were read."""
    if not _hands.acquire(blocking=False):
        return 0
    try:
        read = receiving.read_stored()
        return read + (receiving.read_stored() if receiving.fetch() else 0)
    finally:
        _hands.release()


@shared_task
def forget_orphans() -> int:
    """Bytes of a message whose row was never written, because the process ended between the two."""
    return sum(_forget_orphans(days) for days in range(2, 2 + LOOK_BACK_DAYS))


def _forget_orphans(days_ago: int) -> int:
    storage = Mail._meta.get_field("raw").storage
    folder = f"{FOLDER}/{timezone.now() - timedelta(days=days_ago):%Y-%m-%d}"
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return 0
    paths = {f"{folder}/{name}" for name in names}
    known = set(Mail.objects.filter(raw__startswith=f"{folder}/").values_list("raw", flat=True).iterator())
    for path in paths - known:
        storage.delete(path)
    return len(paths - known)
