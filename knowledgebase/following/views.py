"""The button on a page, the list of what one follows, and the way out of the letters."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledgebase import reading
from knowledgebase.following import actions, letters, lists
from knowledgebase.models import Article, Section
from knowledgebase.querysets import reader_of
from portal.accounts.drafts import sign_in_required


@require_POST
@sign_in_required(shown_at="knowledgebase:article_of_number")
def follow_article(request, number):
    found = reading.article(number, reader_of(request.user), get_language())
    if found is None:
        raise Http404
    _set(request, found.article)
    return redirect(f"{found.translation.get_absolute_url()}#follow")


@require_POST
@sign_in_required(shown_at="knowledgebase:section")
def follow_section(request, slug):
    section = get_object_or_404(Section, slug=slug)
    if not Article.objects.visible_to(request.user).filter(section=section).exists():
        raise Http404
    _set(request, section)
    return redirect(f"{section.get_absolute_url()}#follow")


def _set(request, thing) -> None:
    """Said as it shall be, so a button that was pressed twice changes nothing."""
    wanted = request.POST.get("follow")
    if wanted == "yes":
        actions.follow(thing, by=request.user)
    elif wanted == "no":
        actions.unfollow(thing, by=request.user)


@require_safe
@sign_in_required
def following(request):
    """What I follow, also where I may not read it any more: then without its name."""
    page = Paginator(lists.of(request.user), lists.A_PAGE).get_page(request.GET.get("page", ""))
    rows = lists.named(page.object_list, request.user, get_language())
    return render(request, "knowledgebase/following.html", {"page": page, "rows": rows})


@require_POST
@sign_in_required
def end(request, pk):
    """From the list, also of what I may not read any more. Of what is mine; pressed twice it stays ended."""
    actions.end(pk, by=request.user)
    return redirect("knowledgebase:following")


@csrf_exempt  # the letter's own header sends it from the mail program; who has the token may do this
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, token):
    """Opened from a letter, signed in or not. The page asks; one press ends it."""
    named = letters.opened(token)
    if named is None:
        raise Http404
    person_pk, kind, number = named
    person = get_user_model().objects.filter(pk=person_pk).first()
    thing = (Article if kind == "article" else Section).objects.filter(pk=number).first()
    if person and thing and request.method == "POST":
        actions.unfollow(thing, by=person)
    context = {
        "name": lists.name_of(thing, person, get_language()) if person and thing else "",
        "kind": kind,
        "done": not (person and thing and actions.is_followed(thing, by=person)),
    }
    return render(request, "knowledgebase/leave.html", context)
