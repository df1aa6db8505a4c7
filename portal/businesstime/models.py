"""Calendars: the zone, the opening hours and the days off that promises are counted by."""

from __future__ import annotations

import uuid
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.businesstime.arithmetic import DAY_MINUTES, WorkingCalendar
from portal.businesstime.clocks import Clock, ClockQuerySet
from portal.businesstime.querysets import CalendarManager, HolidayQuerySet, PartQuerySet
from portal.workflow.words import words

__all__ = [
    "Calendar",
    "Clock",
    "ClockQuerySet",
    "Holiday",
    "OpeningHours",
    "Recalculation",
    "WorkedHoliday",
]

# What was last built for a calendar: {pk: (version, WorkingCalendar)}. The version comes with the row,
# so a change made by another process is seen with the next read of the row.
_built: dict[int, tuple[uuid.UUID, WorkingCalendar]] = {}


def check_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("Choose a time zone by its name, for example Europe/London."))


class Calendar(models.Model):
    """When we are open, and on which wall clock."""

    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100)
    zone = models.CharField(_("time zone"), max_length=64, validators=[check_zone])
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters, for example GB. Its public holidays are filled in. Empty: none are."),
    )
    subdivision = models.CharField(
        _("part of the country"),
        max_length=10,
        blank=True,
        help_text=_("For example ENG for England, whose holidays are not those of Scotland."),
    )
    is_default = models.BooleanField(
        _("default"), default=False, help_text=_("New promises are counted by the default calendar.")
    )
    # Another one with every change of hours or days off; random, so that it never comes again.
    version = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = CalendarManager()

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        ordering = ["-is_default", "name_en"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_calendar"
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        # The zone may be another one now.
        self.version = uuid.uuid4()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)

    name = words("name")

    @property
    def working(self) -> WorkingCalendar:
        """The arithmetic of this calendar, built once a version in each process."""
        built = _built.get(self.pk)
        if built is None or built[0] != self.version:
            built = _built[self.pk] = (self.version, self._build())
        return built[1]

    def _build(self) -> WorkingCalendar:
        week: list[list[tuple[int, int]]] = [[] for _day in range(7)]
        for weekday, opens, closes in self.hours.values_list("weekday", "opens", "closes"):
            week[weekday].append((opens, closes))
        holidays = {on: (en, fr) for on, en, fr in self.holidays.values_list("on", "name_en", "name_fr")}
        return WorkingCalendar(self.zone, tuple(tuple(day) for day in week), holidays)


class CalendarPart(models.Model):
    """A row of a calendar, with who entered it and when."""

    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    added_at = models.DateTimeField(_("entered at"), default=timezone.now, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._touch()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            self._touch()
            return super().delete(*args, **kwargs)

    def _touch(self):
        Calendar.objects.touch(self.calendar_id)
        if (calendar := self._state.fields_cache.get("calendar")) is not None:
            calendar.refresh_from_db(fields=["version"])


class OpeningHours(CalendarPart):
    """One opening of one weekday, in minutes from midnight; a lunch break makes two of them."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    calendar = models.ForeignKey(Calendar, models.CASCADE, verbose_name=_("calendar"), related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.PositiveSmallIntegerField(_("opens"), validators=[MaxValueValidator(DAY_MINUTES)])
    closes = models.PositiveSmallIntegerField(_("closes"), validators=[MaxValueValidator(DAY_MINUTES)])

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__lt=models.F("closes")) & Q(closes__lte=DAY_MINUTES),
                name="opening_within_a_day",
            ),
            models.UniqueConstraint(fields=["calendar", "weekday", "opens"], name="one_opening_at_a_time"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens // 60:02}:{self.opens % 60:02}"


class Holiday(CalendarPart):
    """A day on which we are closed."""

    class Source(models.TextChoices):
        COUNTRY = "country", _("public holiday")
        STAFF = "staff", _("our own")

    calendar = models.ForeignKey(
        Calendar, models.CASCADE, verbose_name=_("calendar"), related_name="holidays"
    )
    on = models.DateField(_("day"))
    name_en = models.CharField(_("name in English"), max_length=100)
    name_fr = models.CharField(_("name in French"), max_length=100)
    source = models.CharField(
        _("source"), max_length=10, choices=Source.choices, default=Source.STAFF, editable=False
    )

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day off")
        verbose_name_plural = _("days off")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="one_holiday_a_day")]

    def __str__(self):
        return f"{self.on:%Y-%m-%d} {self.name}"

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            WorkedHoliday.objects.filter(calendar=self.calendar_id, on=self.on).delete()

    def delete(self, *args, by=None, **kwargs):
        with transaction.atomic():
            if self.source == self.Source.COUNTRY:
                self.keep_off(by)
            return super().delete(*args, **kwargs)

    def keep_off(self, by=None):
        """Filling in the country's holidays again does not bring this one back."""
        WorkedHoliday.objects.update_or_create(
            calendar_id=self.calendar_id,
            on=self.on,
            defaults={"decided_by": by, "decided_at": timezone.now()},
        )

    name = words("name")


class WorkedHoliday(models.Model):
    """A public holiday on which we work after all: staff took it off the list, and it stays off."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="worked_holidays")
    on = models.DateField(_("day"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)

    class Meta:
        verbose_name = _("holiday we work on")
        verbose_name_plural = _("holidays we work on")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="one_decision_a_day")]

    def __str__(self):
        return f"{self.on:%Y-%m-%d}"


class Recalculation(models.Model):
    """A stored deadline that was counted again: which, by whom, why, and what it was before."""

    clock = models.CharField(_("promise"), max_length=100)
    clock_pk = models.BigIntegerField()
    about = models.CharField(_("about"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    old_due_by = models.DateTimeField(_("was due by"))
    new_due_by = models.DateTimeField(_("is due by"))

    class Meta:
        verbose_name = _("recalculation")
        verbose_name_plural = _("recalculations")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["clock", "clock_pk"], name="recalculation_of_a_clock")]

    def __str__(self):
        return f"{self.clock} {self.clock_pk}"
