"""What the editor of the demonstration has on the desk: a text in review, and a translation out of date."""

from __future__ import annotations

from django.db import transaction

from knowledgebase.models import Article, Manuscript, Snippet
from knowledgebase.writing import actions
from knowledgebase.writing.states import Change

_NEW_RULE = """
## New since this autumn: a consent for each person

From now on every person gives a consent of their own. When a colleague renews theirs, yours stays as it is.
"""
_ANSWERED = """
## When you hear from us

{{snippet:first-answer}}
"""


@transaction.atomic
def tell(editor) -> None:
    Snippet.objects.get_or_create(
        name="first-answer",
        defaults={
            "body_en": "On average the first answer comes within **30 minutes** of support time.",
            "body_fr": "En moyenne, la première réponse arrive en **30 minutes** d’assistance.",
        },
    )
    _change_the_source(_text("bank-sign-in-again"), editor)
    _send_to_review(_text("good-request"), editor)


def _change_the_source(manuscript: Manuscript, editor) -> None:
    """Published as a major change: who reads the French text is warned."""
    _write(manuscript, editor, _NEW_RULE, "The new rule of this autumn")
    actions.publish(manuscript, by=editor, change=Change.MAJOR)


def _send_to_review(manuscript: Manuscript, editor) -> None:
    section = manuscript.article.section
    section.needs_review = True
    section.save(update_fields=["needs_review"])
    revision = _write(manuscript, editor, _ANSWERED, "When the answer comes")
    actions.send_to_review(manuscript, by=editor, seen=revision.number, note="Is the figure still right?")


def _write(manuscript: Manuscript, editor, more: str, comment: str):
    texts = manuscript.newest.texts
    texts["body"] += more
    return actions.write(manuscript, by=editor, texts=texts, seen=manuscript.version, comment=comment)


def _text(key: str) -> Manuscript:
    article = Article.objects.get(key=key)
    return Manuscript.objects.with_texts().get(article=article, language="en")
