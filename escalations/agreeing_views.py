"""The customer's yes or no to the plan and to how we keep in touch, and a call as a file for the calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from escalations import agreeing, invitations
from escalations.models import Call
from escalations.views import act_once, find, find_own
from portal.accounts.drafts import sign_in_required


@require_POST
@sign_in_required(shown_at="escalations:detail")
def accept_plan(request, number: int):
    return _answer(request, number, "accept_plan", _("Thank you. Customer Resolutions knows that you agree."))


@require_POST
@sign_in_required(shown_at="escalations:detail")
def object_to_plan(request, number: int):
    return _answer(request, number, "object_to_plan", _("Sent. We make another plan."))


@require_POST
@sign_in_required(shown_at="escalations:detail")
def agree_communication(request, number: int):
    return _answer(request, number, "agree_communication", _("Agreed. This is how you hear from us."))


@require_POST
@sign_in_required(shown_at="escalations:detail")
def ask_other_communication(request, number: int):
    done = _("Sent. Customer Resolutions proposes another way.")
    return _answer(request, number, "ask_other_communication", done)


@require_safe
@sign_in_required
def call_file(request, number: int, call: int):
    """The call for a calendar that got no invitation by email. Whoever sees the escalation sees it."""
    escalation = find(request, number)
    seen = Call.objects.all() if request.user.is_staff else Call.objects.shared()
    found = get_object_or_404(seen.filter(escalation=escalation), pk=call)
    found.escalation = escalation
    name = f"{escalation.reference}-{slugify(found.purpose)[:40] or found.pk}.ics"
    return HttpResponse(
        invitations.written(found, []),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _answer(request, number: int, verb: str, done: str):
    escalation = find_own(request, number)
    form = agreeing.form_of(verb, request.POST)
    return act_once(request, escalation, verb, form, done=done)
