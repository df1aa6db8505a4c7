"""What has happened at the demonstration before its first visitor: a few days of requests and escalations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.utils import timezone

from escalations import actions as escalation
from portal.businesstime.models import Calendar
from portal.contracts.models import Product
from tickets import actions as ticket
from tickets.impact import Impact
from tickets.models import Category, Severity
from tickets.scales import Criticality


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is that moment: the same verbs as everywhere, done on the day the story puts them."""
    with mock.patch.object(timezone, "now", lambda: moment):
        yield


class Days:
    """Moments of the last working days, so that the story is never old and its promises lie ahead."""

    def __init__(self):
        self.calendar = Calendar.objects.default().working
        self.now = timezone.now()

    def ago(self, working_days: int, clock: str) -> datetime:
        """That many open days before today, at that time of the office's clock; never in the future."""
        day = self._open_day_before(
            timezone.localdate(self.now, ZoneInfo(self.calendar.zone)) + timedelta(days=1)
        )
        for _step in range(working_days):
            day = self._open_day_before(day)
        moment = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(self.calendar.zone))
        return min(moment, self.now - timedelta(minutes=5))

    def _open_day_before(self, day: date) -> date:
        day -= timedelta(days=1)
        while not self.calendar.open_on(day):
            day -= timedelta(days=1)
        return day

    def minutes_ago(self, minutes: int) -> datetime:
        return self.now - timedelta(minutes=minutes)


def tell(people: dict) -> None:
    """Nadia's two requests, one of them escalated; a French one; one of another organisation; a partner's."""
    days = Days()
    slow_mondays(people, days)
    missing_numbers(people, days)
    french_question(people, days)
    nightly_export(people, days)
    partner_question(people, days)


def slow_mondays(people: dict, days: Days) -> None:
    nadia, jonas = people["customer@client.example"], people["agent@support.example"]
    with at(days.ago(4, "09:12")):
        case = ticket.submit(
            by=nadia,
            subject="Stock count page is slow on Mondays",
            text="Every Monday between 08:00 and 10:00 the stock count page takes 40 seconds to open. "
            "On other days it takes two. Six people in the warehouse are waiting.",
            impact=Impact.MAJOR,
            product=_product("Northwind Stock"),
        )
    with at(days.ago(4, "09:31")):
        ticket.take(case, by=jonas)
        _sorted(case, jonas, "performance")
        ticket.start(case, by=jonas)
    with at(days.ago(4, "09:38")):
        ticket.answer(
            case,
            by=jonas,
            text="Thank you, that is clear. While we look, the page Stock, Counts, Today only opens quickly, "
            "because it reads one day. I compare Monday’s load with the other days.",
        )
    with at(days.ago(4, "11:05")):
        ticket.note(case, by=jonas, text="The weekly report locks the stock table from 08:00.")
    escalated(case, people, days)


def _product(name: str) -> Product:
    return Product.objects.get(name=name)


def _sorted(case, by, category: str) -> None:
    """Moderate: there is a workaround."""
    severity, category = Severity.objects.get(number=3), Category.objects.get(slug=category)
    ticket.triage(case, by=by, severity=severity, category=category)


def escalated(case, people: dict, days: Days) -> None:
    nadia, mireille = people["customer@client.example"], people["resolutions@support.example"]
    with at(days.ago(2, "16:50")):
        warehouse = escalation.submit(
            case,
            by=nadia,
            subject="Warehouse stands still every Monday morning",
            reason="It has happened three Mondays in a row, and the peak season starts soon.",
            description="Six people wait up to 40 seconds for each count. We print lists on Sunday as a "
            "workaround, but they are wrong by Monday.",
            impact=Impact.MAJOR,
        )
    with at(days.ago(1, "09:40")):
        escalation.acknowledge(warehouse, by=mireille)
    with at(days.ago(1, "10:15")):
        escalation.approve(
            warehouse,
            by=mireille,
            note="We approved your escalation, because three Mondays were lost and a date is near. "
            "I am your contact until it is back on track.",
        )
    with at(days.ago(1, "14:30")):
        warehouse.refresh_from_db()
        escalation.share_plan(warehouse, by=mireille, version=warehouse.version, steps=_plan(days))
    with at(days.ago(0, "10:20")):
        escalation.update(
            warehouse,
            by=mireille,
            note="The weekly report now runs at 05:00. On Monday we measure the page with your warehouse.",
        )


