"""What the letters show of a complaint."""

from __future__ import annotations

from django import template

from escalations.complaints.models import ComplaintPromise
from escalations.complaints.states import Kind
from escalations.complaints.wording import PROMISED
from escalations.templatetags.escalations import three_lines

register = template.Library()


@register.simple_tag
def complaint_promise_in_words(promise: ComplaintPromise) -> str:
    """Three lines for a letter: what, by when, in which zone and how long that is."""
    return three_lines(promise, PROMISED[Kind(promise.kind)])
