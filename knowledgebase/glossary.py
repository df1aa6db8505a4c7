"""The page of all our words, by letter."""

from __future__ import annotations

from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from knowledgebase.analysis import fold
from knowledgebase.terms import Term


@require_safe
def glossary(request):
    terms = sorted(Term.objects.all(), key=lambda term: fold(term.title))
    letters = [(letter, list(of_letter)) for letter, of_letter in groupby(terms, _letter)]
    return render(request, "knowledgebase/glossary.html", {"letters": letters})


def _letter(term: Term) -> str:
    first = fold(term.title)[:1].upper()
    return first if first.isalpha() else "#"
