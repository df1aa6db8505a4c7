"""What letters say of the communication plan and of calls."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from escalations import agreed
from escalations.models import Call, CommunicationPlan

register = template.Library()


@register.filter
def communication_facts(plan: CommunicationPlan) -> list[tuple[str, str]]:
    return agreed.communication_facts(plan)


@register.simple_tag
def call_in_words(call: Call, zone: str = "") -> str:
    """Three lines for a letter: the call, when, and at which clock."""
    return "\n".join([_("The call"), *agreed.call_when(call, zone)])
