"""Articles that may answer what somebody is writing; shown beside the form, never in its way."""

from __future__ import annotations

from django.utils.translation import get_language

from knowledgebase.search import suggest


def suggestions(request, form) -> list:
    """For a form that came back with errors; while typing, a small script asks the help centre itself."""
    if not form.is_bound:
        return []
    typed = " ".join(form.data.get(name, "") for name in ("subject", "text"))[:2_000]
    return suggest(typed, request.user, get_language())
