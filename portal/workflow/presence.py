"""Who else has the page of a case open: kept in the cache for two minutes, and nowhere else."""

from __future__ import annotations

import logging
import time

from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)
SECONDS = 120


def others_on(page: str, person) -> list[str]:
    """Says that this person is on the page; the others by name, who came first stands first.

    Two who open it in the same instant may miss each other once: the page asks again. A cache that is
    away costs the notice and nothing else.
    """
    key, now = f"presence:{page}", time.time()
    try:
        cache = caches["shared"]
        seen = cache.get(key) or {}
        here = {pk: (at, name) for pk, (at, name) in seen.items() if now - at < SECONDS}
        here[person.pk] = (now, person.get_short_name())
        cache.set(key, here, SECONDS)
    except Exception:
        logger.warning("The cache does not answer; nobody is told who else is on a page", exc_info=True)
        return []
    return [name for pk, (_at, name) in here.items() if pk != person.pk]


def in_words(names: list[str]) -> str:
    """“Jonas is on this page too”; empty when nobody is."""
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s is on this page too") % {"name": names[0]}
    if len(names) == 2:
        return _("%(first)s and %(second)s are on this page too") % {"first": names[0], "second": names[1]}
    more = len(names) - 2
    return ngettext(
        "%(first)s, %(second)s and %(count)d other are on this page too",
        "%(first)s, %(second)s and %(count)d others are on this page too",
        more,
    ) % {"first": names[0], "second": names[1], "count": more}


class PresenceMixin:
    """For a `VerbAdmin` with a page for each case: an address that says who else is on it."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.presence_view))
        return [
            path("<path:object_id>/presence/", view, name=self.url_name("presence")),
            *super().get_urls(),
        ]

    def presence(self, request, case) -> dict:
        """What `admin/_presence.html` needs. The caller has checked that the person sees the case."""
        return {
            "presence": in_words(others_on(f"{self.opts.label_lower}:{case.pk}", request.user)),
            "presence_url": reverse(f"admin:{self.url_name('presence')}", args=[case.pk]),
        }

    def presence_view(self, request, object_id: str):
        if not self.has_view_permission(request):
            raise PermissionDenied
        case = self.get_object(request, object_id)
        if case is None:
            raise Http404
        return render(request, "admin/_presence.html", self.presence(request, case))
