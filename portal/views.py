"""Pages that belong to no single room."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from portal.styleguide import samples


@never_cache
def healthz(request):
    """Is this process able to serve? For load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def csrf_failure(request, reason=""):
    """The page was too old to be sent. What was typed is shown, so that it can be copied."""
    typed = [
        (name.replace("_", " "), value)
        for name, values in request.POST.lists()
        for value in values
        if value.strip() and "password" not in name and name not in ("csrfmiddlewaretoken", "form_key")
    ]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)


def styleguide(request):
    """Every part of the look on one page, in the demonstration only."""
    if not settings.DEMO:
        raise Http404
    return render(request, "styleguide.html", samples())
