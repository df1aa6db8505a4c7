"""What the customer's pages show, put together for their templates."""

from __future__ import annotations

from escalations import agreeing, deadlines, life, people_page, reasons
from escalations import passport as parts
from escalations.forms import AddForm, AnswerForm, EscalationForm
from escalations.models import Escalation
from escalations.states import MOVES, Kind, Status
from escalations.story import for_customer
from portal.businesstime.models import Calendar
from portal.workflow.moves import legal_verbs


def submit(form: EscalationForm) -> dict:
    """The form, and what we promise if it is sent now."""
    return {
        "form": form,
        "ticket": form.ticket,
        "example": reasons.example(),
        "calendar": Calendar.objects.default(),
        "days": deadlines.WITHIN_DAYS[Kind.ACKNOWLEDGE],
    }


def passport(escalation: Escalation, reader, **forms) -> dict:
    """The whole escalation for one reader; `forms` are those that come back with errors or a draft."""
    promises = parts.promises(escalation)
    context = {
        "escalation": escalation,
        "ticket": escalation.ticket,
        "meaning": escalation.meaning,
        "holder_role": escalation.holder.job if escalation.holder else "",
        "promises": parts.in_words(promises),
        "earlier": parts.earlier(promises),
        "steps": parts.steps(escalation, promises, reader),
        **people_page.for_customer(escalation),
        "story": for_customer(escalation, reader),
        "has_errors": any(form.is_bound and form.errors for form in forms.values()),
    }
    speaks = speaks_for_customer(escalation, reader)
    context["life"] = life.for_customer(escalation, speaks=speaks, forms=forms)
    context |= agreeing.part(escalation, forms, may_answer=speaks)
    if speaks:
        context |= _forms(escalation, reader, forms)
    return context


def speaks_for_customer(escalation: Escalation, reader) -> bool:
    """Staff follow an escalation here, but act on it in the back office."""
    return not reader.is_staff or escalation.requester_id == reader.pk


def _forms(escalation: Escalation, reader, forms: dict) -> dict:
    legal = legal_verbs(MOVES, escalation.status, actor="customer")
    found = {}
    if "add" in legal or _was_sent(forms.get("add_form")):
        found["add_form"] = forms.get("add_form") or AddForm(by=reader, auto_id="id_add_%s")
    if _was_sent(forms.get("answer_form")) or "answer_once" in legal and escalation.answered_at is None:
        found["answer_form"] = forms.get("answer_form") or AnswerForm(auto_id="id_answer_%s")
    above = people_page.level_above(escalation) if "ask_next_level" in legal else None
    if above or _was_sent(forms.get("next_level_form")):
        found["next_level_form"] = forms.get("next_level_form") or AnswerForm(auto_id="id_next_%s")
        found["next_level"] = above
    found |= people_page.forms_for(escalation, legal, forms)
    if escalation.waiting_since is not None and escalation.status != Status.PROPOSED:
        found["question"] = _last(escalation, "ask")
    if escalation.status == Status.DECLINED:
        found["refusal"] = _last(escalation, "decline")
    return found


def _was_sent(form) -> bool:
    """It comes back because it could not be done: what was typed is shown, whatever is legal now."""
    return form is not None and form.is_bound


def _last(escalation: Escalation, verb: str):
    return escalation.events.public().filter(verb=verb).order_by("-at", "-pk").first()
