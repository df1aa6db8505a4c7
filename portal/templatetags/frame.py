"""The frame of every page: where it links to, the page's twin, and the parts that are drawn only once."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, reverse, translate_url
from django.utils.translation import get_language, override

from portal.context import brand

register = template.Library()

# What the frame links to. A room that does not exist yet is simply not linked.
SITE_LINKS = {
    "home": "knowledgebase:home",
    "search": "knowledgebase:search",
    "glossary": "knowledgebase:glossary",
    "requests": "tickets:list",
    "new": "tickets:new",
    "escalate": "escalations:submit",
    "complain": "complaints:submit",
    "complaints": "complaints:list",
    "ladder": "escalations:ladder",
    "changed": "escalations:changed",
    "status": "status:index",
    "feedback": "feedback:new",
    "providers": "providers:guide",
    "how_we_count": "businesstime:how_we_count",
    "sign_in": "account_login",
    "sign_up": "account_signup",
    "sign_out": "account_logout",
    "profile": "accounts:profile",
    "staff": "admin:index",
    "staff_search": "admin:search",
}
MOST_KEPT = 1_000


@register.simple_tag
def site_links() -> dict[str, str]:
    """Address by short name, in the reader's language; empty where there is no such page yet."""
    return _site_links(get_language(), settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=16)
def _site_links(language, urlconf, prefix) -> dict[str, str]:
    links = {}
    for short, name in SITE_LINKS.items():
        try:
            links[short] = reverse(name)
        except NoReverseMatch:
            links[short] = ""
    return links


@register.simple_tag(takes_context=True)
def twin_url(context, language: str) -> str:
    """This page in the other language; what is no page of ours leads home."""
    request = context.get("request")
    if request is None:
        return f"/{language}/" if language != settings.LANGUAGE_CODE else "/"
    query = request.META.get("QUERY_STRING", "")
    return _twin_path(request, language) + (f"?{query}" if query else "")


@register.simple_tag(takes_context=True)
def twin_absolute(context, language: str) -> str:
    """The same with the site's own address before it, as `hreflang` asks for."""
    request = context.get("request")
    return settings.SITE_URL + (_twin_path(request, language) if request else twin_url(context, language))


def _twin_path(request, language: str) -> str:
    """Worked out once a page, from the address that was resolved already."""
    if language == get_language():
        return request.path
    twins = request.__dict__.setdefault("_twins", {})
    if language not in twins:
        match = request.resolver_match
        if match is None:
            twins[language] = translate_url(request.path, language)
        else:
            with override(language):
                twins[language] = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    return twins[language]


@register.simple_tag(takes_context=True)
def place(context, nav: str) -> str:
    """Whether the reader is on the page that the menu's item leads to ("page") or below it ("true")."""
    links, request = site_links(), context.get("request")
    target = links.get({"help": "home"}.get(nav, nav))
    return "page" if request is not None and request.path == target else "true"


_kept: dict[tuple, str] = {}


@register.simple_tag
def fixed(name: str, **values):
    """A part of the frame that depends on nothing but the language and these values: drawn once."""
    key = (name, get_language(), settings.ROOT_URLCONF, *values.items())
    html = _kept.get(key)
    if html is None:
        html = render_to_string(name, {**brand(None), "links": site_links(), **values})
        if not settings.DEBUG and len(_kept) < MOST_KEPT:
            _kept[key] = html
    return html
