"""What a page owes its reader: their language, their time zone; and the second factor that staff need."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _


class RememberedLanguage:
    """Home in the language that the cookie remembers. Any other address keeps the language it names.

    Stands before the pages that are kept ready, because those are the same for everybody.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        at_home = request.path_info == "/" and request.method in ("GET", "HEAD")
        if at_home and language in dict(settings.LANGUAGES) and language != settings.LANGUAGE_CODE:
            query = request.META.get("QUERY_STRING", "")
            response = HttpResponseRedirect(f"/{language}/{'?' if query else ''}{query}")
            add_never_cache_headers(response)
            return response
        return self.get_response(request)


class ReadersZone:
    """Times on a page are in the reader's zone; for a visitor, in the organisation's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # The person and no stand-in: every look at one costs, and a page looks hundreds of times.
        request.user = get_user(request)
        if request.user.is_authenticated:
            timezone.activate(request.user.zone)
            self._speak(request)
        else:
            timezone.deactivate()
        return self.get_response(request)

    def _speak(self, request):
        """The back office has one address for both languages: it speaks the reader's own."""
        if request.path_info.startswith("/admin/"):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()


class StaffSecondFactor:
    """The back office opens with a second factor only: staff who have none are led to set one up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self._lead_to_set_up(request) or self.get_response(request)

    def _lead_to_set_up(self, request):
        if not settings.STAFF_SECOND_FACTOR or not request.path_info.startswith("/admin/"):
            return None
        if not request.user.is_authenticated or not request.user.is_staff or is_mfa_enabled(request.user):
            return None
        messages.warning(
            request,
            _("The back office needs a second factor. Set up an app that gives codes, or a passkey."),
        )
        return redirect(reverse("mfa_index"))
