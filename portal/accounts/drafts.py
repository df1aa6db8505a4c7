"""What was typed and not sent: a form that arrives after sign-out, and one that somebody puts aside."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Draft

MAX_BYTES = 150_000
# A visitor's session that holds a draft ends soon; one that signs in gets its usual length (see the adapter).
DRAFT_SECONDS = 2 * 60 * 60
# What was put aside on purpose is kept for so long.
DRAFT_DAYS = 30
_KEY = "draft"
SAVE, DISCARD = "save_draft", "discard_draft"
# The form says so itself when it goes on from a draft.
FROM_DRAFT = "draft"
_NEVER_KEPT = ("csrfmiddlewaretoken", "password", SAVE, DISCARD, FROM_DRAFT)


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
    """Until they have signed in."""
    request.session[_KEY] = {
        "page": page.partition("?")[0],
        "sent_to": request.resolver_match.view_name,
        "typed": _typed(request),
        "files": bool(request.FILES),
    }
    request.session.set_expiry(DRAFT_SECONDS)
    messages.info(request, _("Sign in to go on. What you typed is kept; nothing was sent yet."))


def put_aside(request: HttpRequest) -> bool:
    """Whether the person pressed “Save the draft” or “Throw the draft away” instead of sending."""
    if SAVE in request.POST:
        save_draft(request)
        note = _("Your draft is saved for %(days)d days. Nothing was sent yet.") % {"days": DRAFT_DAYS}
        if request.FILES:
            note += " " + _("Files could not be kept. Attach them again.")
        messages.success(request, note)
    elif DISCARD in request.POST:
        forget_draft(request)
        messages.success(request, _("The draft is thrown away."))
    return SAVE in request.POST or DISCARD in request.POST


def save_draft(request: HttpRequest) -> Draft:
    draft, _made = Draft.objects.update_or_create(
        user=request.user,
        form=_form_of(request),
        defaults={"typed": _typed(request), "saved_at": timezone.now()},
    )
    return draft


def sent_draft(request: HttpRequest) -> None:
    """The form was sent: the draft that it went on from is not needed any more."""
    if FROM_DRAFT in request.POST:
        forget_draft(request)


def forget_draft(request: HttpRequest) -> None:
    """It is not wanted any more."""
    Draft.objects.filter(user=request.user, form=_form_of(request)).delete()


def saved_draft(request: HttpRequest) -> Draft | None:
    """What this person put aside of the form on this page."""
    if request.method not in ("GET", "HEAD"):
        return None
    return Draft.objects.filter(user=request.user, form=_form_of(request)).first()


def typed_before(draft: Draft | None) -> dict:
    """A saved draft as the initial values of its form."""
    return as_initial(QueryDict(draft.typed)) if draft else {}


def _form_of(request: HttpRequest) -> str:
    """The same in every language: the view, and which of its forms."""
    match = request.resolver_match
    return ":".join([match.view_name, *map(str, match.kwargs.values())])[:200]


def _typed(request: HttpRequest) -> str:
    """As much as fits. Files and passwords are never kept."""
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
    return typed.urlencode()


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
