"""Where people say that they need not ask: after a search, and in the resource centre before a request."""

from __future__ import annotations

from django.http import HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from knowledgebase.learning import asking, links
from knowledgebase.learning.models import Solved
from knowledgebase.voices import from_our_pages
from portal.accounts.drafts import sign_in_required
from portal.workflow.once import Conflict, OnceForm, once


@csrf_exempt
@require_POST
def answered(request):
    """A search that gave the answer. Strangers have no cookie: what guards it is the token of the search."""
    if not from_our_pages(request):
        return HttpResponseForbidden(_("This form was sent from another site."))
    asking.answered(request.POST.get(links.PARAMETER, ""), helped=True)
    return redirect(f"{reverse('knowledgebase:thanks')}?after=search")


@require_POST
@sign_in_required(shown_at="tickets:new")
def solved(request):
    """The resource centre had it: no request is made, one answer is counted."""
    form = OnceForm(request.POST)
    form.is_valid()
    address = reverse("knowledgebase:thanks")

    def count() -> str:
        Solved.objects.create(language=get_language(), audience=asking.kind_of(request.user))
        return address

    try:
        return redirect(once(request, form.cleaned_data["form_key"], count))
    except Conflict as conflict:
        return redirect(conflict.result)


@require_safe
def thanks(request):
    after_search = request.GET.get("after") == "search"
    return render(request, "knowledgebase/thanks.html", {"after_search": after_search})
