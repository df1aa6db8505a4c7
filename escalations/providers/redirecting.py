"""What is said when a customer's issue is turned: the facts, the ready message, the link."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from escalations.providers.identifiers import without
from escalations.providers.models import Passage, ProviderIssue, Redirect
from tickets.intake.bringing import link

# What of the form is passed on, in this order; identifiers and the bank never are.
PASSED_ON = {
    "timeline": gettext_lazy("Since when, and what happened"),
    "impact": gettext_lazy("How many are affected"),
    "steps": gettext_lazy("Steps to reproduce"),
    "previous": gettext_lazy("Earlier occurrences"),
}


def facts(answers: Mapping[str, str]) -> str:
    """What was typed, as paragraphs with their headings, and every identifier in it masked."""
    told = [(label, without(answers.get(name, "")).strip()) for name, label in PASSED_ON.items()]
    return "\n\n".join(f"{label}:\n{text}" for label, text in told if text)


def facts_of(issue: ProviderIssue) -> str:
    return facts({name: getattr(issue, name) for name in PASSED_ON})


def link_of(redirect: Redirect, language: str) -> str:
    return link(redirect.subject, redirect.facts, language=language)


def message(redirect: Redirect, language: str) -> str:
    """Ready to be passed on to the customer."""
    passage = Passage.objects.get(key=Passage.Key.MESSAGE)
    return passage.filled(language, link=link_of(redirect, language), subject=redirect.subject).strip()


def messages(redirect: Redirect) -> list[dict]:
    """In both languages, the reader's first."""
    names = dict(settings.LANGUAGES)
    codes = sorted(names, key=lambda code: code != get_language())
    found = []
    for code in codes:
        with override(code):
            name = _("English") if code == "en" else _("French")
        found.append({"language": code, "name": name, "text": message(redirect, code)})
    return found


def in_letters(redirect: Redirect) -> str:
    return "\n\n".join(f"{row['name']}:\n\n{row['text']}" for row in messages(redirect))
