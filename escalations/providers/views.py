"""The providers' pages: the guide, raising an issue, following it, what is passed on to a customer."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escalations.providers import actions, pages, redirecting
from escalations.providers.forms import IssueForm, ReplyForm
from escalations.providers.gate import NotLive
from escalations.providers.models import ProviderIssue, Redirect
from escalations.providers.querysets import provider_of
from portal.accounts.drafts import as_initial, draft_for, sign_in_required
from portal.audit.actions import viewed
from portal.workflow.moves import IllegalMove
from portal.workflow.once import Conflict, once

PAGE = 25
IDENTIFIERS = "bank account identifiers"


def for_providers(view):
    """The view gets the partner for which the reader speaks; anybody else is told whom the page is for."""

    @wraps(view)
    @sign_in_required
    def guarded(request, *args, **kwargs):
        organisation = provider_of(request.user)
        if organisation is None:
            return render(request, "providers/not_a_partner.html", status=403)
        return view(request, organisation, *args, **kwargs)

    return guarded


@require_safe
def guide(request):
    """Public: what to escalate, where it goes, what the customer raises, and the way to the launch."""
    return render(request, "providers/guide.html", pages.the_guide(provider_of(request.user)))


@require_safe
@for_providers
def issues(request, organisation):
    """What the provider has raised, what needs it first."""
    rows = ProviderIssue.objects.visible_to(request.user).for_the_queue().in_order()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page": page, "rows": page.object_list}
    return render(request, "providers/issues.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_providers
def create(request, organisation):
    """The form. A customer's issue is turned before anything else of it is looked at."""
    if request.method != "POST":
        initial = _begun(request) | as_initial(draft_for(request))
        form = IssueForm(initial=initial, by=request.user, organisation=organisation)
        return render(request, "providers/create.html", pages.issue_form(form))
    form = IssueForm(request.POST, request.FILES, by=request.user, organisation=organisation)
    valid = form.is_valid()
    if not valid and not form.refused:
        return render(request, "providers/create.html", pages.issue_form(form), status=422)
    try:
        return redirect(once(request, form.cleaned_data["form_key"], lambda: _store(form)))
    except (actions.NotAdmitted, NotLive) as error:
        # The rows changed while this was written.
        form.add_error("priority", str(error))
        return render(request, "providers/create.html", pages.issue_form(form), status=422)
    except Conflict as conflict:
        typed = [(form.fields[name].label, text) for name, text in form.answers.items() if text]
        return render(request, "conflict.html", {"result": conflict.result, "typed": typed}, status=409)


def _store(form: IssueForm) -> str:
    """The address of what came out of the form."""
    if form.refused:
        kept = actions.refuse(
            form.organisation,
            by=form.by,
            category=form.refused,
            subject=form.answers["summary"],
            answers=form.answers,
        )
        return reverse("providers:redirected", args=[kept.pk])
    data = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
    return actions.submit(form.organisation, by=form.by, **data).get_absolute_url()


def _begun(request) -> dict:
    """From the page of a redirect, when the category was chosen by mistake: what was typed is there again."""
    number = request.GET.get("from", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return {}
    found = Redirect.objects.visible_to(request.user).filter(pk=int(number)).first()
    return dict(found.answers) if found else {}


@require_safe
@sign_in_required
def redirected(request, number: int):
    """Kindly turned: why, where to, the message to pass on in both languages, the link that fills in."""
    found = get_object_or_404(Redirect.objects.visible_to(request.user).select_related("category"), pk=number)
    context = {"redirect": found, "messages_to_pass_on": redirecting.messages(found)}
    return render(request, "providers/redirected.html", context)


@require_safe
@sign_in_required
def detail(request, number: int):
    found = _find(request, number)
    form = None
    if draft := draft_for(request, "providers:reply"):
        form = ReplyForm(initial=as_initial(draft), by=request.user)
    return render(request, "providers/detail.html", pages.issue(found, request.user, reply_form=form))


@require_POST
@sign_in_required(shown_at="providers:detail")
def reply(request, number: int):
    found = _find_own(request, number)
    form = ReplyForm(request.POST, request.FILES, by=request.user)
    if not form.is_valid():
        return _page(request, found, form, 422)
    data = dict(form.cleaned_data)
    key = data.pop("form_key")

    def act() -> str:
        return actions.reply(found, by=request.user, **data).get_absolute_url()

    try:
        url = once(request, key, act)
    except IllegalMove as error:
        form.add_error(None, str(error))
        return _page(request, _find(request, number), form, 409)
    except Conflict as conflict:
        typed = [(form.fields["note"].label, data["note"])]
        return render(request, "conflict.html", {"result": conflict.result, "typed": typed}, status=409)
    messages.success(request, _("Sent. Integration support has been told."))
    return redirect(url)


@require_POST
@sign_in_required(shown_at="providers:detail")
def close(request, number: int):
    found = _find_own(request, number)
    try:
        actions.close(found, by=request.user)
    except IllegalMove as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Closed. Thank you for telling us that it works."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required(shown_at="providers:detail")
def show_identifiers(request, number: int):
    """In full, this once: who looked is written down first (C17). Asked by GET, it shows them masked."""
    found = _find(request, number)
    if request.method != "POST":
        return redirect(found)
    viewed(IDENTIFIERS, found.reference, by=request.user)
    return render(request, "providers/detail.html", pages.issue(found, request.user, full=True))


def _page(request, found: ProviderIssue, form: ReplyForm, status: int):
    context = pages.issue(found, request.user, reply_form=form)
    return render(request, "providers/detail.html", context, status=status)


def _find(request, number: int) -> ProviderIssue:
    seen = ProviderIssue.objects.visible_to(request.user)
    related = ("organisation", "requester", "category", "holder", "redirect")
    return get_object_or_404(seen.select_related(*related), pk=number)


def _find_own(request, number: int) -> ProviderIssue:
    """For what only the provider's side may do; staff work in the back office."""
    found = _find(request, number)
    if request.user.is_staff:
        raise PermissionDenied
    return found
