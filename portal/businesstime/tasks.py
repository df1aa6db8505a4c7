"""What happens by the clock in this room."""

from celery import shared_task
from django.utils import timezone

from portal.businesstime.filling import fill, known_country, years_around
from portal.businesstime.models import Calendar, Holiday


@shared_task
def fill_holidays() -> None:
    """Once the year has turned, the holidays of one year more are filled in. Looking is one query."""
    years = years_around(timezone.localdate())
    filled = Holiday.objects.filter(source=Holiday.Source.COUNTRY, on__year=years[-1]).values("calendar_id")
    for calendar in Calendar.objects.exclude(country="").exclude(pk__in=filled):
        if known_country(calendar.country, calendar.subdivision):
            fill(calendar, years)
