"""Rows that are due, worked off one by one: what fails is looked at again next time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

logger = logging.getLogger(__name__)
BATCH = 1000


def work_off(due: Callable[[datetime], QuerySet], act: Callable) -> int:
    """Calls `act(pk, at=now)` for every row of `due(now)`, a thousand a statement. Returns how many.

    Safe to run twice, late, or beside itself if `act` is: it must leave the row no longer due.
    """
    done, failed = 0, set()
    while True:
        now = timezone.now()
        batch = list(due(now).exclude(pk__in=failed).values_list("pk", flat=True)[:BATCH])
        for pk in batch:
            try:
                act(pk, at=now)
                done += 1
            except Exception:
                # One that fails must not keep the others waiting.
                logger.exception("%s failed for %s.", act.__qualname__, pk)
                failed.add(pk)
        if len(batch) < BATCH:
            return done
