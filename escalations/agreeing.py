"""What the passport shows of the plan, of how we keep in touch and of calls, with what can be answered."""

from __future__ import annotations

from escalations import agreed, planning
from escalations.agreeing_forms import AcceptPlanForm, AgreeForm, AskOtherForm, ObjectForm
from escalations.models import Escalation
from escalations.states import MOVES
from portal.workflow.moves import legal_verbs


def part(escalation: Escalation, forms: dict, *, may_answer: bool) -> dict:
    """The context of `_action_plan.html`, `_communication.html` and `_calls.html`."""
    plans = list(escalation.communication_plans.all())
    in_force = max((row for row in plans if row.agreed_at), key=lambda row: row.agreed_at, default=None)
    proposed = plans[0] if plans and plans[0].waits and escalation.is_open else None
    found = {
        "plan": agreed.plan_rows(escalation.shared_steps),
        "communication": agreed.communication_facts(in_force) if in_force else [],
        "proposed": agreed.communication_facts(proposed) if proposed else [],
        "calls": agreed.call_rows(escalation, staff=False),
    }
    return found | _answers(escalation, proposed, forms) if may_answer else found


def _answers(escalation: Escalation, proposed, forms: dict) -> dict:
    """The forms that may be sent now, and those that come back with what was typed."""
    legal = legal_verbs(MOVES, escalation.status, actor="customer")
    found = {name: form for name, form in forms.items() if name in SHOWN_AS.values() and form.is_bound}
    if "object_to_plan" in legal:
        seen = {"seen": planning.digest(escalation.shared_steps)}
        if escalation.plan_accepted_at is None:
            found.setdefault("accept_form", AcceptPlanForm(initial=seen, auto_id="id_accept_%s"))
        found.setdefault("object_form", ObjectForm(initial=seen, auto_id="id_object_%s"))
    if proposed is not None:
        plan = {"plan": proposed.pk}
        found.setdefault("agree_communication_form", AgreeForm(initial=plan, auto_id="id_keep_in_touch_%s"))
        found.setdefault("other_form", AskOtherForm(initial=plan, auto_id="id_other_%s"))
    return found


# verb: the name under which its form stands on the passport
SHOWN_AS = {
    "accept_plan": "accept_form",
    "object_to_plan": "object_form",
    "agree_communication": "agree_communication_form",
    "ask_other_communication": "other_form",
}
FORMS = {
    "accept_plan": (AcceptPlanForm, "id_accept_%s"),
    "object_to_plan": (ObjectForm, "id_object_%s"),
    "agree_communication": (AgreeForm, "id_keep_in_touch_%s"),
    "ask_other_communication": (AskOtherForm, "id_other_%s"),
}


def form_of(verb: str, data):
    form_class, auto_id = FORMS[verb]
    return form_class(data, auto_id=auto_id)
