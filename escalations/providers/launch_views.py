"""The providers' pages on the way to production: the overview, the checklist, the template."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from escalations.providers import actions, pages
from escalations.providers.forms import EvidenceForm, ReturnForm
from escalations.providers.models import ChecklistItem, Passage
from escalations.providers.querysets import provider_of
from escalations.providers.views import for_providers
from portal.workflow.moves import IllegalMove
from portal.workflow.once import Conflict, once


@require_safe
def go_live(request):
    """Public: the way from the first call in the test environment to production (S0-41)."""
    organisation = provider_of(request.user)
    found = pages.launch_of(organisation)
    context = {"items": pages.checklist(), "organisation": organisation, "launch": found}
    return render(request, "providers/go_live.html", context | pages.contact_of(found))


@require_safe
def template(request):
    """The support model template, in the language of the page, to be filled in (S0-43)."""
    passage = get_object_or_404(Passage, key=Passage.Key.TEMPLATE)
    language = get_language()
    response = HttpResponse(passage.filled(language), content_type="text/markdown; charset=utf-8")
    name = f"support-model-{language}.md"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Language"] = language
    return response


@require_safe
@for_providers
def launch(request, organisation):
    """The provider's own checklist and the return of the template."""
    found = pages.launch_of(organisation)
    return render(request, "providers/launch.html", pages.the_launch(found, request.user))


@require_POST
@for_providers
def show(request, organisation, item: int):
    found = pages.launch_of(organisation)
    asked = get_object_or_404(ChecklistItem, pk=item, is_active=True)
    form = EvidenceForm(request.POST, request.FILES, by=request.user, auto_id=f"id_item{asked.pk}_%s")
    done = _("Kept. Thank you.")

    def act(data) -> None:
        actions.show(actions.begin(organisation), by=request.user, item=asked, **data)

    return _do(request, found, form, act, done, at=asked.pk)


@require_POST
@for_providers
def return_template(request, organisation):
    found = pages.launch_of(organisation)
    form = ReturnForm(request.POST, request.FILES, by=request.user, auto_id="id_return_%s")
    done = _("Returned. The enablement engineer has been told, and answers here and by email.")

    def act(data) -> None:
        actions.return_template(actions.begin(organisation), by=request.user, **data)

    return _do(request, found, form, act, done)


def _do(request, found, form, act, done: str, *, at: int | None = None):
    """Check, do it once, show the launch again; what cannot be done now keeps what was typed."""
    status = 422
    if form.is_valid():
        data = dict(form.cleaned_data)
        key = data.pop("form_key")
        page = reverse("providers:launch")

        def run() -> str:
            act(data)
            return page

        try:
            url = once(request, key, run)
        except IllegalMove as error:
            form.add_error(None, str(error))
            status = 409
        except Conflict as conflict:
            return render(request, "conflict.html", {"result": conflict.result, "typed": []}, status=409)
        else:
            messages.success(request, done)
            return redirect(url)
    return render(
        request,
        "providers/launch.html",
        pages.the_launch(found, request.user, bound=form, at=at),
        status=status,
    )
