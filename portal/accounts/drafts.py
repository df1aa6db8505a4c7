"""A form that arrives after sign-out: what was typed waits for the sign-in and is shown again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

MAX_BYTES = 150_000
# A visitor's session that holds a draft ends soon; one that signs in gets its usual length (see the adapter).
DRAFT_SECONDS = 2 * 60 * 60
_KEY = "draft"
_NEVER_KEPT = ("csrfmiddlewaretoken", "password")


def sign_in_required(view: Callable | None = None, *, shown_at: str = "") -> Callable:
    """The view is for people who are signed in; anybody else is led to the sign-in and back.

    `shown_at` names the page (same arguments in its address) that shows the form, where the view
    itself only receives it.
    """
    if view is None:
        return lambda view: sign_in_required(view, shown_at=shown_at)

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        page = reverse(shown_at, args=args, kwargs=kwargs) if shown_at else request.get_full_path()
        if request.method == "POST":
            keep_draft(request, page)
        return redirect_to_login(page, reverse("account_login"))

    return guarded


def keep_draft(request: HttpRequest, page: str) -> None:
    """Keep what was typed, as far as it fits. Files and passwords are never kept."""
    typed = QueryDict(mutable=True)
    room = MAX_BYTES
    for name, values in request.POST.lists():
        if any(word in name for word in _NEVER_KEPT):
            continue
        for value in values:
            kept = value.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
            if room:
                typed.appendlist(name, kept)
            room = max(0, room - len(kept.encode()) - len(name.encode("utf-8", "replace")))
    request.session[_KEY] = {
        "page": page.partition("?")[0],
        "sent_to": request.resolver_match.view_name,
        "typed": typed.urlencode(),
        "files": bool(request.FILES),
    }
    request.session.set_expiry(DRAFT_SECONDS)
    messages.info(request, _("Sign in to go on. What you typed is kept; nothing was sent yet."))


def draft_for(request: HttpRequest, sent_to: str = "") -> QueryDict | None:
    """What was typed for this page before the sign-in, once; the reader is told that it was not sent.

    Where a page has several forms, `sent_to` names the view that would have received this one.
    """
    draft = request.session.get(_KEY)
    if request.method != "GET" or not draft or not request.user.is_authenticated:
        return None
    if draft["page"] != request.path or (sent_to and draft["sent_to"] != sent_to):
        return None
    del request.session[_KEY]
    note = _("You were signed out when you sent this. Nothing was sent yet: check it and send it again.")
    if draft["files"]:
        note += " " + _("Files could not be kept. Attach them again.")
    messages.warning(request, note)
    return QueryDict(draft["typed"])


def as_initial(draft: QueryDict | None) -> dict:
    """The draft as the initial values of a form."""
    return {name: values if len(values) > 1 else values[0] for name, values in (draft or QueryDict()).lists()}
