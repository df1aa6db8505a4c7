"""The duty manager on pages of other rooms, and the words of concerns and of the rota."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import gettext as _

from escalations import people_page
from escalations.models import Concern
from portal.businesstime.wording import closing_hour, dated_moment, long_moment, there, zone_name

register = template.Library()


@register.inclusion_tag("escalations/_speak_with.html", takes_context=True)
def speak_with(context) -> dict:
    """Who is on duty for the reader's region now, its manager, and the number."""
    return people_page.speak_with(context["request"].user)


@register.simple_tag
def concern_promise(concern: Concern) -> str:
    """Three lines for a letter: what, by when, in which zone."""
    return "\n".join(
        [_("Somebody takes it and arranges a call by"), long_moment(concern.due_by), zone_name()]
    )


@register.simple_tag
def stretch(start: datetime, end: datetime, zone: str) -> str:
    """Mon 23 Nov, 08:45 to 12:00, on the wall clock of a zone."""
    return _("%(start)s to %(end)s") % {
        "start": dated_moment(start, zone),
        "end": closing_hour(there(end, zone), there(start, zone)),
    }
