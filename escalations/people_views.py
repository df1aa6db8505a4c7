"""The customer's pages about people: the ladder for everybody, one level up, “I am concerned”."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from escalations import people_page
from escalations.forms import ConcernForm, NextLevelForm
from escalations.views import act_once, find_own
from portal.accounts.drafts import sign_in_required


@require_safe
def ladder(request):
    """Who a case can go to, level by level, and the duty manager: for everybody to read."""
    return render(request, "escalations/ladder.html", people_page.published(request.user))


@require_POST
@sign_in_required(shown_at="escalations:detail")
def call_next_level(request, number: int):
    escalation = find_own(request, number)
    form = NextLevelForm(request.POST, auto_id="id_higher_%s")
    return act_once(request, escalation, "call_next_level", form, done=_("The next level has been told."))


@require_POST
@sign_in_required(shown_at="escalations:detail")
def raise_concern(request, number: int):
    escalation = find_own(request, number)
    form = ConcernForm(request.POST, auto_id="id_concern_%s")
    done = _("We know of your concern. Somebody takes it within one working hour and calls you.")
    return act_once(request, escalation, "raise_concern", form, done=done)
