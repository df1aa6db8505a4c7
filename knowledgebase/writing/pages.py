"""What the pages of a text show, put together for their templates."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from knowledgebase import rendering
from knowledgebase.models import Manuscript, Revision
from knowledgebase.pictures import marks
from knowledgebase.writing import difference, letters, snippets
from knowledgebase.writing.forms import LABELS, WriteForm
from knowledgebase.writing.models import TEXTS
from knowledgebase.writing.states import Status
from knowledgebase.writing.verbs import VERBS
from portal.businesstime.wording import short_moment

MOST_REVISIONS = 100


def text(manuscript: Manuscript, buttons: list) -> dict:
    newest = manuscript.newest
    return {
        "manuscript": manuscript,
        "verbs": [button for button in buttons if not button.asks],
        "asking_verbs": [button for button in buttons if button.asks],
        "facts": _facts(manuscript),
        "preview": preview(manuscript, newest.body) if newest else "",
        "revisions": list(
            manuscript.revisions.select_related("author").defer("body", "asked")[:MOST_REVISIONS]
        ),
        "history": _history(manuscript),
        "readers_url": reverse("knowledgebase:article_of_number", args=[manuscript.article_id]),
        "others": _others(manuscript),
    }


def needless(manuscript: Manuscript, person) -> set[str]:
    """Verbs that the table allows and that would be refused, or change nothing."""
    found = set()
    if manuscript.status == Status.DRAFT and manuscript.article.section.needs_review:
        found |= {"publish", "plan"}
    elif not manuscript.article.section.needs_review:
        found.add("send_to_review")
    if manuscript.live_id is None:
        found.add("unpublish")
        if manuscript.publish_at is None:
            found.add("set_end")
    if manuscript.version < 2:
        found.add("revert")
    mine = letters.authors_of(manuscript).filter(author=person)
    if manuscript.status == Status.IN_REVIEW and mine.exists():
        found.add("approve")
    return found


def writing(manuscript: Manuscript, form: WriteForm) -> dict:
    """The form, the source beside a translation, and what it would look like."""
    followed = form.followed
    changed = []
    if followed and manuscript.newest and manuscript.newest.source and manuscript.newest.source != followed:
        changed = differences(manuscript.newest.source, followed)
    body = form["body"].value() or ""
    return {
        "manuscript": manuscript,
        "case_url": reverse("admin:knowledgebase_manuscript_change", args=[manuscript.pk]),
        "preview_url": reverse("admin:knowledgebase_manuscript_preview", args=[manuscript.pk]),
        "preview": preview(manuscript, body),
        "source": followed,
        "source_html": _rendered(followed.body, followed.manuscript.language) if followed else "",
        "source_changed": changed,
    }


def comparison(manuscript: Manuscript, first: str, second: str) -> dict:
    """Two revisions word by word; without a choice, what readers see and the newest."""
    newest = manuscript.version
    default = manuscript.live.number if manuscript.live and manuscript.live.number < newest else newest - 1
    chosen = _revision(manuscript, first, max(default, 1)), _revision(manuscript, second, newest)
    return {
        "manuscript": manuscript,
        "case_url": reverse("admin:knowledgebase_manuscript_change", args=[manuscript.pk]),
        "before": chosen[0],
        "after": chosen[1],
        "parts": differences(*chosen) if all(chosen) else [],
        "numbers": list(manuscript.revisions.values_list("number", flat=True)[:MOST_REVISIONS]),
    }


def differences(before: Revision, after: Revision) -> list[tuple[str, list[difference.Piece]]]:
    """The parts that differ, each with its pieces."""
    return [
        (
            LABELS[name],
            difference.shortened(difference.difference(getattr(before, name), getattr(after, name))),
        )
        for name in TEXTS
        if getattr(before, name) != getattr(after, name)
    ]


def preview(manuscript: Manuscript, body: str) -> SafeString:
    """The text as readers would get it, by the same code."""
    return _rendered(body[:200_000], manuscript.language)


def _rendered(body: str, language: str) -> SafeString:
    filled = snippets.filled(body, language)
    return rendering.trusted(rendering.render(filled, language, marks.shown_in(filled, language)).html)


def _revision(manuscript: Manuscript, number: str, otherwise: int) -> Revision | None:
    wanted = int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else otherwise
    return manuscript.revisions.filter(number=wanted).select_related("author").first()


def _facts(manuscript: Manuscript) -> list[tuple[str, object]]:
    live = manuscript.live
    address = reverse("admin:knowledgebase_article_change", args=[manuscript.article_id])
    facts: list[tuple[str, object]] = [
        (_("Article"), format_html('<a href="{}">{}</a>', address, manuscript.article.key)),
        (_("Section"), manuscript.article.section),
        (_("For"), manuscript.article.get_audience_display()),
        (_("Newest"), manuscript.version or "–"),
        (_("Readers see"), _("revision %(number)s") % {"number": live.number} if live else _("nothing yet")),
    ]
    if manuscript.newest and manuscript.newest.source:
        facts.append(
            (_("Follows"), _("English revision %(number)s") % {"number": manuscript.newest.source.number})
        )
    if manuscript.behind:
        facts.append((_("Behind"), manuscript.get_behind_display()))
    if manuscript.publish_at:
        facts.append((_("Goes out"), short_moment(manuscript.publish_at)))
    if manuscript.expires_at:
        facts.append((_("Ends"), short_moment(manuscript.expires_at)))
    return facts


def _history(manuscript: Manuscript) -> list[tuple]:
    events = manuscript.events.select_related("by").order_by("-at", "-pk")[:MOST_REVISIONS]
    return [
        (short_moment(event.at), VERBS[event.verb].label, event.number, event.note, event.by)
        for event in events
    ]


def _others(manuscript: Manuscript) -> list[tuple[str, str]]:
    """The same article in the other languages."""
    found = manuscript.article.manuscripts.exclude(pk=manuscript.pk)
    names = dict(settings.LANGUAGES)
    return [
        (names[row.language], reverse("admin:knowledgebase_manuscript_change", args=[row.pk]))
        for row in found
    ]
