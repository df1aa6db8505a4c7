"""The whole help centre as files that `import_articles` reads: what one writes, the other brings back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from knowledgebase.models import Article, Category, Manuscript, Picture, Section, Snippet, Translation
from knowledgebase.moving.files import barred, written
from knowledgebase.states import State
from knowledgebase.writing.models import TEXTS


def export(folder: Path) -> Iterator[str]:
    """Writes file by file and names each. Nothing but one article at a time is held."""
    for name, content in _everything():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        yield name


def _everything() -> Iterator[tuple[str, str | bytes]]:
    for picture in Picture.objects.order_by("slug").iterator():
        yield from _picture(picture)
    for snippet in Snippet.objects.order_by("name").iterator():
        for language, body in (("en", snippet.body_en), ("fr", snippet.body_fr)):
            if body or language == "en":
                fields = {"snippet": snippet.name, "lang": language}
                yield f"snippets/{snippet.name}.{language}.md", written(fields, body)
    for category in Category.objects.order_by("slug"):
        fields = _shelf(category) | {
            "summary": category.summary_en,
            "summary_fr": category.summary_fr,
            "icon": category.icon,
        }
        yield f"shelves/{category.slug}.md", written({"category_shelf": category.slug} | fields)
    for section in Section.objects.select_related("category").order_by("slug"):
        inside = {"in": section.category.slug, "reviewed": "yes" if section.needs_review else ""}
        fields = {"section_shelf": section.slug} | _shelf(section) | inside
        yield f"shelves/{section.category.slug}/{section.slug}.md", written(fields)
    for article in Article.objects.select_related("section__category").order_by("key").iterator():
        yield from _texts(article)


def _picture(picture: Picture) -> Iterator[tuple[str, str | bytes]]:
    file = f"{picture.slug}.{picture.ending}"
    fields = {
        "picture": picture.slug,
        "file": file,
        "description_en": picture.description_en,
        "description_fr": picture.description_fr,
    }
    yield f"pictures/{picture.slug}.md", written(fields)
    with picture.file.open("rb") as stored:
        yield f"pictures/{file}", stored.read()


def _shelf(shelf: Category | Section) -> dict[str, object]:
    former = sorted(shelf.former_slugs.values_list("slug", flat=True))
    return {
        "name": shelf.name_en,
        "name_fr": shelf.name_fr,
        "position": shelf.position,
        "former": barred(former),
    }


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """What readers see, and what is being written where that is something else."""
    is_public = article.state == State.PUBLISHED
    shown = {row.language: row for row in article.translations.all()}
    held = {row.language: row for row in Manuscript.objects.with_texts().filter(article=article)}
    was: dict[str, list[str]] = {}
    for address in article.old_addresses.order_by("path"):
        was.setdefault(address.language, []).append(address.path)
    for language in sorted({*shown, *held, *was}):
        live = shown.get(language) if is_public else None
        manuscript = held.get(language)
        draft = manuscript.newest if manuscript else None if is_public else shown.get(language)
        fields = _of_article(article) | {"was": barred(was.get(language, []))}
        if live:
            yield f"articles/{article.key}.{language}.md", _file(language, fields, live, updated=live)
        if draft and not (live and _same(draft, live)):
            fields |= {"state": State.DRAFT.value}
            yield f"articles/{article.key}.{language}.draft.md", _file(language, fields, draft)


def _of_article(article: Article) -> dict[str, object]:
    section = article.section
    return {
        "category": section.category.name_en,
        "section": section.name_en,
        "section_slug": section.slug,
        "key": article.key,
        "audience": article.audience,
        "kind": article.kind,
        "position": article.position,
        "review_on": article.review_on,
    }


def _file(language: str, fields: dict, text, *, updated: Translation | None = None) -> str:
    words = {
        "lang": language,
        "title": text.title,
        "summary": text.summary,
        "author": text.byline,
        "updated": _moment(updated.updated_at) if updated else "",
        "asked": barred(text.asked.splitlines()),
    }
    # The key first: by it the file is known as an article's.
    return written({"key": fields["key"]} | words | fields, text.body)


def _same(draft, live) -> bool:
    return all(getattr(draft, name) == getattr(live, name) for name in TEXTS)


def _moment(moment: datetime) -> str:
    """A day, where it is its noon, as an import makes it."""
    moment = moment.astimezone(UTC)
    noon = moment.replace(hour=12, minute=0, second=0, microsecond=0)
    return moment.date().isoformat() if moment == noon else moment.isoformat()
