"""The plan every installation begins with; once there is any plan, staff decide."""

from __future__ import annotations

from django.db import connection, transaction

from portal.accounts.roles import Role
from portal.businesstime.models import Calendar, OpeningHours
from portal.contracts.models import SupportPlan, Target

ROUND_THE_CLOCK = {
    "name_en": "Round the clock (24 x 7)",
    "name_fr": "En continu (24 h sur 24, 7 jours sur 7)",
}
Kind = Target.Kind
# Working minutes by severity: a working day has 510 of them (C9).
MINUTES = {
    Kind.RESPOND: {1: 30, 2: 60, 3: 240, 4: 510},
    Kind.UPDATE: {1: 60, 2: 240, 3: 1020, 4: 2550},
    Kind.RESOLVE: {1: 510, 2: 1020, 3: 3000, 4: 5100},
}


@transaction.atomic
def ship_plans(using="default", **kwargs) -> None:
    """Safe to run again: does nothing where there is a plan, or where its table is not there yet."""
    if using != "default" or SupportPlan._meta.db_table not in connection.introspection.table_names():
        return
    if SupportPlan.objects.exists():
        return
    plan = SupportPlan.objects.create(
        name_en="Standard",
        name_fr="Standard",
        is_default=True,
        warns=[Role.LEAD.value],
        alarms=[Role.LEAD.value, Role.MANAGER.value],
    )
    promise(plan, MINUTES)


def promise(plan: SupportPlan, minutes: dict, calendar: Calendar | None = None) -> None:
    """Writes down a plan's targets; without a calendar they are counted in our support hours."""
    Target.objects.bulk_create(
        Target(plan=plan, kind=kind, severity=severity, minutes=length, calendar=calendar)
        for kind, by_severity in minutes.items()
        for severity, length in by_severity.items()
    )


def round_the_clock() -> Calendar:
    """The calendar of a promise that knows no night: made when first asked for."""
    calendar, made = Calendar.objects.get_or_create(
        **ROUND_THE_CLOCK, defaults={"zone": Calendar.objects.default().zone}
    )
    if made:
        OpeningHours.objects.bulk_create(
            OpeningHours(calendar=calendar, weekday=weekday, opens=0, closes=24 * 60) for weekday in range(7)
        )
    return calendar
