"""The customer's word about the end, the facts of a case for the form, and what we changed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from escalations.forms import EscalationForm, find_case
from escalations.life_forms import DisagreeForm
from escalations.models import Improvement
from escalations.views import LONGEST_NUMBER, act_once, find_own
from portal.accounts.drafts import sign_in_required
from portal.workflow.once import OnceForm

CHANGES_SHOWN = 50
KEPT_SECONDS = 60


@require_POST
@sign_in_required(shown_at="escalations:detail")
def agree(request, number: int):
    escalation = find_own(request, number)
    form = OnceForm(request.POST, auto_id="id_agree_%s")
    return act_once(request, escalation, "agree", form, done=_("Thank you. The escalation has ended."))


@require_POST
@sign_in_required(shown_at="escalations:detail")
def disagree(request, number: int):
    escalation = find_own(request, number)
    form = DisagreeForm(request.POST, auto_id="id_disagree_%s")
    done = _("Sent. We go on with it, and write again by the time you see here.")
    return act_once(request, escalation, "disagree", form, done=done)


@require_safe
@sign_in_required
def facts(request):
    """A fragment: the four questions beside the facts of the case that is being chosen."""
    form = EscalationForm(by=request.user)
    try:
        form.ticket = find_case(request.user, request.GET.get("number", "").strip()[:LONGEST_NUMBER])
    except ValidationError:
        form.ticket = None  # the form says it, when it is sent
    return render(request, "escalations/_verify.html", {"form": form})


@require_safe
def changed(request):
    """You said, we changed: what escalations have improved, for everybody to read (S2-80)."""
    published = Improvement.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    response = render(request, "escalations/changed.html", {"changes": published[:CHANGES_SHOWN]})
    if not request.user.is_authenticated and not response.cookies:
        # The same for every visitor; a page that shows who is signed in is theirs alone.
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        patch_vary_headers(response, ("Cookie",))
    return response
