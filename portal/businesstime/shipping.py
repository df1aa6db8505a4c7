"""The two calendars every installation begins with; once there is any calendar, staff decide."""

from datetime import date

from django.db import connection, transaction

from portal.businesstime.filling import fill, years_around
from portal.businesstime.models import Calendar, OpeningHours

# S2-6: Monday to Friday, 08:45 to 17:15.
OPENS, CLOSES = 8 * 60 + 45, 17 * 60 + 15
WEEKDAYS = range(5)

SHIPPED = [
    {
        "name_en": "United Kingdom",
        "name_fr": "Royaume-Uni",
        "zone": "Europe/London",
        "country": "GB",
        "subdivision": "ENG",
        "is_default": True,
    },
    {"name_en": "France", "name_fr": "France", "zone": "Europe/Paris", "country": "FR"},
]


@transaction.atomic
def ship_calendars() -> None:
    """Safe to run again: does nothing when a calendar exists, or when its table does not."""
    if Calendar._meta.db_table not in connection.introspection.table_names() or Calendar.objects.exists():
        return
    for fields in SHIPPED:
        calendar = Calendar.objects.create(**fields)
        OpeningHours.objects.bulk_create(
            OpeningHours(calendar=calendar, weekday=weekday, opens=OPENS, closes=CLOSES)
            for weekday in WEEKDAYS
        )
        fill(calendar, years_around(date.today()))