def _plan(days: Days) -> list[dict]:
    done, coming = days.ago(1, "14:30").date(), days.calendar
    rows = [
        ("Find what slows the page on Mondays", "Jonas, Product Support", done, done),
        ("Move the weekly report from 08:00 to 05:00", "Database team", done, done),
        (
            "Measure the page during the next count",
            "Jonas, with your warehouse",
            _on(coming, days.now, 2),
            None,
        ),
        ("Ship the faster count query", "Development", _on(coming, days.now, 3), None),
    ]
    return [{"what": what, "owner": who, "due_on": day, "done_on": on} for what, who, day, on in rows]


def _on(calendar, start: datetime, working_days: int) -> date:
    return calendar.add_days(start, working_days).astimezone(ZoneInfo(calendar.zone)).date()


def missing_numbers(people: dict, days: Days) -> None:
    nadia, jonas = people["customer@client.example"], people["agent@support.example"]
    with at(days.ago(1, "11:20")):
        case = ticket.submit(
            by=nadia,
            subject="Invoice numbers skip after credit notes",
            text="Since Monday every credit note makes an invoice number disappear.",
            impact=Impact.MODERATE,
            product=_product("Northwind Invoices"),
        )
    with at(days.ago(1, "15:12")):
        ticket.take(case, by=jonas)
        _sorted(case, jonas, "error-or-bug")
        ticket.ask(
            case,
            by=jonas,
            text="Please send us the invoice export of this month, so that we can see the gap.",
        )


def french_question(people: dict, days: Days) -> None:
    with at(days.ago(0, "09:05")):
        ticket.submit(
            by=people["colleague@client.example"],
            subject="Rapprochement bancaire : virements avec virgule ignorés",
            text="Les virements dont le libellé contient une virgule ne sont pas rapprochés depuis mardi.",
            impact=Impact.LIMITED,
            criticality=Criticality.MINOR,
            product=_product("Northwind Invoices"),
        )


def nightly_export(people: dict, days: Days) -> None:
    omar, jonas = people["customer@other.example"], people["agent@support.example"]
    with at(days.ago(3, "10:00")):
        case = ticket.submit(
            by=omar,
            subject="Nightly export stops at the second file",
            text="The export of orders writes the first file and then stops without a message.",
            impact=Impact.CRITICAL,
            product=_product("Northwind Stock"),
        )
    with at(days.ago(3, "10:25")):
        ticket.take(case, by=jonas)
        _sorted(case, jonas, "error-or-bug")
        ticket.start(case, by=jonas)
    with at(days.ago(1, "11:40")):
        ticket.answer(
            case,
            by=jonas,
            text="The export stops at a file that another program holds open. "
            "Until it is corrected, export the orders by hand under Orders, Export.",
        )
    with at(days.minutes_ago(90)):
        escalation.submit(
            case,
            by=omar,
            subject="Nightly export stops, no orders for three days",
            reason="We have had no orders in the warehouse system for three days.",
            description="The workaround of exporting by hand takes two people two hours every morning.",
            impact=Impact.CRITICAL,
        )


def partner_question(people: dict, days: Days) -> None:
    with at(days.ago(0, "10:30")):
        ticket.submit(
            by=people["provider@partner.example"],
            subject="Certificate of the test environment expires soon",
            text="Our monitoring says that the certificate of the test environment ends this month.",
        )
