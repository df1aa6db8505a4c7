"""Links of live texts are followed once a day: those within the site from what is stored, others by asking.

A host outside is asked only when staff have listed it (LINK_CHECK_HOSTS), never inside a private network,
and for a few seconds at most.
"""

from __future__ import annotations

import http.client
import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from knowledgebase.models import Article, BrokenLink, Category, LinkCheck, Section, Translation
from knowledgebase.states import State
from portal.webhooks.guarding import Refused
from portal.webhooks.posting import look_at

HOW_OFTEN = timedelta(days=1)
# One text that leads to a hundred slow hosts must not hold a worker.
MOST_OUTSIDE = 20
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
_GONE = (404, 410)


def due(now: datetime):
    """Live texts whose links were not followed for a day."""
    old = Q(links_checked=None) | Q(links_checked__at__lte=now - HOW_OFTEN)
    return Translation.objects.filter(old, article__state=State.PUBLISHED).order_by("pk")


def follow(number: int, *, at: datetime) -> None:
    """What leads nowhere is kept with the day it was first seen; what leads somewhere again is let go."""
    text = Translation.objects.only("body_html", "language").get(pk=number)
    found = {}
    outside = 0
    for target in dict.fromkeys(map(unescape, _LINK.findall(text.body_html))):
        parts = _parts(target)
        if parts is None:
            found[target[:500]] = _("The address cannot be read.")
        elif _is_ours(parts):
            if why := why_not_here(parts.path, text.language):
                found[target[:500]] = why
        elif parts.hostname in settings.LINK_CHECK_HOSTS and outside < MOST_OUTSIDE:
            outside += 1
            if why := why_not_there(target):
                found[target[:500]] = why
    _keep(number, found, at)


@transaction.atomic
def _keep(number: int, found: dict[str, str], at: datetime) -> None:
    before = BrokenLink.objects.filter(translation=number)
    before.exclude(target__in=found).delete()
    known = set(before.values_list("target", flat=True))
    BrokenLink.objects.bulk_create(
        BrokenLink(translation_id=number, target=target, why=why[:200], at=at)
        for target, why in found.items()
        if target not in known
    )
    LinkCheck.objects.update_or_create(translation_id=number, defaults={"at": at})


def why_not_here(path: str, language: str) -> str:
    """What is wrong with an address of this site; empty where somebody gets a page."""
    path = unquote(path)
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            return _("There is no such page.")
    if not _is_there(match):
        return _("It is gone, or it is a draft.")
    return ""


def why_not_there(url: str) -> str:
    """What a host outside answered; empty where the page is there or the host would not say."""
    try:
        status = look_at(url)
    except Refused as refused:
        return str(refused)
    except (OSError, http.client.HTTPException):
        return _("The host does not answer.")
    return _("The host answers %(status)s.") % {"status": status} if status in _GONE else ""


def _is_there(match) -> bool:
    """Pages of the help centre are looked for; every other page of the site is there as its address is."""
    live = Article.objects.filter(state=State.PUBLISHED)
    name, given = match.view_name, match.kwargs
    if name in ("knowledgebase:article", "knowledgebase:article_of_number"):
        return live.filter(pk=given["number"]).exists()
    if name == "knowledgebase:article_by_key":
        return live.filter(key=given["key"]).exists()
    shelves = {"knowledgebase:category": Category, "knowledgebase:section": Section}
    if name in shelves:
        return shelves[name].objects.filter(slug=given["slug"]).exists()
    return True


def _parts(target: str) -> SplitResult | None:
    try:
        return urlsplit(target)
    except ValueError:
        return None


def _is_ours(parts: SplitResult) -> bool:
    if parts.scheme in ("", "http", "https") and not parts.netloc:
        return parts.path.startswith("/")
    return parts.netloc == urlsplit(settings.SITE_URL).netloc
