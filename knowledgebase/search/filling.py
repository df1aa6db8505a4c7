"""Many articles at once, with the rows for search that saving each would have written."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from knowledgebase.models import Article, Category, IndexRow, Section, Translation, Version
from knowledgebase.search.quality import Text
from knowledgebase.states import Audience, State
from knowledgebase.terms import vocabulary

_AT_ONCE = 500


def fill(texts: Sequence[Text]) -> dict[int, str]:
    """Publish the texts for everybody, one article each; returns article number to id of the text."""
    with transaction.atomic():
        Version.move()
        category = Category.objects.create(slug="measured", name_en="Measured")
        section = Section.objects.create(slug="measured", name_en="Measured", category=category)
        ids = {}
        for start in range(0, len(texts), _AT_ONCE):
            chosen = texts[start : start + _AT_ONCE]
            articles = Article.objects.bulk_create(
                Article(
                    key=f"measured-{number}", section=section, audience=Audience.PUBLIC, state=State.PUBLISHED
                )
                for number in range(start, start + len(chosen))
            )
            _write(chosen, articles)
            ids |= {article.pk: text.id for article, text in zip(articles, chosen, strict=True)}
    return ids


def _write(texts: Sequence[Text], articles: Sequence[Article]) -> None:
    longest = Translation._meta.get_field("title").max_length
    translations, words, known = [], [], {}
    for text, article in zip(texts, articles, strict=True):
        title = " ".join(text.title.split())
        # What a title of ours has no room for is not lost.
        body = f"{title[longest:]}\n\n{text.body}" if len(title) > longest else text.body
        made = Translation(article=article, language=text.language, title=title[:longest], body=body)
        if text.language not in known:
            known[text.language] = vocabulary(text.language)
        words.append(made.derive(known[text.language]))
        translations.append(made)
    stored = Translation.objects.bulk_create(translations)
    IndexRow.objects.bulk_create(
        IndexRow(translation=translation, **translation.index_row(body))
        for translation, body in zip(stored, words, strict=True)
    )
