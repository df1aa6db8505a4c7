"""A file, for who may see what it belongs to."""

import logging

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portal.accounts.drafts import sign_in_required
from portal.attachments.models import Attachment

logger = logging.getLogger(__name__)
_HEADERS = {
    # The file cannot act in our name, whatever it is: a download of unknown bytes, never a page.
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


@require_safe
@sign_in_required
def download(request, token):
    attachment = get_object_or_404(Attachment, token=token)
    if not may_have(request.user, attachment):
        raise Http404
    if settings.ACCEL_REDIRECT:
        response = HttpResponse(headers=_HEADERS)
        response["X-Accel-Redirect"] = settings.ACCEL_REDIRECT.rstrip("/") + "/" + attachment.file.name
    else:
        try:
            response = FileResponse(attachment.file.open("rb"), headers=_HEADERS)
        except Exception:  # each storage has its own; the case beside it stays readable
            logger.exception("A file could not be read: %s", attachment.pk)
            return _unreadable(request, attachment)
        response["Content-Length"] = attachment.size
    response["Content-Disposition"] = content_disposition_header(True, attachment.name)
    return response


def may_have(user, attachment: Attachment) -> bool:
    """Whoever sees the owner; a file without one is its sender's alone."""
    if attachment.object_id is None:
        return attachment.uploaded_by_id == user.pk
    owner = attachment.content_type.model_class()
    return owner._default_manager.visible_to(user).filter(pk=attachment.object_id).exists()


def _unreadable(request, attachment: Attachment):
    response = render(request, "attachments/unreadable.html", {"name": attachment.name}, status=503)
    response["Retry-After"] = "300"
    return response
