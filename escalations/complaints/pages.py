"""What the customer's pages show, put together for their templates."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from escalations.complaints import deadlines
from escalations.complaints.forms import AddForm, ComplaintForm, NotSatisfiedForm, SatisfiedForm
from escalations.complaints.models import Complaint, ComplaintPromise
from escalations.complaints.states import AFTER_NO, LEVEL_OF, MOVES, STEPS, Kind, Status
from escalations.complaints.story import for_customer
from escalations.complaints.wording import KEPT, NAMED, PROMISED
from escalations.ladder import levels
from escalations.states import Ladder
from portal.businesstime.models import Calendar
from portal.businesstime.presenting import Words
from portal.businesstime.wording import short_moment
from portal.workflow.moves import legal_verbs

FORMS = {"add": AddForm, "satisfied": SatisfiedForm, "not_satisfied": NotSatisfiedForm}


def submit(form: ComplaintForm) -> dict:
    """The form, and what we promise if it is sent now."""
    return {
        "form": form,
        "calendar": Calendar.objects.default(),
        "days": deadlines.WITHIN_DAYS[Kind.ACKNOWLEDGE],
        "contact_days": deadlines.WITHIN_DAYS[Kind.CONTACT],
        "levels": ladder(None),
    }


def detail(complaint: Complaint, reader, **forms) -> dict:
    """The whole complaint for one reader; `forms` are those that come back with errors or a draft."""
    promises = list(complaint.promises.select_related("calendar").order_by("-started_at", "-pk"))
    promises = [promise for promise in promises if promise.let_go_at is None]
    running = [promise for promise in promises if promise.kept_at is None]
    context = {
        "complaint": complaint,
        "meaning": complaint.meaning,
        "holder": complaint.holder if complaint.is_open else None,
        "holder_role": complaint.level.name if complaint.is_open and complaint.holder else "",
        "promises": [(promise, _words(promise)) for promise in running or promises[:1]],
        "earlier": earlier([promise for promise in promises if promise not in (running or promises[:1])]),
        "steps": steps(complaint),
        "levels": ladder(complaint),
        "outcomes": list(complaint.outcomes.select_related("level", "recorded_by")),
        "avenues": list(complaint.avenues.all()),
        "story": for_customer(complaint, reader),
        "has_errors": any(form.is_bound and form.errors for form in forms.values()),
    }
    if speaks_for_customer(complaint, reader):
        context |= _forms(complaint, reader, forms)
    return context


def speaks_for_customer(complaint: Complaint, reader) -> bool:
    """Staff follow a complaint here, but work on it in the back office."""
    return not reader.is_staff or complaint.requester_id == reader.pk


def form_for(verb: str, reader, *args, **kwargs):
    if verb == "add":
        kwargs["by"] = reader
    return FORMS[verb](*args, auto_id=f"id_{verb}_%s", **kwargs)


def _forms(complaint: Complaint, reader, forms: dict) -> dict:
    """Those that are legal now, and whatever comes back because it could not be done."""
    legal = legal_verbs(MOVES, complaint.status, actor="customer")
    found = {}
    for verb in FORMS:
        sent = forms.get(f"{verb}_form")
        if verb in legal or (sent is not None and sent.is_bound):
            found[f"{verb}_form"] = sent or form_for(verb, reader)
    if "not_satisfied" in legal:
        found["answer"] = complaint.last_answer
        found["next_level"] = _next_level(complaint)
    return found


def _next_level(complaint: Complaint):
    """Who has it if they are not satisfied; nobody new after the last."""
    number = LEVEL_OF[AFTER_NO[Status(complaint.status)]]
    above = (level for level in levels(Ladder.COMPLAINT) if level.number == number > complaint.level.number)
    return next(above, None)


def _words(promise: ComplaintPromise) -> Words:
    kind, told = Kind(promise.kind), ""
    if promise.missed_at:
        told = _("The managers were told: %(when)s.") % {"when": short_moment(promise.missed_at)}
    return Words(label=str(PROMISED[kind]), what=str(NAMED[kind]), kept=str(KEPT[kind]), told=told)


def earlier(promises: list[ComplaintPromise]) -> list[dict]:
    return [
        {
            "name": NAMED[Kind(promise.kind)],
            "promise": promise,
            "kept": promise.kept_at is not None and promise.kept_at <= promise.due_by,
        }
        for promise in promises
    ]


def steps(complaint: Complaint) -> list[dict]:
    """Received, the three levels, the end; a level that was not needed says so."""
    present = complaint.meaning.step
    ended_at_level = 1 + complaint.level.number
    reached = _reached(complaint)
    found = []
    for number, name in enumerate(STEPS, start=1):
        needless = present == len(STEPS) and ended_at_level < number < present
        state = "done" if number < present else ("present" if number == present else "to_come")
        if number == len(STEPS) == present:
            state = "done" if complaint.status == Status.RESOLVED else "declined"
        if needless:
            state = "to_come"
        at = reached.get(number)
        fact = _("not needed") if needless else ""
        if number == len(STEPS) == present:
            fact = complaint.get_status_display()
        found.append({"name": name, "state": state, "when": short_moment(at) if at else "", "fact": fact})
    return found


def _reached(complaint: Complaint) -> dict[int, object]:
    """When each step was reached: by our own referral, or by the customer's word."""
    reached = {1: complaint.submitted_at, 2: complaint.submitted_at}
    for verb, level, at in (
        complaint.events.filter(_CLIMBS)
        .order_by("at", "pk")
        .values_list("verb", "outcome__level__number", "at")
    ):
        reached.setdefault(_REFERRED.get(verb) or 2 + level, at)
    if complaint.ended_at:
        reached[len(STEPS)] = complaint.ended_at
    return reached


# verb: the step it leads to
_REFERRED = {"refer_to_manager": 3, "refer_to_solutions": 4}
_CLIMBS = Q(verb__in=_REFERRED) | Q(outcome__satisfied=False, outcome__level__number__lt=3)


def ladder(complaint: Complaint | None) -> list[dict]:
    """The three levels; with a complaint also who has it now."""
    found = []
    for level in levels(Ladder.COMPLAINT):
        state, detail = "to_come", level.when_to_use
        if complaint is not None:
            here = complaint.level.number
            state = "passed" if level.number < here else ("present" if level.number == here else "to_come")
            if state == "present" and complaint.is_open and complaint.holder:
                detail = _("%(holder)s has it") % {"holder": complaint.holder}
        found.append({"name": level.name, "detail": detail, "state": state, "number": level.number})
    return found
