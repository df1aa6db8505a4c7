"""Raising a request: may they, which product, where an answer may be already, what about, and the form."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.drafts import (
    as_initial,
    draft_for,
    put_aside,
    saved_draft,
    sent_draft,
    sign_in_required,
    typed_before,
)
from portal.contracts.entitlement import Entitlement, NotEntitled, entitlement_of
from portal.contracts.models import Product
from portal.workflow.once import Conflict, once
from tickets import actions, scales
from tickets.intake import bringing
from tickets.intake.forms import RequestForm
from tickets.intake.models import RequestType, Resource
from tickets.querysets import works_on_requests
from tickets.suggesting import suggestions

# What a link to a new request may bring along: the product, the article that did not help, the request it
# goes on from, words that were told elsewhere.
CARRIED = ("product", "article", "follows", bringing.NAME)


@require_safe
@sign_in_required
def new(request):
    """The product, then where the answer may be already, then what it is about."""
    entitlement = entitlement_of(request.user)
    if not entitlement:
        return refused(request, entitlement)
    carried = {name: request.GET[name] for name in CARRIED if request.GET.get(name)}
    product = _chosen(entitlement, carried.get("product", ""))
    if product is None and len(entitlement.products) > 1:
        carried.pop("product", None)
        context = {"products": entitlement.products, "carried": urlencode(carried)}
        return render(request, "tickets/intake/product.html", context)
    if len(entitlement.products) < 2:
        carried.pop("product", None)
    context = {
        "product": product,
        "several_products": len(entitlement.products) > 1,
        "resources": Resource.objects.shown_to(request.user, product),
        "types": RequestType.objects.offered(),
        "carried": urlencode(carried),
    }
    return render(request, "tickets/new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
def create(request, form):
    """The form of a new request; sent twice it is still one request."""
    type = RequestType.objects.known().get(form)
    if type is None:
        raise Http404
    entitlement = entitlement_of(request.user)
    if not entitlement:
        return refused(request, entitlement)
    if not type.is_active:
        return _withdrawn(request)
    if type.link_to:
        return redirect(type.address)
    if put_aside(request):
        return redirect(request.get_full_path())
    draft = saved_draft(request)
    initial = {name: request.GET.get(name) for name in CARRIED} | typed_before(draft)
    initial |= bringing.brought(request.GET.get(bringing.NAME)) | as_initial(draft_for(request))
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    filled = RequestForm(*sent, by=request.user, type=type, entitlement=entitlement, initial=initial)
    if request.method == "POST" and filled.is_valid():
        return _send(request, filled)
    suggested = suggestions(request, filled)
    brought = {name: request.GET[name] for name in ("article", "follows") if request.GET.get(name)}
    context = {
        "form": filled,
        "type": type,
        "suggestions": suggested,
        "tick": True,
        "draft": draft,
        "carried": urlencode(brought),
        "tried": filled.ticked,
        "tried_besides": filled.ticked - {article.number for article in suggested},
    }
    return render(request, "tickets/create.html", context, status=422 if filled.errors else 200)


@require_safe
def severities(request):
    """The four severities, with what each means for the customer (S2-20)."""
    return render(request, "tickets/intake/severities.html", {"severities": scales.severities()})


def refused(request, entitlement: Entitlement):
    """Why no request can be raised and what can be done; said before anything is typed (S3-5)."""
    context = {
        "entitlement": entitlement,
        "is_staff": works_on_requests(request.user),
        "typed": typed_words(request),
    }
    return render(request, "tickets/intake/refused.html", context, status=403)


def typed_words(request) -> list[str]:
    """What was typed into a form that can no longer be sent, so that it is not lost."""
    names = [name for name in request.POST if name in ("subject", "text") or name.startswith("answer_")]
    return [words for name in names for words in request.POST.getlist(name) if words.strip()]


def send_once(request, form: RequestForm, act):
    """The address of what was sent; a response where it cannot be sent."""
    data = dict(form.cleaned_data)
    key = data.pop("form_key")
    try:
        return once(request, key, lambda: act(data))
    except Conflict as conflict:
        typed = [(form.fields[name].label, data[name]) for name in ("subject", "text")]
        return render(request, "conflict.html", {"result": conflict.result, "typed": typed}, status=409)


def _send(request, form: RequestForm):
    def act(data) -> str:
        ticket = actions.submit(by=request.user, form=form.type.slug, entitlement=form.entitlement, **data)
        return reverse("tickets:detail", args=[ticket.pk]) + "?sent=1"

    try:
        sent = send_once(request, form, act)
    except NotEntitled:
        # The contract ended, or its products changed, while this was written.
        return refused(request, entitlement_of(request.user))
    if not isinstance(sent, str):
        return sent
    sent_draft(request)
    return redirect(sent)


def _withdrawn(request):
    """A form that is not offered any more: no page; but what was typed meanwhile is shown."""
    if request.method != "POST":
        raise Http404
    return render(request, "tickets/intake/withdrawn.html", {"typed": typed_words(request)}, status=410)


def _chosen(entitlement: Entitlement, typed: str) -> Product | None:
    """The product with this number, if they may choose it; the only one where there is one."""
    if len(entitlement.products) == 1:
        return entitlement.products[0]
    return next((product for product in entitlement.products if str(product.pk) == typed), None)
