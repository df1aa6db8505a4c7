"""Which text leads to which article, so that an editor knows who is left with a link to nothing.

Kept whenever a text on the site is written. Read from the HTML that readers get, so a link in a snippet
counts and an example in code does not.
"""

from __future__ import annotations

import re
from html import unescape

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

_HREF = re.compile(r'<a [^>]*?href="([^"]+)"')
_ARTICLE = re.compile(
    r"(?:/[a-z]{2})?/articles/(?:(?P<number>[1-9][0-9]{0,8})(?:-[\w-]+)?|(?P<key>[a-z0-9-]+))/"
)


class ArticleLink(models.Model):
    """A text leads to the article of this key, whether there is one or not."""

    translation = models.ForeignKey("knowledgebase.Translation", models.CASCADE, related_name="links")
    key = models.CharField(max_length=80, db_index=True)

    class Meta:
        verbose_name = _("link to an article")
        verbose_name_plural = _("links to articles")
        constraints = [models.UniqueConstraint(fields=["translation", "key"], name="one_link_a_key")]

    def __str__(self):
        return f"{self.translation_id} {self.key}"


def targets(markup: str) -> tuple[set[str], set[int]]:
    """The keys and the numbers of the articles that this HTML leads to, also by whole addresses of ours."""
    keys, numbers = set(), set()
    for href in map(unescape, _HREF.findall(markup)):
        found = _ARTICLE.match(href.removeprefix(settings.SITE_URL))
        if found and found["number"]:
            numbers.add(int(found["number"]))
        elif found:
            keys.add(found["key"][:80])
    return keys, numbers


def note(translation) -> None:
    """Keep where this text leads now."""
    keys, numbers = targets(translation.body_html)
    if numbers:
        articles = apps.get_model("knowledgebase", "Article").objects
        keys |= set(articles.filter(pk__in=numbers).values_list("key", flat=True))
    links = ArticleLink.objects.filter(translation=translation)
    held = set(links.values_list("key", flat=True))
    if held - keys:
        links.filter(key__in=held - keys).delete()
    ArticleLink.objects.bulk_create(
        [ArticleLink(translation=translation, key=key) for key in sorted(keys - held)], ignore_conflicts=True
    )


def to(article) -> list:
    """The texts on the site that lead to this article, but its own."""
    texts = apps.get_model("knowledgebase", "Translation").objects
    found = texts.filter(links__key=article.key).exclude(article=article)
    return list(found.only("article_id", "language", "title").order_by("title", "pk"))
