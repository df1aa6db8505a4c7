"""Where readers answer: whether an article helped, and comments."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from knowledgebase import actions, reading
from knowledgebase.commenting.actions import TooMany
from knowledgebase.commenting.views import say_too_many
from knowledgebase.forms import CommentForm, VoteForm
from knowledgebase.learning import asking, links
from knowledgebase.querysets import reader_of
from knowledgebase.views import show_article
from portal.accounts.drafts import sign_in_required
from portal.workflow.once import Conflict, once

# Given with the first answer, never with a page: pages for visitors are the same for everybody.
VISITOR_COOKIE = "__Host-visitor" if settings.SECURE else "visitor"
_A_YEAR = 365 * 24 * 3600


@csrf_exempt
@require_POST
def vote(request, number):
    """Did this answer your question?

    Pages kept ready for visitors carry no token, so this form is guarded by what the browser itself says
    about where it comes from. A forged answer could do no more than count one opinion.
    """
    if not from_our_pages(request):
        return HttpResponseForbidden(_("This form was sent from another site."))
    found = _reading_or_404(request, number)
    form = VoteForm(request.POST)
    if not form.is_valid():
        return redirect(found.translation.get_absolute_url())
    helped, reason = form.cleaned_data["helped"] == "yes", form.cleaned_data["reason"].strip()
    person = request.user if request.user.is_authenticated else None
    visitor = (
        "" if person else request.get_signed_cookie(VISITOR_COOKIE, default="") or secrets.token_urlsafe(24)
    )
    counted = actions.vote(found.article, helped=helped, by=person, visitor=visitor, reason=reason)
    if counted and (token := request.POST.get(links.PARAMETER, "")):
        asking.answered(token, helped=helped, article=found.article)
    said = "told" if reason else form.cleaned_data["helped"]
    response = redirect(f"{found.translation.get_absolute_url()}?voted={said}#vote")
    if visitor:
        response.set_signed_cookie(
            VISITOR_COOKIE, visitor, max_age=_A_YEAR, httponly=True, samesite="Lax", secure=settings.SECURE
        )
    return response


@require_POST
@sign_in_required(shown_at="knowledgebase:article")
def comment(request, number, slug):
    # S1-37: only somebody who is signed in comes here.
    found = _reading_or_404(request, number)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show_article(request, found, form=form, status=422)
    address = f"{found.translation.get_absolute_url()}#comments"

    def leave() -> str:
        actions.comment(found.article, by=request.user, body=form.cleaned_data["body"])
        return address

    try:
        return redirect(once(request, form.cleaned_data["form_key"], leave))
    except TooMany:
        say_too_many(form)
        return show_article(request, found, form=form, status=422)
    except Conflict as conflict:
        typed = [(form.fields["body"].label, form.cleaned_data["body"])]
        return render(request, "conflict.html", {"result": conflict.result, "typed": typed}, status=409)


def _reading_or_404(request, number: int) -> reading.Reading:
    found = reading.article(number, reader_of(request.user), get_language())
    if found is None:
        raise Http404
    return found


def from_our_pages(request) -> bool:
    """By the headers that browsers set and pages cannot; a client without them is no misled browser."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc in {
        request.get_host(),
        urlsplit(settings.SITE_URL).netloc,
    }
