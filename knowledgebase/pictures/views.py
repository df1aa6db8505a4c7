"""A picture, for who may read a text that shows it."""

import logging

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from knowledgebase.models import Picture

logger = logging.getLogger(__name__)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
}
_KEPT = "public, max-age=31536000, immutable"
_NEVER_KEPT = "private, no-store"


@require_safe
def show(request, slug, version, ending):
    """Whoever the reader is, a picture of a public article is the same bytes: nobody is looked up for it."""
    picture = get_object_or_404(Picture.objects.with_public(), slug=slug)
    if not picture.is_public and not Picture.objects.visible_to(request.user).filter(pk=picture.pk).exists():
        raise Http404
    if (version, ending) != (picture.version, picture.ending):
        response = redirect(picture.get_absolute_url())
        response["Cache-Control"] = _NEVER_KEPT
        return response
    response = _bytes(picture)
    response["Content-Type"] = f"image/{picture.kind}"
    response["Cache-Control"] = _KEPT if picture.is_public else _NEVER_KEPT
    response.for_everybody = picture.is_public
    return response


def _bytes(picture: Picture):
    if settings.ACCEL_REDIRECT:
        path = settings.ACCEL_REDIRECT.rstrip("/") + "/" + picture.file.name
        return HttpResponse(headers={**_HEADERS, "X-Accel-Redirect": path})
    try:
        response = FileResponse(picture.file.open("rb"), headers=_HEADERS)
    except Exception as error:  # each storage has its own; the text around it stays readable
        logger.exception("A picture could not be read: %s", picture.slug)
        raise Http404 from error
    response["Content-Length"] = picture.size
    return response
