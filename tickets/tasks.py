"""Requests that end by themselves. The rows say what is due; this only looks."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from tickets import actions
from tickets.models import Ticket

logger = logging.getLogger(__name__)
BATCH = 1000


@shared_task
def end_due() -> int:
    """Remind of, or close, what is due. Safe to run twice, late, or beside itself. Returns how many."""
    done, failed = 0, set()
    while True:
        now = timezone.now()
        batch = list(
            Ticket.objects.due_to_end(now).exclude(pk__in=failed).values_list("pk", flat=True)[:BATCH]
        )
        for number in batch:
            try:
                actions.ring(number, at=now)
                done += 1
            except Exception:
                # One that cannot end must not keep the others waiting; it is looked at again next time.
                logger.exception("Request %s did not end.", number)
                failed.add(number)
        if len(batch) < BATCH:
            return done
