"""A promise with a clock: what every room's promised times are made of."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.businesstime.explaining import (
    Explanation,
    explain,
    explain_again,
    explain_pause,
    explain_resumption,
)

SOON_SHARE = 20  # per cent of the working time, for customers
SOON_SECONDS = 60 * 60
SOON_SECONDS_FOR_STAFF = 2 * 60 * 60


class ClockQuerySet(models.QuerySet):
    def open(self):
        """Owed: not kept yet."""
        return self.filter(kept_at__isnull=True)

    def due(self, now: datetime):
        """Those that somebody must look at now, the longest overdue first."""
        return self.open().filter(next_alarm_at__lte=now).order_by("next_alarm_at", "pk")


class Clock(models.Model):
    """What was promised, by when, and how that was counted. Stored when it is promised: a change of the
    calendar does not move it.

    Its methods set fields and return their names, for `save(update_fields=...)` inside the verb.
    """

    calendar = models.ForeignKey(
        "businesstime.Calendar", models.PROTECT, verbose_name=_("calendar"), related_name="+"
    )
    started_at = models.DateTimeField(_("started at"))
    minutes = models.PositiveIntegerField(_("working minutes promised"))
    due_by = models.DateTimeField(_("due by"))
    explanation = models.JSONField(_("how it was counted"), editable=False)
    # [[share of the working time in per cent, moment], …]; those before next_alarm_at have been heard.
    alarms = models.JSONField(default=list, editable=False)
    next_alarm_at = models.DateTimeField(null=True, blank=True, editable=False)
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True, editable=False)
    remaining_seconds = models.PositiveIntegerField(null=True, blank=True, editable=False)
    kept_at = models.DateTimeField(_("kept at"), null=True, blank=True, editable=False)
    missed_at = models.DateTimeField(_("missed at"), null=True, blank=True, editable=False)

    objects = ClockQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["next_alarm_at"],
                condition=Q(next_alarm_at__isnull=False),
                name="%(class)s_next_alarm",
            )
        ]

    # --- What happens to a promise --------------------------------------------------------------

    @classmethod
    def promised(
        cls,
        calendar,
        at: datetime,
        minutes: int | None = None,
        *,
        days: int | None = None,
        shares=(50, 75, 90, 100),
        began: str = "received",
        **fields,
    ):
        """An unsaved clock that runs from `at`. Give working minutes or working days, one of them.

        began: the word for its start, "received" or "promised".
        """
        if (minutes is None) == (days is None):
            raise TypeError("A promise is of working minutes or of working days.")
        at = at.replace(microsecond=0)
        minutes = days * calendar.working.day_minutes if minutes is None else minutes
        clock = cls(calendar=calendar, started_at=at, minutes=minutes, **fields)
        clock._count_as(explain(calendar.working, at, minutes, began=began))
        clock._set_alarms(shares)
        return clock

    def keep(self, at: datetime) -> list[str]:
        """What was promised has been done, in time or late."""
        self.kept_at = at
        self.next_alarm_at = None
        return ["kept_at", "next_alarm_at"]

    def miss(self, at: datetime) -> list[str]:
        """The deadline has passed and nobody has done it. It stays owed."""
        self.missed_at = at
        self.next_alarm_at = None
        return ["missed_at", "next_alarm_at"]

    def pause(self, at: datetime, reason: str = "customer") -> list[str]:
        """The clock stands still, because of the "customer" (we wait for them), a "hold" or "development".

        A deadline that has passed cannot be paused away.
        """
        if self.kept_at or self.missed_at or self.paused_at or at >= self.due_by:
            return []
        at = max(at.replace(microsecond=0), self.started_at)
        working = self.calendar.working
        self.paused_at = at
        self.remaining_seconds = max(working.seconds_between(at, self.due_by), 0)
        self.explanation = explain_pause(self.counted, working, at, reason).as_json()
        self.alarms = self._unheard()
        self.next_alarm_at = None
        return ["paused_at", "remaining_seconds", "explanation", "alarms", "next_alarm_at"]

    def resume(self, at: datetime) -> list[str]:
        """The clock goes on with the working time that was left."""
        if not self.paused_at:
            return []
        at = max(at.replace(microsecond=0), self.paused_at)
        heard_late = [alarm for alarm in self.alarms if _moment(alarm) <= self.paused_at]
        self._count_as(explain_resumption(self.counted, self.calendar.working, at, self.remaining_seconds))
        self._set_alarms([share for share, _at in self.alarms[len(heard_late) :]], before=heard_late)
        self.paused_at = self.remaining_seconds = None
        return ["due_by", "explanation", "alarms", "next_alarm_at", "paused_at", "remaining_seconds"]

    def hear(self, now: datetime) -> list[str]:
        """The alarms that were due by now have been dealt with."""
        later = [moment for alarm in self.alarms if (moment := _moment(alarm)) > now]
        self.next_alarm_at = min(later, default=None)
        return ["next_alarm_at"]

    def recount(self) -> list[str]:
        """Count again by the calendar as it is now: an explicit act, see `actions.recompute`."""
        again = self.counted_again
        if again is None:
            return []
        unheard = self._unheard()
        self._count_as(again)
        self._set_alarms([share for share, _at in unheard])
        return ["due_by", "explanation", "alarms", "next_alarm_at"]

    # --- How it stands ----------------------------------------------------------------------------

    def state(self, now: datetime | None = None, *, staff: bool = False) -> str:
        """running, soon, late, kept, kept_late or paused."""
        now = now or timezone.now()
        if self.kept_at:
            return "kept" if self.kept_at <= self.due_by else "kept_late"
        if self.paused_at:
            return "paused"
        if now >= self.due_by:
            return "late"
        return "soon" if self.seconds_left(now) <= self._soon_within(staff) else "running"

    def seconds_left(self, now: datetime | None = None) -> int:
        """Working time until the deadline; when paused, what was left."""
        if self.paused_at:
            return self.remaining_seconds
        now = self.kept_at or now or timezone.now()
        return max(self.calendar.working.seconds_between(now, self.due_by), 0)

    def minutes_left(self, now: datetime | None = None) -> int:
        return self.seconds_left(now) // 60

    def minutes_late(self, now: datetime | None = None) -> int:
        """Working time since the deadline passed, until it was kept."""
        now = self.kept_at or now or timezone.now()
        return max(self.calendar.working.minutes_between(self.due_by, now), 0)

    def used_share(self, now: datetime | None = None) -> int:
        """How much of the working time is used, 0 to 100."""
        whole = self.minutes * 60
        return min(max(100 * (whole - self.seconds_left(now)) // whole, 0), 100) if whole else 100

    def alarms_due(self, now: datetime) -> list[int]:
        """The shares that have been reached and not been heard yet."""
        return [share for share, at in self._unheard() if datetime.fromisoformat(at) <= now]

    @property
    def remaining(self) -> int | None:
        """Whole working minutes that were left when it was paused."""
        return None if self.remaining_seconds is None else self.remaining_seconds // 60

    @property
    def counted(self) -> Explanation:
        return Explanation.from_json(self.explanation)

    @property
    def counted_again(self) -> Explanation | None:
        """By the calendar as it is now; None for what no longer runs."""
        if self.kept_at or self.missed_at or self.paused_at:
            return None
        return explain_again(self.counted, self.calendar.working)

    # --- Inside -------------------------------------------------------------------------------------

    def _count_as(self, explanation: Explanation) -> None:
        self.explanation = explanation.as_json()
        self.due_by = explanation.due

    def _set_alarms(self, shares, before=()) -> None:
        """When each share of the whole working time is reached; `before`: alarms still unheard."""
        running = self.counted.parts[-1]
        used_before = self.minutes * 60 - running.seconds
        self.alarms = [list(alarm) for alarm in before]
        for share in sorted(shares):
            seconds = max(-(-self.minutes * 60 * share // 100) - used_before, 0)
            at = self.calendar.working.add_seconds(running.start, seconds)
            self.alarms.append([share, min(at, self.due_by).isoformat()])
        self.next_alarm_at = min((_moment(alarm) for alarm in self.alarms), default=None)

    def _unheard(self) -> list:
        if self.next_alarm_at is None:
            return []
        return [alarm for alarm in self.alarms if _moment(alarm) >= self.next_alarm_at]

    def _soon_within(self, staff: bool) -> int:
        if staff:
            return SOON_SECONDS_FOR_STAFF
        return max(self.minutes * 60 * SOON_SHARE // 100, SOON_SECONDS)


def _moment(alarm) -> datetime:
    return datetime.fromisoformat(alarm[1])
