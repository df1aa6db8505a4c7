"""Escalations to test with, brought to each status through the actions."""

from datetime import date

from escalations import actions
from escalations.models import Escalation
from portal.accounts.roles import Role
from tests import make
from tickets import actions as cases
from tickets.impact import Impact
from tickets.models import Ticket

SAID = {
    "subject": "Warehouse stands still every Monday morning",
    "reason": "It has happened three Mondays in a row, and the peak season starts on 30 November.",
    "description": "Six people wait up to 40 seconds for each count.",
    "impact": Impact.MAJOR,
}
STEPS = [
    {"what": "Find what slows the page", "owner": "Jonas, Product Support", "due_on": date(2026, 11, 24)},
    {"what": "Move the weekly report", "owner": "Database team", "due_on": date(2026, 11, 26)},
]


def case(by=None, *, agent=None, **said) -> Ticket:
    ticket = cases.submit(
        by=by or make.customer(), **{"subject": "Stock count page is slow", "text": "It is slow.", **said}
    )
    return cases.take(ticket, by=agent) if agent else ticket


def resolutions(**fields):
    return make.staff(Role.RESOLUTIONS, **{"name": "Mireille Caron", **fields})


def received(ticket=None, *, by=None, **said) -> Escalation:
    ticket = ticket or case(by)
    return actions.submit(ticket, by=by or ticket.requester, **{**SAID, **said})


def acknowledged(*, staff=None, **kwargs) -> Escalation:
    return actions.acknowledge(received(**kwargs), by=staff or resolutions())


def approved(*, staff=None, **kwargs) -> Escalation:
    staff = staff or resolutions()
    return actions.approve(acknowledged(staff=staff, **kwargs), by=staff, note="Three Mondays were lost.")


def planned(*, staff=None, steps=STEPS, **kwargs) -> Escalation:
    staff = staff or resolutions()
    escalation = approved(staff=staff, **kwargs)
    return actions.share_plan(escalation, by=staff, steps=steps, version=escalation.version)


def declined(*, staff=None, **kwargs) -> Escalation:
    staff = staff or resolutions()
    return actions.decline(acknowledged(staff=staff, **kwargs), by=staff, note="The case moves on already.")


def resolved(*, staff=None, **kwargs) -> Escalation:
    staff = staff or resolutions()
    return actions.resolve(planned(staff=staff, **kwargs), by=staff, note="The report runs at night now.")


def letters(escalation, kind="") -> list:
    """The letters about it, in the order in which they were queued."""
    from portal.outbox.models import Letter

    found = Letter.objects.filter(about=escalation.reference).order_by("pk")
    return list(found.filter(kind=f"escalations/email/{kind}") if kind else found)


def kinds(escalation) -> list[str]:
    return [letter.kind.rpartition("/")[2] for letter in letters(escalation)]
