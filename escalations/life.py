"""What the passport and the staff page show of how an escalation began, and of how it ends."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escalations.life_forms import DisagreeForm
from escalations.models import Escalation, Proposal
from escalations.states import Status
from escalations.verify_forms import words_of
from portal.workflow.once import OnceForm

MOST_BEFORE = 10


def for_customer(escalation: Escalation, *, speaks: bool, forms: dict) -> dict:
    """`speaks`: the reader may answer for the customer. `forms` are those that come back with errors."""
    found = {**_began(escalation), **_ends(escalation)}
    sent = any(
        forms.get(name) is not None and forms[name].is_bound for name in ("agree_form", "disagree_form")
    )
    if speaks and (found["proposal"] or sent):
        found["agree_form"] = forms.get("agree_form") or OnceForm(auto_id="id_agree_%s")
        found["disagree_form"] = forms.get("disagree_form") or DisagreeForm(auto_id="id_disagree_%s")
        found["proposal"] = found["proposal"] or escalation.proposals.last()
    return found


def for_staff(escalation: Escalation) -> dict:
    return {**_began(escalation), "proposals": _proposals(escalation)[::-1]}


def _began(escalation: Escalation) -> dict:
    return {
        "reason": escalation.main_reason,
        "verified": [words_of(row) for row in escalation.verifications.all()],
        "before": before(escalation),
    }


def _ends(escalation: Escalation) -> dict:
    rows = _proposals(escalation)
    last = rows[-1] if rows else None
    agreed = last is not None and last.answer in (Proposal.Answer.AGREED, Proposal.Answer.SPOKEN)
    return {
        "proposal": last if last is not None and last.answered_at is None else None,
        "agreement": last if agreed and escalation.status == Status.RESOLVED else None,
    }


def _proposals(escalation: Escalation) -> list[Proposal]:
    return list(escalation.proposals.select_related("proposed_by", "answered_by"))


def before(escalation: Escalation) -> list[Escalation]:
    """The former escalations of the same case, the last one first."""
    if escalation.previous_id is None:
        return []
    former = Escalation.objects.of_case(escalation.ticket).filter(pk__lt=escalation.pk)
    return list(former.order_by("-pk")[:MOST_BEFORE])


def facts(escalation: Escalation) -> list[tuple[str, str]]:
    """For staff, beside the other facts."""
    rows = [(_("Reason"), str(escalation.main_reason or _("Not chosen")))]
    if escalation.recorded_by:
        rows.append((_("Recorded for the customer by"), str(escalation.recorded_by)))
    if escalation.previous_id:
        rows.append((_("Escalated before"), ", ".join(row.reference for row in before(escalation))))
    if escalation.cause:
        rows.append((_("Cause"), escalation.cause))
    if escalation.none_because:
        rows.append((_("No improvement, because"), escalation.none_because))
    return rows
