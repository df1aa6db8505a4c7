"""A link to a new request that brings words along: what somebody told elsewhere need not be typed again.

The words travel in the link, signed and pressed together, and only fill in the form. Whoever opens it signs
in, reads them, changes them, and sends a request of their own, or does not.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from portal.outbox.wording import clean, one_line

NAME = "brought"
LASTS = timedelta(days=30)
_SALT = "tickets.intake.brought"
# Longer texts make links that mail programs break.
MOST_SUBJECT, MOST_TEXT = 200, 1200


def link(subject: str, text: str, *, language: str) -> str:
    """A whole address that begins a request with these words, for thirty days."""
    subject = one_line(subject, MOST_SUBJECT)
    text = text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"
    token = signing.dumps({"subject": subject, "text": text}, salt=_SALT, compress=True)
    with override(language):
        return f"{settings.SITE_URL}{reverse('tickets:new')}?{urlencode({NAME: token})}"


def brought(token: str | None) -> dict[str, str]:
    """What the link brings, as initial values of the form; nothing when it is too old or was changed."""
    if not token:
        return {}
    try:
        found = signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return {}
    return {"subject": one_line(found["subject"], MOST_SUBJECT), "text": clean(found["text"]).strip()}
