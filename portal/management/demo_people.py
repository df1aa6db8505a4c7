"""Who looks after escalations in the demonstration: regions, posts, specialities, the rota."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from escalations.models import DutyLine, Level, Post, Shift, Specialist, Speciality
from escalations.states import Ladder
from portal.accounts.models import Organisation, Region
from portal.accounts.roles import Role
from portal.businesstime.models import Calendar
from portal.contracts.models import Product

ROTA_DAYS = 10
# level of the service ladder: who stands there
LEVELS = {2: "lead", 3: "manager", 4: "head", 5: "officer"}
ROLES = {
    Role.REGIONAL: "regional",
    Role.GLOBAL: "global",
    Role.REGIONAL_PROGRAMME: "programme",
    Role.GLOBAL_PROGRAMME: "programme",
}


def appoint(people: dict) -> None:
    """Europe is looked after by Rosa; where no region has anybody of its own, she is asked too."""

    def of(name):
        return people[f"{name}@support.example"]

    europe = Region.objects.create(name_en="Europe", name_fr="Europe")
    Organisation.objects.filter(name__in=("Bluefin Bakery", "Marlow Foods")).update(region=europe)
    for number, name in LEVELS.items():
        level = Level.objects.get(ladder=Ladder.SERVICE, number=number)
        Post.objects.create(level=level, person=of(name), deputy=of("duty") if name == "lead" else None)
    for role, name in ROLES.items():
        Post.objects.create(role=role, person=of(name), deputy=of("global") if name == "regional" else None)
    stock = Speciality.objects.create(
        name_en="Stock and warehouses",
        name_fr="Stocks et entrepôts",
        product=Product.objects.get(name="Northwind Stock"),
    )
    Specialist.objects.create(speciality=stock, person=of("engineer"))
    DutyLine.objects.create(
        phone="+44 20 7946 0131",
        hours_en="In our support hours; outside them for systems that stand still.",
        hours_fr="Aux heures du support ; en dehors, pour les systèmes à l’arrêt.",
    )
    _rota(of("duty"), of("manager"))


def _rota(duty, manager) -> None:
    """Two shifts a working day; the third afternoon is left open, so that the page of gaps shows one."""
    working = Calendar.objects.default().working
    zone, today = ZoneInfo(working.zone), timezone.now().astimezone(ZoneInfo(working.zone)).date()
    days = [today + timedelta(days=number) for number in range(ROTA_DAYS * 2)]
    for place, day in enumerate([day for day in days if working.open_on(day)][:ROTA_DAYS]):
        noon = datetime.combine(day, time(13), zone)
        morning, evening = (datetime.combine(day, time(hour), zone) for hour in (8, 18))
        Shift.objects.create(person=duty, starts_at=morning, ends_at=noon)
        if place != 2:
            Shift.objects.create(person=manager, starts_at=noon, ends_at=evening)
