"""Escalations to test with, brought to each status through the actions."""

from datetime import date

from escalations import actions
from escalations.models import Escalation, Level, Post, Reason, Shift
from escalations.states import Ladder, Status
from portal.accounts.models import Region
from portal.accounts.roles import Role
from portal.workflow import kept
from portal.workflow.once import new_key
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
# The four questions, answered as they are where nothing is to be corrected.
ANSWERS = {
    "verify_problem": "yes",
    "verify_impact": "yes",
    "verify_workaround": "yes",
    "verify_milestone": "none",
}
STEPS = [
    {"what": "Find what slows the page", "owner": "Jonas, Product Support", "due_on": date(2026, 11, 24)},
    {"what": "Move the weekly report", "owner": "Database team", "due_on": date(2026, 11, 26)},
]


def typed(ticket=None, **fields) -> dict:
    """What a browser sends from the form, for this case."""
    case = ticket.reference if ticket else ""
    return {
        "form_key": new_key(),
        "case": case,
        "case_number": "",
        "facts_of": case,
        "main_reason": Reason.objects.get(slug="no_progress").pk,
        **{name: str(value) for name, value in SAID.items()},
        **ANSWERS,
        **fields,
    }


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


CONDITIONS = {
    "plan_word": "Every step is done but the measuring.",
    "analysis_word": "The report that locked the table was found.",
    "progress_word": "Two Mondays without waiting.",
}
LESSON = {"cause": "A report ran in the morning.", "none_because": "It was the only one."}


def proposed(*, staff=None, **kwargs) -> Escalation:
    staff = staff or resolutions()
    return actions.propose_end(planned(staff=staff, **kwargs), by=staff, **CONDITIONS, **LESSON)


def resolved(*, staff=None, **kwargs) -> Escalation:
    escalation = proposed(staff=staff, **kwargs)
    return actions.agree(escalation, by=escalation.requester)


def concerned(escalation=None) -> Escalation:
    """With an open concern of its customer. One that was declined meanwhile has it from before."""
    escalation = escalation or planned()
    if not escalation.is_open:
        status, escalation.status = escalation.status, Status.ACKNOWLEDGED
        escalation.save(update_fields=["status"])
        escalation = concerned(escalation)
        escalation.status = status
        escalation.save(update_fields=["status"])
        return escalation
    return actions.raise_concern(escalation, by=escalation.requester, note="Nothing moves.")


def region(name: str = "North", **fields) -> Region:
    return Region.objects.create(name_en=name, name_fr=name, **fields)


def post(person, *, level: int = 0, role: Role | str = "", region=None, deputy=None) -> Post:
    """A level of the service ladder, or a role, as this person holds it."""
    at = Level.objects.get(ladder=Ladder.SERVICE, number=level) if level else None
    made = Post.objects.create(person=person, level=at, role=role, region=region, deputy=deputy)
    kept.forget()
    return made


def shift(person, starts_at, ends_at, *, region=None) -> Shift:
    made = Shift.objects.create(person=person, starts_at=starts_at, ends_at=ends_at, region=region)
    kept.forget()
    return made


def letters(escalation, kind="") -> list:
    """The letters about it, in the order in which they were queued."""
    from portal.outbox.models import Letter

    found = Letter.objects.filter(about=escalation.reference).order_by("pk")
    return list(found.filter(kind=f"escalations/email/{kind}") if kind else found)


def kinds(escalation) -> list[str]:
    return [letter.kind.rpartition("/")[2] for letter in letters(escalation)]
