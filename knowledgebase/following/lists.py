"""What a person follows, with the names that they may read: three statements for one row and for thirty."""

from __future__ import annotations

from dataclasses import dataclass

from knowledgebase.following.models import Follow
from knowledgebase.models import Article, Section, Translation

A_PAGE = 30


@dataclass(frozen=True)
class Row:
    follow: Follow
    kind: str
    # Empty where this person may not read it any more.
    name: str
    url: str
    language: str


def of(person):
    return Follow.objects.filter(person=person).select_related("section").order_by("-at", "-pk")


def named(follows: list[Follow], person, language: str) -> list[Row]:
    articles = {follow.article_id for follow in follows if follow.article_id}
    found = Translation.objects.visible_to(person).best_for(language).filter(article_id__in=articles)
    texts = {text.article_id: text for text in found.only("article_id", "language", "title", "slug")}
    read = _readable({follow.section_id for follow in follows if follow.section_id}, person)
    return [_row(follow, texts, read, language) for follow in follows]


def _row(follow: Follow, texts: dict, read: set, language: str) -> Row:
    if follow.section_id:
        section = follow.section
        if section.pk not in read:
            return Row(follow, "section", "", "", language)
        return Row(follow, "section", section.name, section.get_absolute_url(), language)
    text = texts.get(follow.article_id)
    if text is None:
        return Row(follow, "article", "", "", language)
    return Row(follow, "article", text.title, text.get_absolute_url(), text.language)


def name_of(thing: Article | Section, person, language: str) -> str:
    """As far as this person may read it now."""
    if isinstance(thing, Section):
        return thing.name if thing.pk in _readable({thing.pk}, person) else ""
    found = Translation.objects.visible_to(person).best_for(language).filter(article=thing).first()
    return found.title if found else ""


def _readable(sections: set[int], person) -> set[int]:
    found = Article.objects.visible_to(person).filter(section__in=sections).order_by()
    return set(found.values_list("section", flat=True).distinct())
