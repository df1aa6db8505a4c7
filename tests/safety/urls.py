"""The real addresses, and a page that breaks."""

from django.urls import path

from portal.urls import urlpatterns as addresses


def break_down(request):
    raise RuntimeError("secret-of-the-house")


urlpatterns = [path("try/broken/", break_down), *addresses]
