"""The clocks of a request: first response, next update, resolution. Stored when they are promised."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.businesstime.models import Clock, ClockQuerySet
from portal.contracts.models import Target

Kind = Target.Kind


class DailyFigure(models.Model):
    """What was measured on one day of ours: how many first answers or resolutions, and how long they took."""

    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    count = models.PositiveIntegerField()
    in_time = models.PositiveIntegerField()
    # Working time that was spent, pauses not counted: the same definition as that of the published averages.
    seconds = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("figure of a day")
        verbose_name_plural = _("figures of the days")
        constraints = [models.UniqueConstraint(fields=["day", "kind"], name="one_figure_a_day_and_kind")]

    def __str__(self):
        return f"{self.day} {self.kind}"


class TicketClockQuerySet(ClockQuerySet):
    def open(self):
        """Owed: neither kept, nor let go because the request ended or the promise was replaced."""
        return super().open().filter(let_go_at__isnull=True)


class TicketClock(Clock):
    """What a support plan promises for one request, and the working time that was spent on it.

    The deadline may pass while the clock runs; the time spent is counted on, so that what was measured is
    the same for kept and for missed promises. No clock runs and stands at once: `running_since` says which.
    """

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="clocks", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # The first life of a request is 1; each time it is reopened another one begins.
    cycle = models.PositiveSmallIntegerField(default=1)
    # The severity it was counted for: the one that was decided, or that the customer's words suggest.
    severity = models.PositiveSmallIntegerField()
    running_since = models.DateTimeField(null=True, blank=True, editable=False)
    spent_seconds = models.PositiveIntegerField(default=0, editable=False)
    # [[since, until or null, reason], …]: when it stood still, and why.
    stops = models.JSONField(default=list, editable=False)
    let_go_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TicketClockQuerySet.as_manager()

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = _("promise of a request")
        verbose_name_plural = _("promises of requests")
        indexes = [
            *Clock.Meta.indexes,
            models.Index(fields=["ticket", "started_at"], name="ticketclock_of_ticket"),
            models.Index(
                fields=["kept_at", "kind"], condition=Q(kept_at__isnull=False), name="ticketclock_kept"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "kind"],
                condition=Q(kept_at=None, let_go_at=None),
                name="one_open_clock_a_kind",
            ),
        ]

    def __str__(self):
        return f"{self.ticket.reference} {self.kind}"

    @classmethod
    def for_target(cls, target: Target, calendar, at: datetime, *, began: str, **fields) -> TicketClock:
        """An unsaved clock that runs from `at` by a target of a plan."""
        clock = cls.promised(
            calendar,
            at,
            target.minutes,
            shares=target.plan.shares,
            began=began,
            kind=target.kind,
            severity=target.severity,
            **fields,
        )
        clock.running_since = clock.started_at
        return clock

    def pause(self, at: datetime, reason: str = "customer") -> list[str]:
        """It stands still. One whose deadline has passed stays late, and spends no more time."""
        if self.kept_at or self.running_since is None:
            return []
        at = max(at.replace(microsecond=0), self.running_since)
        self.spent_seconds += self._between(self.running_since, at)
        self.running_since = None
        self.stops = [*self.stops, [at.isoformat(), None, reason]]
        return ["spent_seconds", "running_since", "stops", *super().pause(at, reason)]

    def resume(self, at: datetime) -> list[str]:
        if self.kept_at or self.running_since is not None:
            return []
        since, _until, reason = self.stops[-1]
        self.running_since = max(at.replace(microsecond=0), datetime.fromisoformat(since))
        self.stops = [*self.stops[:-1], [since, self.running_since.isoformat(), reason]]
        return ["running_since", "stops", *super().resume(self.running_since)]

    def keep(self, at: datetime) -> list[str]:
        """Done. What is done while it stands still is done in the time that was left."""
        at = at.replace(microsecond=0)
        if self.paused_at:
            # The deadline of a clock that stands is the one it would have if it went on now.
            super().resume(max(at, self.paused_at))
        elif self.running_since is not None:
            self.spent_seconds += self._between(self.running_since, max(at, self.running_since))
        self.running_since = None
        return [
            "spent_seconds",
            "running_since",
            "due_by",
            "explanation",
            "alarms",
            "paused_at",
            "remaining_seconds",
            *super().keep(at),
        ]

    def let_go(self, at: datetime) -> list[str]:
        """Not owed any more, and not called kept. It spends no more time."""
        if self.running_since is not None:
            self.spent_seconds += self._between(self.running_since, at.replace(microsecond=0))
            self.running_since = None
        self.let_go_at, self.next_alarm_at = at, None
        return ["spent_seconds", "running_since", "let_go_at", "next_alarm_at"]

    def again_for(self, target: Target, calendar) -> TicketClock:
        """The same promise by another target: from the same start, with the same stops. Unsaved."""
        began = self.counted.parts[0].began
        clock = TicketClock.for_target(
            target, calendar, self.started_at, began=began, ticket=self.ticket, cycle=self.cycle
        )
        for since, until, reason in self.stops:
            clock.pause(datetime.fromisoformat(since), reason)
            if until:
                clock.resume(datetime.fromisoformat(until))
        return clock

    # --- How it stands ----------------------------------------------------------------------------

    def spent(self, now: datetime | None = None) -> int:
        """Working seconds that have run so far."""
        running = self._between(self.running_since, now or timezone.now()) if self.running_since else 0
        return self.spent_seconds + running

    def minutes_late(self, now: datetime | None = None) -> int:
        """Working minutes spent beyond the promise; none are added while it stands."""
        return max(self.spent(now) - self.minutes * 60, 0) // 60

    @property
    def is_standing(self) -> bool:
        return self.kept_at is None and self.running_since is None

    # --- Inside -----------------------------------------------------------------------------------

    def _between(self, start: datetime, end: datetime) -> int:
        return max(self.calendar.working.seconds_between(start, end), 0) if end > start else 0
