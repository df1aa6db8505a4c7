"""Links of published texts: those of the site are always followed, others only to hosts staff have listed."""

import socket
from datetime import timedelta

import pytest
import time_machine

from knowledgebase.learning import following
from knowledgebase.models import Article, BrokenLink
from knowledgebase.states import State
from knowledgebase.tasks import follow_links
from portal.webhooks import posting
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


def broken() -> dict[str, str]:
    return dict(BrokenLink.objects.values_list("target", "why"))


def test_what_is_there_is_no_news_and_what_is_not_is(settings):
    there = articles.article("There", key="there")
    draft = articles.article("Draft", key="not-yet", state=State.DRAFT)
    shelf = there.article.section
    articles.article(
        "Links",
        body=f"[a]({there.get_absolute_url()}) [b](article:there) [c](/sections/{shelf.slug}/) "
        f"[d](/fr/search/) [e]({settings.SITE_URL}/requests/new/) [f](#part) [g](mailto:x@y.example) "
        f"[h]({draft.get_absolute_url()}) [i](article:never-was) [j](/sections/gone/) [k](/no/such/page/)",
    )
    assert follow_links() == 2
    gone = "It is gone, or it is a draft."
    assert broken() == {
        draft.get_absolute_url(): gone,
        "/articles/never-was/": gone,
        "/sections/gone/": gone,
        "/no/such/page/": "There is no such page.",
    }


def test_each_text_once_a_day_and_the_day_it_was_first_seen_stays():
    with time_machine.travel("2026-11-16 10:00Z", tick=False) as clock:
        text = articles.article("Links", body="[a](article:late)")
        assert (follow_links(), follow_links()) == (1, 0)
        first = BrokenLink.objects.get().at
        clock.shift(timedelta(days=1))
        assert follow_links() == 1
        assert BrokenLink.objects.get().at == first
        articles.article("Late", key="late")
        clock.shift(timedelta(days=1))
        follow_links()
        assert broken() == {}
        Article.objects.filter(pk=text.article_id).update(state=State.DRAFT)
        clock.shift(timedelta(days=1))
        assert follow_links() == 1  # a draft is nobody's yet


@pytest.fixture
def asked(monkeypatch):
    """Every host that is connected to, and no connection."""
    hosts = []

    def connect(address, timeout):
        hosts.append(address)
        raise OSError("refused")

    monkeypatch.setattr(posting.socket, "create_connection", connect)
    return hosts


def resolved(monkeypatch, address: str) -> None:
    row = (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [row])


OUTSIDE = "[a](https://docs.example/page/) [b](https://other.example/page/)"


def test_nobody_outside_is_asked_unless_staff_have_listed_the_host(asked, monkeypatch):
    resolved(monkeypatch, "93.184.215.14")
    articles.article("Links", body=OUTSIDE)
    follow_links()
    assert asked == [] and broken() == {}


def test_a_listed_host_is_asked_and_no_other(asked, monkeypatch, settings):
    settings.LINK_CHECK_HOSTS = ["docs.example"]
    resolved(monkeypatch, "93.184.215.14")
    articles.article("Links", body=OUTSIDE)
    follow_links()
    assert asked == [("93.184.215.14", 443)]
    assert broken() == {"https://docs.example/page/": "The host does not answer."}


def test_never_inside_a_private_network(asked, monkeypatch, settings):
    settings.LINK_CHECK_HOSTS = ["docs.example"]
    resolved(monkeypatch, "10.0.0.7")
    articles.article("Links", body=OUTSIDE)
    follow_links()
    assert asked == []
    assert broken() == {"https://docs.example/page/": "docs.example leads into a private network."}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (200, ""),
        (301, ""),
        (403, ""),
        (503, ""),
        (404, "The host answers 404."),
        (410, "The host answers 410."),
    ],
)
def test_only_a_page_that_is_gone_is_a_broken_link(monkeypatch, status, words):
    """A host that wants a sign-in, or is busy, has the page."""
    monkeypatch.setattr(following, "look_at", lambda url: status)
    assert following.why_not_there("https://docs.example/page/") == words
