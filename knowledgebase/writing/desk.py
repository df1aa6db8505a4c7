"""The translation desk: what is out of date, the worst first, and what is not translated at all."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When

from knowledgebase.models import Manuscript
from knowledgebase.states import State
from knowledgebase.writing.models import SOURCE
from knowledgebase.writing.states import Change, Status

A_PAGE = 50
_WEIGHT = Case(
    When(behind=Change.MAJOR, then=Value(0)),
    When(behind=Change.MEDIUM, then=Value(1)),
    When(behind=Change.MINOR, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)


def page(request) -> dict:
    """Two short lists: out of date; published in the source language and not written in this one."""
    seen = Manuscript.objects.visible_to(request.user).exclude(language=SOURCE)
    behind = seen.exclude(behind="").annotate(weight=_WEIGHT).order_by("weight", "newest__at", "pk")
    missing = seen.filter(status=Status.MISSING, article__state=State.PUBLISHED).order_by("article", "pk")
    number = request.GET.get("page", "")
    return {
        "behind": Paginator(behind.select_related("article", "newest__source"), A_PAGE).get_page(number),
        "missing": missing.select_related("article")[:A_PAGE],
        "missing_count": missing.count(),
        "shown_most": A_PAGE,
    }
