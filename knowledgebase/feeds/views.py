"""Feeds (Atom) and the sitemap. Only what a visitor may read, in the language of the address."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from knowledgebase.feeds import reading
from knowledgebase.feeds.serving import for_everybody
from knowledgebase.models import Section, Translation
from portal.outbox.wording import clean

ATOM = Atom1Feed.content_type
XML = "application/xml; charset=utf-8"


class _Feed(Atom1Feed):
    """A feed without entries has no date of its own; then it says the first one there is."""

    def latest_post_date(self):
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=datetime(2000, 1, 1, tzinfo=UTC))


@for_everybody(ATOM)
def help_centre():
    title = _("%(brand)s help centre") % {"brand": settings.BRAND_NAME}
    feed = _feed(title, reverse("knowledgebase:home"), reverse("knowledgebase:feed"))
    return _of_texts(feed, reading.lately(get_language()))


@for_everybody(ATOM)
def section(slug):
    found = get_object_or_404(Section, slug=slug)
    if not reading.is_open(found):
        raise Http404
    own = reverse("knowledgebase:section_feed", args=[slug])
    return _of_texts(_feed(found.name, found.get_absolute_url(), own), reading.lately(get_language(), found))


@for_everybody(ATOM)
def comments(number):
    text = reading.open_text(number, get_language())
    if text is None:
        raise Http404
    own = reverse("knowledgebase:comments_feed", args=[number])
    title = _("Comments on “%(title)s”") % {"title": text.title}
    feed = _feed(title, text.get_absolute_url(), own)
    for comment in reading.comments_of(number):
        writer = str(comment.author) if comment.author else _("Someone")
        address = f"{_absolute(text.get_absolute_url())}#comment-{comment.pk}"
        feed.add_item(
            title=_("Comment by %(name)s") % {"name": clean(writer)},
            link=address,
            unique_id=f"{settings.SITE_URL}/articles/{number}/#comment-{comment.pk}",
            description=linebreaks(clean(comment.body), autoescape=True),
            author_name=clean(writer),
            pubdate=comment.at,
            updateddate=comment.edited_at or comment.at,
        )
    return feed.writeString("utf-8")


def _feed(title: str, page: str, own: str) -> _Feed:
    return _Feed(
        title=clean(title),
        link=_absolute(page),
        description="",
        language=get_language(),
        feed_url=_absolute(own),
        feed_guid=_absolute(own),
        author_name=settings.BRAND_NAME,
    )


def _of_texts(feed: _Feed, texts: list[Translation]) -> str:
    for text in texts:
        feed.add_item(
            title=clean(text.title),
            link=_absolute(text.get_absolute_url()),
            # The number stays when the title and with it the address changes.
            unique_id=_absolute(reverse("knowledgebase:article_of_number", args=[text.article_id])),
            description=escape(clean(text.summary)),  # it is read as HTML
            updateddate=text.updated_at,
        )
    return feed.writeString("utf-8")


@for_everybody(XML)
def sitemap():
    """Where the sitemaps are: the shelves, and the articles a few thousand each."""
    names = ["shelves", *map(str, reading.sitemap_numbers())]
    pages = [f"{settings.SITE_URL}/sitemap-{name}.xml" for name in names]
    return render_to_string("knowledgebase/sitemap_index.xml", {"pages": pages})


@for_everybody(XML)
def sitemap_of_shelves():
    """Every shelf has its page in every language."""
    addresses = [lambda: reverse("knowledgebase:home")]
    addresses += [shelf.get_absolute_url for shelf in reading.shelves()]
    entries = [entry for address in addresses for entry in _in_every_language(address)]
    return render_to_string("knowledgebase/sitemap.xml", {"entries": entries})


@for_everybody(XML)
def sitemap_of_articles(page):
    """A text in each language it is written in, each naming the others."""
    texts = reading.of_sitemap(page)
    if not texts:
        raise Http404
    entries = [entry for twins in texts.values() for entry in _twins(twins)]
    return render_to_string("knowledgebase/sitemap.xml", {"entries": entries})


def _in_every_language(address) -> list[dict]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = _absolute(address())
    return [{"address": url, "twins": list(found.items())} for url in found.values()]


def _twins(texts: list[Translation]) -> list[dict]:
    addresses = {}
    for text in texts:
        with override(text.language):
            addresses[text.language] = _absolute(text.get_absolute_url())
    twins = list(addresses.items()) if len(addresses) > 1 else []
    return [
        {"address": addresses[text.language], "twins": twins, "changed": text.updated_at} for text in texts
    ]


def _absolute(path: str) -> str:
    return settings.SITE_URL + path
