"""The verbs of writing. Readers' text changes by `publish`, `unpublish` and an import, and by nothing else.

While no text of an article is live, its texts stand on the site for editors alone, as they were last
saved; from its first publication on, only what was published does.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledgebase.following import noting
from knowledgebase.models import Article, Manuscript, Revision, Version
from knowledgebase.pictures import marks
from knowledgebase.states import State
from knowledgebase.writing import kinds, letters, showing, snippets, standing
from knowledgebase.writing.models import TEXTS
from knowledgebase.writing.states import MOVES, Change, Status
from portal.workflow.moves import IllegalMove, make_move


class ChangedMeanwhile(Exception):
    """Somebody saved another revision than the one that was seen. Nothing was written."""


@transaction.atomic
def write(
    manuscript: Manuscript,
    *,
    by,
    texts: dict[str, str],
    seen: int,
    comment: str = "",
    source: Revision | None = None,
    at: datetime | None = None,
) -> Revision:
    """A new revision, as a draft. `seen`: the number of the one it was written on.

    `source`: the revision of the source it follows now; without one it follows what it followed before.
    """
    drafted = _draw_up(manuscript)
    manuscript = _locked(manuscript, seen)
    if manuscript.article.state != (State.DRAFT if drafted else State.PUBLISHED):
        raise ChangedMeanwhile
    at = at or timezone.now()
    revision = _add(manuscript, by=by, at=at, texts=texts, comment=comment, source=source)
    _move(manuscript, "write", by, at, comment, newest=revision, publish_at=None)
    if drafted:
        showing.show(manuscript, revision)
    standing.refresh(manuscript.article)
    return revision


@transaction.atomic
def revert(manuscript: Manuscript, *, by, number: int, seen: int) -> Revision:
    """What the text said in that revision, as a new one."""
    former = manuscript.revisions.get(number=number)
    drafted = _draw_up(manuscript)
    manuscript = _locked(manuscript, seen)
    at = timezone.now()
    comment = _("As in revision %(number)s") % {"number": number}
    revision = _add(manuscript, by=by, at=at, texts=former.texts, comment=comment, source=former.source)
    _move(manuscript, "revert", by, at, comment, newest=revision, publish_at=None)
    if drafted:
        showing.show(manuscript, revision)
    standing.refresh(manuscript.article)
    return revision


@transaction.atomic
def send_to_review(manuscript: Manuscript, *, by, seen: int, note: str = "") -> Manuscript:
    """Somebody else is asked to read it. A date of publication is set anew after the review."""
    manuscript, at = _locked(manuscript, seen), timezone.now()
    _move(manuscript, "send_to_review", by, at, note, publish_at=None)
    letters.review_asked(manuscript, by=by, at=at, note=note)
    return manuscript


@transaction.atomic
def approve(manuscript: Manuscript, *, by, seen: int, note: str = "") -> Manuscript:
    """By somebody who has written none of what is approved."""
    manuscript, at = _locked(manuscript, seen), timezone.now()
    if letters.authors_of(manuscript).filter(author=by).exists():
        raise IllegalMove(_("You wrote this text. Somebody else approves it."))
    _move(manuscript, "approve", by, at, note)
    letters.approved(manuscript, by=by, at=at, note=note)
    return manuscript


@transaction.atomic
def send_back(manuscript: Manuscript, *, by, seen: int, note: str) -> Manuscript:
    """To its author, with what is missing."""
    manuscript, at = _locked(manuscript, seen), timezone.now()
    _move(manuscript, "send_back", by, at, note, publish_at=None)
    letters.sent_back(manuscript, by=by, at=at, note=note)
    return manuscript


@transaction.atomic
def publish(
    manuscript: Manuscript, *, by, seen: int | None = None, change: str = "", at: datetime | None = None
) -> Manuscript:
    """The newest revision becomes what readers see. `change`: how much it means to translations."""
    Version.move()
    manuscript = _locked(manuscript, seen)
    check_ready(manuscript)
    at = at or timezone.now()
    revision = manuscript.newest
    _move(manuscript, "publish", by, at, live=revision, publish_at=None)
    first, again = noting.is_first(manuscript), revision.published_at is not None
    revision.change = _weight(manuscript, change)
    revision.published_at = at
    revision.save(update_fields=["change", "published_at"])
    showing.go_live(manuscript, revision, at=at)
    noting.note(manuscript, revision, first=first, again=again, at=at)
    return manuscript


@transaction.atomic
def unpublish(manuscript: Manuscript, *, by, note: str = "", at: datetime | None = None) -> Manuscript:
    """Readers do not see this text any more. The newest revision stays as a draft."""
    Version.move()
    manuscript = _locked(manuscript)
    if manuscript.live is None:
        raise IllegalMove(_("Readers do not see this text: it is not published."))
    ended = {"status": Status.DRAFT} if manuscript.status == Status.PUBLISHED else {}
    at = at or timezone.now()
    _move(manuscript, "unpublish", by, at, note, live=None, publish_at=None, expires_at=None, **ended)
    showing.take_back(manuscript)
    return manuscript


@transaction.atomic
def plan(
    manuscript: Manuscript, *, by, seen: int, publish_at: datetime | None, change: str = ""
) -> Manuscript:
    """It goes out by itself at `publish_at`; None withdraws that."""
    manuscript = _locked(manuscript, seen)
    if publish_at:
        check_ready(manuscript)
        manuscript.newest.change = change
        manuscript.newest.save(update_fields=["change"])
    return _move(manuscript, "plan", by, timezone.now(), publish_at=publish_at)


@transaction.atomic
def set_end(manuscript: Manuscript, *, by, expires_at: datetime | None) -> Manuscript:
    """It is taken back by itself at `expires_at`; None: it stays."""
    return _move(_locked(manuscript), "set_end", by, timezone.now(), expires_at=expires_at)


@transaction.atomic
def bring(
    article: Article, language: str, *, texts: dict[str, str], comment: str, updated_at: datetime | None
) -> Revision:
    """A text from outside, by somebody who may publish: a revision that is live at once.

    Followers hear nothing of it: an import brings hundreds, and whoever runs it can say so better.
    """
    Version.move()
    showing.keep(article)
    manuscript = _locked(article.manuscripts.get(language=language))
    at = timezone.now()
    revision = manuscript.newest
    if revision is None or revision.texts != texts:
        source = None if manuscript.is_source else standing.source_of(article)
        revision = _add(manuscript, by=None, at=at, texts=texts, comment=comment, source=source)
    _move(manuscript, "write", None, at, comment, newest=revision, publish_at=None)
    _move(manuscript, "publish", None, at, live=revision)
    revision.change = _weight(manuscript, "")
    revision.published_at = at
    revision.save(update_fields=["change", "published_at"])
    showing.go_live(manuscript, revision, at=at, updated_at=updated_at)
    return revision


def check_ready(manuscript: Manuscript) -> None:
    """Raises IllegalMove with what is missing before it may be published."""
    if manuscript.status == Status.DRAFT and manuscript.article.section.needs_review:
        raise IllegalMove(_("Texts of this section are reviewed. Send it to review first."))
    if names := snippets.unknown(manuscript.newest.body if manuscript.newest else ""):
        raise IllegalMove(_("There is no snippet of this name: %(names)s.") % {"names": ", ".join(names)})
    if names := marks.unknown(manuscript.newest.body if manuscript.newest else ""):
        raise IllegalMove(_("There is no picture of this name: %(names)s.") % {"names": ", ".join(names)})
    if manuscript.newest and (missing := kinds.missing(manuscript.article.kind, manuscript.newest)):
        raise IllegalMove(kinds.told(missing))


def _weight(manuscript: Manuscript, change: str) -> str:
    """What this publication of a source means to translations; the first one changes nothing for them."""
    revision = manuscript.newest
    before = manuscript.revisions.filter(published_at__isnull=False, number__lt=revision.number)
    if not manuscript.is_source or not before.exists():
        return ""
    if revision.published_at is not None:  # taken back and published again as it was
        return revision.change
    return change or revision.change or Change.MEDIUM


def _draw_up(manuscript: Manuscript) -> bool:
    """Whether the article is a draft as a whole. Then saving changes what editors find on the site."""
    showing.keep(manuscript.article)
    is_draft = Article.objects.filter(pk=manuscript.article_id, state=State.DRAFT).exists()
    if is_draft:
        Version.move()
    return is_draft


def _locked(manuscript: Manuscript, seen: int | None = None) -> Manuscript:
    """The row under lock with its texts; ChangedMeanwhile when it is not the revision that was seen."""
    Manuscript.objects.select_for_update().get(pk=manuscript.pk)
    found = Manuscript.objects.with_texts().get(pk=manuscript.pk)
    if seen is not None and found.version != seen:
        raise ChangedMeanwhile
    return found


def _move(manuscript: Manuscript, verb: str, by, at: datetime, note: str = "", **fields) -> Manuscript:
    """The move by the table, on the row that is held already; the event says which revision it was."""
    moved, event = make_move(manuscript, verb, moves=MOVES, by=by, at=at, note=note, public=False, **fields)
    for name, value in {**fields, "status": moved.status}.items():
        setattr(manuscript, name, value)
    event.number = manuscript.version
    event.save(update_fields=["number"])
    return manuscript


def _add(manuscript, *, by, at, texts, comment, source) -> Revision:
    former = manuscript.newest
    return Revision.objects.create(
        manuscript=manuscript,
        number=manuscript.version + 1,
        author=by,
        at=at,
        comment=comment,
        source=source or (former.source if former else None),
        **{name: texts.get(name, "") for name in TEXTS},
    )
