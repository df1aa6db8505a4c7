"""The alarms of our promises. The rows say what is due; this only looks."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from escalations import actions
from escalations.models import Promise

logger = logging.getLogger(__name__)
BATCH = 1000


@shared_task
def ring_alarms() -> int:
    """Ring every alarm that is due. Safe to run twice, late, or beside itself. Returns how many rang."""
    rang, failed = 0, set()
    while True:
        now = timezone.now()
        batch = list(Promise.objects.due(now).exclude(pk__in=failed).values_list("pk", flat=True)[:BATCH])
        for promise_id in batch:
            try:
                actions.ring(promise_id, at=now)
                rang += 1
            except Exception:
                # One that cannot ring must not silence the others; it is looked at again next time.
                logger.exception("The alarm of promise %s did not ring.", promise_id)
                failed.add(promise_id)
        if len(batch) < BATCH:
            return rang
