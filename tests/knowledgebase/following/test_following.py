"""People who are signed in follow articles and sections, and see what they follow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from knowledgebase.following import actions
from knowledgebase.models import Article, Follow
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db
LIST = "/following/"


@pytest.fixture
def text():
    return articles.article()


@pytest.fixture
def nadia(client):
    person = make.customer()
    client.force_login(person)
    return person


def page(client, address):
    return client.get(address).content.decode()


def press(client, address, follow="yes"):
    return client.post(address, {"follow": follow})


def of_article(text):
    return reverse("knowledgebase:follow_article", args=[text.article_id])


def test_the_button_says_what_is_so(client, nadia, text):
    assert "Follow this article" in page(client, text.get_absolute_url())
    for _ in range(2):  # pressed twice
        assert press(client, of_article(text))["Location"] == f"{text.get_absolute_url()}#follow"
    assert Follow.objects.count() == 1
    assert "You follow this" in page(client, text.get_absolute_url())
    for _ in range(2):
        press(client, of_article(text), "no")
    assert not Follow.objects.exists()
    assert "Follow this article" in page(client, text.get_absolute_url())


def test_a_section_too(client, nadia, text):
    section = text.article.section
    assert "Follow this section" in page(client, section.get_absolute_url())
    press(client, reverse("knowledgebase:follow_section", args=[section.slug]))
    assert Follow.objects.get().section == section
    assert "You follow this" in page(client, section.get_absolute_url())


def test_a_visitor_is_led_to_the_sign_in(client, text):
    markup = page(client, text.get_absolute_url())
    assert f'<a href="/accounts/login/?next={text.get_absolute_url()}">Sign in</a> to follow it.' in markup
    assert "Follow this article" not in markup
    assert press(client, of_article(text))["Location"].startswith("/accounts/login/")
    assert not Follow.objects.exists()


def test_nobody_follows_what_they_do_not_see(client, nadia):
    hidden = articles.article(audience="staff")
    assert press(client, of_article(hidden)).status_code == 404
    section = reverse("knowledgebase:follow_section", args=[hidden.article.section.slug])
    assert press(client, section).status_code == 404
    assert not Follow.objects.exists()


def test_the_list_names_them_and_ends_them(client, nadia, text):
    assert "You follow nothing yet" in page(client, LIST)
    actions.follow(text.article, by=nadia)
    actions.follow(text.article.section, by=nadia)
    actions.follow(articles.article("Somebody else’s").article, by=make.customer())
    markup = page(client, LIST)
    assert text.title in markup
    assert "Numbering" in markup
    assert "Somebody else’s" not in markup
    end = reverse("knowledgebase:end_following", args=[Follow.objects.get(article=text.article).pk])
    for _ in range(2):
        assert client.post(end)["Location"] == LIST
    assert text.title not in page(client, LIST)
    assert f'href="{LIST}"' in page(client, "/accounts/profile/")


def test_nobody_ends_what_another_follows(client, nadia, text):
    other = actions.follow(text.article, by=make.customer())
    client.post(reverse("knowledgebase:end_following", args=[other.pk]))
    assert Follow.objects.filter(pk=other.pk).exists()


def test_what_one_may_not_read_any_more_has_no_name_and_can_be_ended(client, nadia, text):
    followed = actions.follow(text.article, by=nadia)
    actions.follow(text.article.section, by=nadia)
    Article.objects.update(audience="staff")
    markup = page(client, LIST)
    assert text.title not in markup
    assert "Numbering" not in markup
    assert markup.count("Something you cannot read any more") == 2
    client.post(reverse("knowledgebase:end_following", args=[followed.pk]))
    assert page(client, LIST).count("Something you cannot read any more") == 1


def test_the_list_asks_the_same_for_one_and_for_three(client, nadia):
    page(client, LIST)
    counts = []
    for number in range(3):
        made = articles.article(f"Number {number}", on=articles.section(name=f"Shelf-{number}"))
        actions.follow(made.article, by=nadia)
        actions.follow(made.article.section, by=nadia)
        with CaptureQueriesContext(connection) as seen:
            page(client, LIST)
        counts.append(len(seen))
    assert counts[0] == counts[2]
