"""Where an address leads that no page of ours has: asked only when the answer would be “not found”."""

from __future__ import annotations

import re

from django.http import HttpResponsePermanentRedirect
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language_from_path, override

from knowledgebase import reading
from knowledgebase.models import Category, FormerSlug, OldAddress, Section
from knowledgebase.moving.models import MOST, plain_path
from knowledgebase.querysets import VISITOR, Reader, reader_of

_SHELF = re.compile(r"(?:/[a-z]{2})?/(categories|sections)/([A-Za-z0-9_-]{1,80})/")
_SHELVES = {"categories": "category", "sections": "section"}
# Where nothing of a former help centre ever stood: what is not found here stays so, unasked.
_OURS = ("/admin/", "/accounts/", "/files/", "/pictures/", "/static/", "/requests/", "/escalations/")


class OldAddresses:
    """The innermost: it sees what the pages answered. A page that exists is never looked up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return answer(request) or response
        return response


def answer(request) -> HttpResponsePermanentRedirect | None:
    """A redirect for somebody who may read what is there now; everybody else gets the 404 as it was."""
    path, reader = request.path_info, lambda: reader_of(getattr(request, "user", None))
    if shelf := _SHELF.fullmatch(path):
        found = _shelf(_SHELVES[shelf[1]], shelf[2], reader)
    else:
        found = None if path.startswith(_OURS) else _article(path, reader)
    if found is None:
        return None
    target, is_public = found
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(escape_leading_slashes(target) + (f"?{query}" if query else ""))
    # For ever, but kept by nobody who might show it to another reader.
    response["Cache-Control"] = "public, max-age=86400" if is_public else "private, no-store"
    return response


def _shelf(kind: str, slug: str, reader) -> tuple[str, bool] | None:
    former = FormerSlug.objects.select_related(kind).filter(shelf=kind, slug=slug).first()
    if former is None:
        return None
    shelf = getattr(former, kind)
    if _has_texts(shelf, VISITOR):
        return shelf.get_absolute_url(), True
    return (shelf.get_absolute_url(), False) if _has_texts(shelf, reader()) else None


def _has_texts(shelf: Category | Section, reader: Reader) -> bool:
    articles = reading.Article.objects.visible_to(reader)
    on_it = {"section__category": shelf} if isinstance(shelf, Category) else {"section": shelf}
    return articles.filter(**on_it).exists()


def _article(path: str, reader) -> tuple[str, bool] | None:
    """One indexed read; a second one only for an address that is known."""
    paths = {plain_path(path), path.rstrip("/")}
    own = get_language_from_path(path)
    if own and path.startswith(f"/{own}/"):
        paths |= {each.removeprefix(f"/{own}") for each in paths}
    # Of several, the one that says most: with its language.
    rows = OldAddress.objects.filter(path__in=[each for each in paths if 1 < len(each) <= MOST])
    old = max(rows, key=lambda row: len(row.path), default=None)
    if old is None:
        return None
    for each, is_public in ((lambda: VISITOR, True), (reader, False)):
        if found := reading.article(old.article_id, each(), old.language):
            return _in_its_language(found.translation), is_public
    return None


def _in_its_language(translation) -> str:
    with override(translation.language):
        return translation.get_absolute_url()
