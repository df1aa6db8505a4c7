"""A person's own pages that are not part of signing in: the profile and the language."""

from urllib.parse import urlsplit

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.adapter import is_own_path
from portal.accounts.drafts import as_initial, draft_for, sign_in_required
from portal.accounts.forms import ProfileForm
from portal.accounts.language import LANGUAGES, remember


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
def profile(request):
    """Name, language and time zone; the way to the requests and to what keeps the account safe."""
    form = ProfileForm(request.POST or None, instance=request.user, initial=as_initial(draft_for(request)))
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with override(user.language):
            messages.success(request, _("Your profile is saved."))
            response = redirect("accounts:profile")
        remember(response, user.language)
        return response
    return render(request, "accounts/profile.html", {"form": form})


@csrf_exempt  # pages kept ready for everybody carry no token; the origin is checked instead
@require_POST
def language(request):
    """Remember the language, and show the page the reader came from in it."""
    if request.headers.get("Origin", settings.SITE_URL) not in _own_origins(request):
        return HttpResponseForbidden(_("This form was sent from another site."))
    back = request.POST.get("next", "")
    chosen = request.POST.get("language", "")
    if chosen not in LANGUAGES:
        return redirect(back if is_own_path(back) else reverse(settings.LOGIN_REDIRECT_URL))
    if request.user.is_authenticated and request.user.language != chosen:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    response = redirect(_twin(back, chosen))
    remember(response, chosen)
    return response


def _twin(path: str, language: str) -> str:
    """The page in the other language; home, if it is not one of ours."""
    if is_own_path(path):
        with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
            return translate_url(path, language)
    with override(language):
        return reverse(settings.LOGIN_REDIRECT_URL)


def _own_origins(request) -> set[str]:
    own = urlsplit(settings.SITE_URL)
    return {f"{own.scheme}://{own.netloc}", f"{request.scheme}://{request.get_host()}"}


@require_GET
@never_cache
@reauthentication_required(app="allauth.mfa")
def totp_picture(request):
    """The code to scan while an app is being set up: a file, as our pages allow no picture inside them."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")
