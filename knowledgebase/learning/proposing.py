"""Wordings: proposed by what happens, accepted or declined by an editor."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledgebase.analysis import fold
from knowledgebase.learning import scrubbing
from knowledgebase.learning.models import LONGEST, Wording
from knowledgebase.learning.states import MOVES, Source, Status
from knowledgebase.models import Article, Manuscript, Translation, Version
from knowledgebase.writing import showing
from portal.workflow.moves import IllegalMove, lock, make_move

# Strangers may say that a search helped, so there is an end to what one hour proposes by itself.
MOST_AN_HOUR = 200


@transaction.atomic
def propose(
    article: int, language: str, text: str, *, source: Source, names: list[str] | tuple = (), by=None
) -> Wording | None:
    """One more way to ask for it. What was proposed before is counted; None: nothing to learn from it."""
    said = scrubbing.in_one_line(text, names, longest=LONGEST)
    folded = fold(said)[:LONGEST]
    language = _language_of(article, language)
    if not language or not scrubbing.has_words(said):
        return None
    found = {"article_id": article, "language": language, "folded": folded}
    if Wording.objects.filter(**found).update(times=F("times") + 1):
        return Wording.objects.get(**found)
    now = timezone.now()
    if by is None and Wording.objects.filter(at__gt=now - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        return None
    wording, made = Wording.objects.get_or_create(**found, defaults={"text": said, "source": source})
    if made:
        wording.events.create(verb="propose", by=by, at=now, public=False)
    return wording


@transaction.atomic
def accept(wording: Wording, *, by, text: str = "") -> Wording:
    """Search ranks by it at once. `text`: as the editor would have it."""
    Version.move()
    said = " ".join(text.split())[:LONGEST] or wording.text
    folded = fold(said)[:LONGEST]
    wording = lock(wording)
    same = Wording.objects.filter(article=wording.article_id, language=wording.language, folded=folded)
    if same.exclude(pk=wording.pk).exists():
        raise IllegalMove(_("This article has this wording already, accepted, declined or proposed."))
    wording, _event = make_move(
        wording,
        "accept",
        moves=MOVES,
        by=by,
        at=timezone.now(),
        note=wording.text if said != wording.text else "",
        public=False,
        text=said,
        folded=folded,
    )
    _show(wording)
    return wording


@transaction.atomic
def decline(wording: Wording, *, by) -> Wording:
    """It is no wording for this article. One that search knew is taken back."""
    Version.move()
    was_known = lock(wording).status == Status.ACCEPTED
    wording, _event = make_move(wording, "decline", moves=MOVES, by=by, at=timezone.now(), public=False)
    if was_known:
        _show(wording)
    return wording


def _show(wording: Wording) -> None:
    """The text on the site is drawn up again from its revision and its wordings."""
    article = Article.objects.get(pk=wording.article_id)
    showing.keep(article)
    manuscript = Manuscript.objects.with_texts().get(article=article, language=wording.language)
    if shown := _revision(manuscript):
        showing.show(manuscript, shown)


def _revision(manuscript: Manuscript):
    """What stands on the site: the live revision; of an article that is a draft as a whole, the newest."""
    on_site = Translation.objects.filter(article=manuscript.article_id, language=manuscript.language)
    return (manuscript.live or manuscript.newest) if on_site.exists() else None


def _language_of(article: int, language: str) -> str:
    """That of the text people would find: theirs, or the only other one; empty where there is none."""
    there = set(Translation.objects.filter(article=article).values_list("language", flat=True))
    return language if language in there else next(iter(sorted(there)), "")


def forget_old(now: datetime) -> int:
    """Declined ones after their time. Returns how many."""
    _rows, by_kind = Wording.objects.to_forget(now).delete()
    return by_kind.get(Wording._meta.label, 0)
