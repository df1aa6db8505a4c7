"""How long ago, marked words, and the language of a text."""

from datetime import datetime

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from knowledgebase.eyes import choices, may_borrow
from knowledgebase.learning import links
from knowledgebase.search.highlighting import mark
from portal.workflow.once import OnceForm

register = template.Library()


@register.filter
def ago(moment: datetime) -> str:
    """2 months ago; the absolute time always stands beside it."""
    if (timezone.now() - moment).total_seconds() < 60:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, depth=1)}


@register.simple_tag
def marked(text: str, terms, language: str):
    """The text with the words that were found in <mark>."""
    return mark(text, terms, language)


@register.filter
def foreign(language: str) -> str:
    """The code of a text's language where it is not the page's, for `lang`; else nothing."""
    return "" if language == get_language() else language


@register.filter
def language_name(code: str) -> str:
    """English, Français."""
    return dict(settings.LANGUAGES).get(code, code)


@register.inclusion_tag("knowledgebase/_eyes.html", takes_context=True)
def eyes(context) -> dict:
    """Whose eyes this page was made for, and others to borrow; nothing for those who may not."""
    request = context["request"]
    found = getattr(request, "_eyes", None)
    if found is None or not may_borrow(request.user):
        return {}
    query = request.GET.copy()
    query.pop("as", None)
    back = f"{request.path}?{query.urlencode()}" if query else request.path
    return {"eyes": found, "choices": choices(), "back": back}


@register.simple_tag
def opening(search: int | None, rank: int) -> str:
    """What the address of a result says of the search it was found by; nothing where none is kept."""
    return f"?{links.PARAMETER}={links.token(search, rank)}" if search else ""


@register.simple_tag
def search_token(search: int) -> str:
    return links.token(search)


@register.simple_tag
def once_key():
    """The hidden field that makes a form of one button safe to send twice."""
    return OnceForm()["form_key"]
