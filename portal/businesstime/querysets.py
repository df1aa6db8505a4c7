"""Reads of calendars, and the new version that every change of their rows makes."""

from __future__ import annotations

import uuid

from django.db import models, transaction

from portal.workflow.kept import kept


class CalendarManager(models.Manager):
    def default(self):
        """The organisation's calendar."""
        return self.get(is_default=True)

    def known(self, pk: int | None = None):
        """A calendar, or the default one, as it was within the last half minute: to draw and to date by.

        Promises are counted by the row as it is now.
        """
        return _known(self.model)[pk]

    def touch(self, *pks: int) -> None:
        """These calendars are built anew wherever they are next read."""
        for pk in pks:
            self.filter(pk=pk).update(version=uuid.uuid4())


@kept
def _known(model) -> dict:
    calendars = list(model.objects.all())
    default = next(calendar for calendar in calendars if calendar.is_default)
    return {None: default} | {calendar.pk: calendar for calendar in calendars}


class PartQuerySet(models.QuerySet):
    """Rows that a calendar is made of: any change of them makes another version of it."""

    def delete(self):
        with transaction.atomic():
            self._touch(self.values_list("calendar_id", flat=True).distinct())
            return super().delete()

    def update(self, **kwargs):
        with transaction.atomic():
            self._touch(self.values_list("calendar_id", flat=True).distinct())
            return super().update(**kwargs)

    def bulk_create(self, objs, *args, **kwargs):
        with transaction.atomic():
            rows = list(objs)
            self._touch({row.calendar_id for row in rows})
            return super().bulk_create(rows, *args, **kwargs)

    def _touch(self, pks):
        self.model._meta.get_field("calendar").related_model.objects.touch(*pks)


class HolidayQuerySet(PartQuerySet):
    def delete(self):
        with transaction.atomic():
            for holiday in self.filter(source=self.model.Source.COUNTRY):
                holiday.keep_off()
            return super().delete()
