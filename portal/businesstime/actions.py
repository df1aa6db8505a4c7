"""What staff do on purpose to promises that are already stored. Changing a calendar alone moves none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from portal.businesstime.clocks import Clock
from portal.businesstime.models import Calendar, Recalculation
from portal.businesstime.signals import clock_recounted


def running_clocks(calendar: Calendar) -> list[Clock]:
    """Every promise that runs by this calendar, of whatever room, the next due first."""
    kinds = [model for model in apps.get_models() if issubclass(model, Clock)]
    running = {"calendar": calendar, "kept_at": None, "missed_at": None, "paused_at": None}
    clocks = [clock for kind in kinds for clock in kind._base_manager.filter(**running)]
    return sorted(clocks, key=lambda clock: clock.due_by)


def would_move(clocks: Iterable[Clock]) -> list[tuple[Clock, datetime]]:
    """Those whose deadline would be another one by the calendar as it is now, with that deadline."""
    counted = [(clock, clock.counted_again) for clock in clocks]
    return [(clock, again.due) for clock, again in counted if again and again.due != clock.due_by]


@transaction.atomic
def recompute(clocks: Iterable[Clock], *, by, reason: str) -> list[Recalculation]:
    """Count running promises again by their calendars as they are now, and record what moved.

    Kept, missed and paused ones stay as they are: a paused one is counted by the new hours when it goes on.
    """
    now = timezone.now()
    moved = []
    for clock in clocks:
        # Somebody may keep it meanwhile: read it under lock.
        clock = type(clock)._base_manager.select_for_update(no_key=True).get(pk=clock.pk)
        old = clock.due_by
        changed = clock.recount()
        if not changed or clock.due_by == old:
            continue
        clock.save(update_fields=changed)
        clock_recounted.send(type(clock), clock=clock, old_due_by=old)
        moved.append(
            Recalculation(
                clock=clock._meta.label_lower,
                clock_pk=clock.pk,
                about=str(clock)[:200],
                by=by,
                at=now,
                reason=reason[:200],
                old_due_by=old,
                new_due_by=clock.due_by,
            )
        )
    return Recalculation.objects.bulk_create(moved)
