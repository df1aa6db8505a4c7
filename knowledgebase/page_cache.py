"""Pages of the help centre for visitors, kept ready.

Only what is listed here is kept: five kinds of pages, asked for by somebody who has no session. The page
is made as for a stranger, without cookies and without unknown parameters, so nothing of a reader can be in
it. The key holds the stamp of what was written last: a page that was taken back is gone within a second.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified, QueryDict
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, override

from knowledgebase.learning import links
from knowledgebase.models import Version

# Relative times on a page grow old even when nothing changes.
KEPT_SECONDS = 300
BROWSER_RULE = "public, max-age=0, must-revalidate"

# URL name -> the parameters it knows, and what they may say.
_PAGE = re.compile(r"[1-9][0-9]{0,3}")
ALLOWED: dict[str, dict[str, re.Pattern]] = {
    "knowledgebase:home": {},
    "knowledgebase:glossary": {},
    "knowledgebase:category": {},
    "knowledgebase:section": {"page": _PAGE},
    "knowledgebase:article": {"voted": re.compile("yes|no|told")},
}
# A first, cheap look at the path; whether the name is on the list is asked when a page is made.
_PATH = re.compile(r"(?:/[a-z]{2})?/(?:glossary/|(?P<kind>articles|sections|categories)/[A-Za-z0-9_-]+/)?")
_PARAMETERS = {
    None: {},  # the first page and the glossary know none
    "categories": ALLOWED["knowledgebase:category"],
    "sections": ALLOWED["knowledgebase:section"],
    "articles": ALLOWED["knowledgebase:article"],
}
_ZIPPED = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_PRIVATE_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
_PRIVATE_WORDS = (b"csrfmiddlewaretoken",)


class Kept(NamedTuple):
    body: bytes
    zipped: bytes  # empty until a browser first asks for it
    etag: str
    language: str


class AnonymousPages:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = _known_query(request)
        if query is None:
            return self.get_response(request)
        request.get_host()  # a host that is not ours is refused here as everywhere
        key = _key(request.path_info, query)
        kept = _from_cache(key)
        if kept is None:
            if not _is_listed(request.path_info):
                return self.get_response(request)
            _make_strange(request, query)
            response = self.get_response(request)
            kept = _page_of(response)
            if kept is None:
                return response
            _to_cache(key, kept)
        if not kept.zipped and _ZIPPED.search(request.headers.get("Accept-Encoding", "")):
            kept = kept._replace(zipped=gzip.compress(kept.body, 6, mtime=0))
            _to_cache(key, kept)
        return _answer(request, kept)


def _known_query(request) -> str | None:
    """The parameters that count, in order; None where the page is not for the cache."""
    found = _PATH.fullmatch(request.path_info)
    if not found or request.method != "GET" or any(name in request.COOKIES for name in _PRIVATE_COOKIES):
        return None
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return ""
    known = _PARAMETERS[found["kind"]]
    given = parse_qs(query[:2_000], max_num_fields=None)
    if found["kind"] == "articles" and links.read(given.get(links.PARAMETER, [""])[-1]):
        return None  # the result of a search was opened: that is noted, so this one is made for its reader
    return urlencode(
        [
            (name, given[name][-1])
            for name, form in known.items()
            if name in given and form.fullmatch(given[name][-1])
        ]
    )


def _key(path: str, query: str) -> str:
    whole = "\n".join((Version.lately(), get_language_from_path(path) or settings.LANGUAGE_CODE, path, query))
    return f"page:{hashlib.blake2b(whole.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"


def _is_listed(path: str) -> bool:
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path).view_name in ALLOWED
        except Resolver404:
            return False


def _make_strange(request, query: str) -> None:
    """Nobody's request: what was sent along cannot come into the page."""
    request.COOKIES = {}
    request.META.pop("HTTP_COOKIE", None)
    request.META["QUERY_STRING"] = query
    request.GET = QueryDict(query)


def _page_of(response) -> Kept | None:
    """The page, if it is one for everybody."""
    if (
        response.status_code != 200
        or response.streaming
        or response.cookies
        or "no-store" in response.headers.get("Cache-Control", "")
        or any(words in response.content for words in _PRIVATE_WORDS)
    ):
        return None
    etag = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    language = response.headers.get("Content-Language", settings.LANGUAGE_CODE)
    return Kept(response.content, b"", f'W/"{etag}"', language)


def _to_cache(key: str, kept: Kept) -> None:
    cache.set(key, tuple(kept), KEPT_SECONDS)


def _from_cache(key: str) -> Kept | None:
    found = cache.get(key)
    return Kept(*found) if found else None


def _answer(request, kept: Kept) -> HttpResponse:
    if kept.etag in [tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")]:
        response = HttpResponseNotModified()
    elif kept.zipped and _ZIPPED.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(kept.zipped)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(kept.body)
    if response.status_code == 200:
        response.headers["Content-Language"] = kept.language
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["ETag"] = kept.etag
    response.headers["Cache-Control"] = BROWSER_RULE
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return response
