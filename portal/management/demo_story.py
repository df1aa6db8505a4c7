"""What has happened at the demonstration before its first visitor: a few days of requests and escalations."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from escalations import actions as escalation
from portal.contracts.models import Product
from portal.management import demo_agreed, demo_endings
from portal.management.demo_days import Days, at
from tickets import actions as ticket
from tickets.impact import Impact
from tickets.models import Category, Severity
from tickets.scales import Criticality


def tell(people: dict) -> None:
    """Nadia's two requests, one of them escalated; a French one; one of another organisation; a partner's."""
    days = Days()
    slow_mondays(people, days)
    missing_numbers(people, days)
    french_question(people, days)
    nightly_export(people, days)
    partner_question(people, days)
    demo_endings.tell(people, days)


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
            main_reason=demo_endings.reason("recurring"),
            verified={
                **demo_endings.VERIFIED,
                "workaround": ("no", "The page Today only helps for one shelf, not for the whole count."),
                "milestone": ("no", _on(days.calendar, days.now, 6).isoformat()),
            },
        )
    with at(days.ago(1, "09:40")):
        escalation.acknowledge(warehouse, by=mireille)
    with at(days.ago(1, "10:15")):
        escalation.approve(
            warehouse,
            by=mireille,
            note="We approved your escalation, because three Mondays were lost and a date is near.",
        )
    with at(days.ago(1, "14:30")):
        warehouse.refresh_from_db()
        steps = _plan(days, people["agent@support.example"])
        escalation.share_plan(warehouse, by=mireille, version=warehouse.version, steps=steps)
    demo_agreed.tell(warehouse, people, days, at)
    worried(warehouse, people, days)
    with at(days.ago(0, "10:20")):
        escalation.update(
            warehouse,
            by=mireille,
            note="The weekly report now runs at 05:00. On Monday we measure the page with your warehouse.",
        )


def worried(warehouse, people: dict, days: Days) -> None:
    """Nadia does not feel progress; the regional manager evaluates, calls her and adds a colleague."""
    nadia, eva = people["customer@client.example"], people["engineer@support.example"]
    rosa = people["regional@support.example"]
    with at(days.ago(1, "14:50")):
        escalation.add_participant(
            warehouse, by=eva, side="customer", person=people["colleague@client.example"], role="Accounting"
        )
        escalation.add_participant(
            warehouse, by=eva, side="third", name="Sam Hill", address="sam@scanner.example", role="Scanners"
        )
    with at(days.ago(1, "15:05")):
        escalation.raise_concern(
            warehouse, by=nadia, note="I see a plan, but the next count is on Monday and nobody has called."
        )
    with at(days.ago(1, "15:20")):
        call_at = days.ago(1, "16:00")
        escalation.take_concern(warehouse, by=rosa, call_at=call_at, note="I call you with Eva at four.")
    with at(days.ago(1, "16:25")):
        escalation.evaluate(
            warehouse,
            by=rosa,
            resources=["Eva Brandt until the count is measured"],
            corrections=["Weekly reports never run during working hours"],
        )
        escalation.close_concern(
            warehouse,
            by=rosa,
            note="We measure the count together on Monday morning, and Eva calls you at nine.",
            conducted_by=[rosa, people["global@support.example"]],
            resources=["A database engineer on Monday morning"],
        )


def _plan(days: Days, jonas) -> list[dict]:
    """Four steps that Nadia sees, and one that stays inside."""
    done, coming = days.ago(1, "14:30").date(), days.calendar
    rows = [
        ("Find what slows the page on Mondays", "", done, done),
        ("Move the weekly report from 08:00 to 05:00", "Database team", done, done),
        ("Measure the page during the next count", "", _on(coming, days.now, 2), None),
        ("Ship the faster count query", "Development", _on(coming, days.now, 3), None),
    ]
    steps = [
        {
            "what": what,
            "owner": who or "Jonas, Product Support",
            "person": None if who else jonas,
            "due_on": day,
            "done_on": on,
        }
        for what, who, day, on in rows
    ]
    inside = {
        "what": "Ask why the index was dropped in May",
        "owner": "Jonas, Product Support",
        "person": jonas,
    }
    return [*steps, {**inside, "internal": True, "due_on": _on(coming, days.now, 2)}]


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
    with at(days.ago(3, "10:40")):
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
            main_reason=demo_endings.reason("impact_changed"),
            verified={**demo_endings.VERIFIED, "problem": ("no", "It stops at the second file every night.")},
        )


def partner_question(people: dict, days: Days) -> None:
    with at(days.ago(0, "10:30")):
        ticket.submit(
            by=people["provider@partner.example"],
            subject="Certificate of the test environment expires soon",
            text="Our monitoring says that the certificate of the test environment ends this month.",
        )
