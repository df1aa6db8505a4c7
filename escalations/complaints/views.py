"""The customer's pages: complain, follow the complaint, say whether an answer settles it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escalations.complaints import actions, pages
from escalations.complaints.forms import ComplaintForm
from escalations.complaints.models import Complaint
from portal.accounts.drafts import as_initial, draft_for, sign_in_required
from portal.workflow.moves import IllegalMove
from portal.workflow.once import Conflict, once
from tickets.counting import PeekingPaginator, page_number

A_PAGE = 25


@require_safe
@sign_in_required
def complaints(request):
    """The reader's own, and their organisation's where they see all of its requests."""
    number = page_number(request.GET.get("page"))
    seen = Complaint.objects.visible_to(request.user).newest_first()
    rows = seen.select_related("holder", "level", "requester").defer("what_happened", "wish")
    paginator = PeekingPaginator(rows, A_PAGE, page=number)
    page = paginator.get_page(number)
    shown = {"rows": paginator.rows[:A_PAGE], "page": page}
    return render(request, "complaints/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
def submit(request):
    if request.method != "POST":
        initial = as_initial(draft_for(request))
        if "case" in request.GET:
            initial.setdefault("case_number", request.GET["case"][:40])
        form = ComplaintForm(initial=initial, by=request.user)
        return render(request, "complaints/submit.html", pages.submit(form))
    form = ComplaintForm(request.POST, request.FILES, by=request.user)
    if not form.is_valid():
        return render(request, "complaints/submit.html", pages.submit(form), status=422)
    data = form.cleaned_data
    words = {name: data[name] for name in ("subject", "what_happened", "wish", "files")}
    try:
        url = once(
            request,
            data["form_key"],
            lambda: actions.submit(by=request.user, ticket=form.ticket, **words).get_absolute_url(),
        )
    except Conflict as conflict:
        return _conflict(request, conflict, form)
    messages.success(request, _("We have your complaint. Thank you for telling us."))
    return redirect(url)


@require_http_methods(["GET", "HEAD"])
@sign_in_required
def detail(request, number: int):
    complaint = _find(request, number)
    drafts = {verb: as_initial(draft_for(request, f"complaints:{verb}")) for verb in pages.FORMS}
    forms = {
        f"{verb}_form": pages.form_for(verb, request.user, initial=draft) for verb, draft in drafts.items()
    }
    return _page(request, complaint, **forms)


@require_POST
@sign_in_required(shown_at="complaints:detail")
def add(request, number: int):
    return _do(request, number, "add", done=_("Added. Whoever has your complaint has been told."))


@require_POST
@sign_in_required(shown_at="complaints:detail")
def satisfied(request, number: int):
    return _do(request, number, "satisfied", done=_("Thank you. Your complaint is resolved."))


@require_POST
@sign_in_required(shown_at="complaints:detail")
def not_satisfied(request, number: int):
    return _do(request, number, "not_satisfied", done=_("Thank you for saying so. It goes on at once."))


def _do(request, number: int, verb: str, *, done: str):
    """Check, do it once, and show the page; what cannot be done now keeps what was typed."""
    complaint = _find(request, number)
    if not pages.speaks_for_customer(complaint, request.user):
        raise PermissionDenied
    form = pages.form_for(verb, request.user, request.POST, *([request.FILES] if verb == "add" else []))
    shown_as = f"{verb}_form"
    if not form.is_valid():
        return _page(request, complaint, status=422, **{shown_as: form})
    data = dict(form.cleaned_data)
    key = data.pop("form_key")

    def act() -> str:
        getattr(actions, verb)(complaint, by=request.user, **data)
        return complaint.get_absolute_url()

    try:
        url = once(request, key, act)
    except IllegalMove as error:
        form.add_error(None, str(error))
        return _page(request, _find(request, number), status=409, **{shown_as: form})
    except Conflict as conflict:
        return _conflict(request, conflict, form)
    messages.success(request, done)
    return redirect(url)


def _page(request, complaint: Complaint, *, status: int = 200, **forms):
    context = pages.detail(complaint, request.user, **forms)
    return render(request, "complaints/detail.html", context, status=status)


def _conflict(request, conflict: Conflict, form):
    """The key was used before with other words. These were not sent, so they are shown to be copied."""
    words = ("subject", "what_happened", "wish", "note")
    typed = [(form.fields[name].label, form.cleaned_data[name]) for name in words if name in form.fields]
    return render(request, "conflict.html", {"result": conflict.result, "typed": typed}, status=409)


def _find(request, number: int) -> Complaint:
    return get_object_or_404(Complaint.objects.visible_to(request.user).with_people(), pk=number)
