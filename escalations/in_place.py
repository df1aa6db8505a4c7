"""What an escalation in good hands has: resources, a communication plan, an action plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from escalations.agreed import how_often
from escalations.models import CommunicationPlan, Escalation
from portal.businesstime.wording import short_day


@dataclass(frozen=True)
class InPlace:
    """One of the three. `detail` says who, until when, or that it is missing."""

    words: str
    met: bool
    detail: str


def in_place(escalation: Escalation, agreed: CommunicationPlan | None) -> list[InPlace]:
    """`agreed`: the communication plan in force. Reads nothing where people and steps were read before."""
    return [_resources(escalation), _communication(agreed), _plan(escalation)]


def _resources(escalation: Escalation) -> InPlace:
    who = escalation.engineer or escalation.holder
    return InPlace(_("Resources"), who is not None, who.get_short_name() if who else _("missing"))


def _communication(agreed: CommunicationPlan | None) -> InPlace:
    detail = how_often(agreed) if agreed else _("missing")
    return InPlace(_("Communication plan"), agreed is not None, detail)


def _plan(escalation: Escalation) -> InPlace:
    steps = list(escalation.steps.all())
    open_until = max((step.due_on for step in steps if step.done_on is None), default=None)
    detail = (short_day(open_until) if open_until else _("all done")) if steps else _("missing")
    return InPlace(_("Action plan"), bool(steps), detail)
