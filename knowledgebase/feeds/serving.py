"""The same bytes for everybody: kept under the stamp of what was written last, so never older than that.

One statement asks for the stamp. A reader's program that has these bytes already gets no more than that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from knowledgebase.models import Version

KEPT_SECONDS = 3_600
RULE = "public, max-age=0, must-revalidate"


def for_everybody(content_type: str) -> Callable:
    """`build(…)` returns the text of the document, or raises Http404. It is never told who asks."""

    def decorate(build: Callable[..., str]) -> Callable:
        @require_safe
        @wraps(build)
        def view(request, *args, **kwargs):
            etag = _etag(request.path)
            if etag in [tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")]:
                response = HttpResponseNotModified()
            else:
                body = cache.get(f"feed:{etag}")
                if body is None:
                    body = build(*args, **kwargs)
                    cache.set(f"feed:{etag}", body, KEPT_SECONDS)
                response = HttpResponse(body, content_type=content_type)
            response.headers["ETag"], response.headers["Cache-Control"] = etag, RULE
            response.for_everybody = True
            return response

        return view

    return decorate


def _etag(path: str) -> str:
    """Of the present stamp, the address, and the name under which the site stands."""
    whole = "\n".join((Version.now(), path, get_language(), settings.SITE_URL, settings.BRAND_NAME))
    return f'W/"{hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()}"'
