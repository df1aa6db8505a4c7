"""Headers that every response carries, whatever went wrong."""

from django.conf import settings

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
}


class SecurityHeaders:
    """The outermost, so that a refused host carries them too. Signed-in pages are never stored.

    A view that gives everybody the same bytes says so: `response.for_everybody = True`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # What our pages send is UTF-8. Another word for it would be refused where every page reads its form,
        # the page of the refusal too.
        if request.encoding:
            request.encoding = "utf-8"
        response = self.get_response(request)
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not getattr(response, "for_everybody", False):
            self._never_store(response)
        return response

    def _never_store(self, response):
        if "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "private, no-store"
