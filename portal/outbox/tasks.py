"""What a worker does with letters. Each task asks the database what is due; run twice, it changes nothing."""

import threading

from celery import shared_task

from portal.outbox import leases
from portal.outbox.delivering import deliver

# A slow mail server must leave hands free for everything else that has a clock.
_hands = threading.BoundedSemaphore(2)


@shared_task
def deliver_due() -> int:
    """Send the letters that are due. Returns how many were sent."""
    if not _hands.acquire(blocking=False):
        return 0
    try:
        return deliver().sent
    finally:
        _hands.release()


@shared_task
def forget_secrets() -> int:
    """Clear secret links of letters whose fate nobody decided."""
    return leases.forget_secrets()
