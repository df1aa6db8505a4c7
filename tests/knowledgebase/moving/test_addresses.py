"""Old addresses: renamed shelves and the pages of a former help centre still lead to what they meant."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from knowledgebase.models import Article, OldAddress
from knowledgebase.states import Audience
from portal.accounts.roles import Role
from tests import make as people
from tests.knowledgebase import make

pytestmark = pytest.mark.django_db
OLD = "/hc/en-us/articles/360012"


def old(translation, path=OLD, language=""):
    return OldAddress.objects.create(
        path=path, article=translation.article, language=language or translation.language
    )


def leads(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.parametrize("path", [OLD, OLD + "/", OLD + "-An-invoice", OLD + "-%C3%89t%C3%A9", "/fr" + OLD])
def test_the_address_of_a_former_help_centre_leads_to_the_article(client, path):
    text = make.article()
    old(text)
    expected = text.get_absolute_url()
    assert leads(client, path) == (301, expected)


def test_what_was_asked_with_it_goes_along(client):
    text = make.article()
    old(text)
    assert leads(client, f"{OLD}?utm_source=mail&x=1") == (
        301,
        f"{text.get_absolute_url()}?utm_source=mail&x=1",
    )


def test_each_language_has_its_own(client):
    english = make.article()
    french = make.translated(english, "Un numéro manque")
    old(english)
    old(french, "/hc/fr/articles/360012")
    assert leads(client, "/hc/fr/articles/360012-Un-numero") == (301, f"/fr{french.get_absolute_url()}")
    english.delete()
    assert leads(client, OLD) == (301, f"/fr{french.get_absolute_url()}")


def test_who_may_not_read_what_is_there_now_learns_nothing(client):
    old(make.article(audience=Audience.CUSTOMERS))
    assert client.get(OLD).status_code == 404
    client.force_login(people.customer())
    answer = client.get(OLD)
    assert answer.status_code == 301
    assert answer["Cache-Control"] == "private, no-store"


def test_a_draft_is_not_there_yet(client):
    old(make.article(state="draft"))
    assert client.get(OLD).status_code == 404


def test_a_page_of_ours_comes_first(client):
    text = make.article()
    old(text, "/search")
    assert client.get(reverse("knowledgebase:search")).status_code == 200


@pytest.mark.parametrize("path", ["/nothing", "/hc/en-us/articles/999", "//evil.example/x", "/" + "x" * 900])
def test_any_other_address_is_not_found(client, path):
    old(make.article())
    assert client.get(path).status_code == 404


def test_only_looking_is_led_on(client):
    old(make.article())
    assert client.post(OLD).status_code in (403, 404)


def test_a_page_that_exists_is_never_looked_up_and_one_that_does_not_once(client):
    text = make.article()
    with CaptureQueriesContext(connection) as asked:
        client.get(text.get_absolute_url())
    assert "oldaddress" not in str(asked.captured_queries)
    with CaptureQueriesContext(connection) as asked:
        client.get("/no/such/page")
    assert str(asked.captured_queries).count('FROM "knowledgebase_oldaddress"') == 1


@pytest.mark.parametrize("kind", ["category", "section"])
def test_a_renamed_shelf_is_found_under_its_former_address(client, kind):
    text = make.article()
    section = text.article.section
    shelf = section if kind == "section" else section.category
    former = shelf.get_absolute_url()
    shelf.slug = "renamed"
    shelf.save()
    renamed = shelf.get_absolute_url()
    assert leads(client, former) == (301, renamed)
    assert leads(client, f"/fr{former}") == (301, f"/fr{renamed}")
    translation.activate("en")
    shelf.slug = "renamed-again"
    shelf.save()
    assert leads(client, former) == (301, shelf.get_absolute_url())
    assert leads(client, reverse(f"knowledgebase:{kind}", args=["renamed"])) == (
        301,
        shelf.get_absolute_url(),
    )
    Article.objects.update(audience=Audience.STAFF)
    assert client.get(former).status_code == 404
    client.force_login(people.staff(Role.EDITOR))
    assert leads(client, former) == (301, shelf.get_absolute_url())


def test_a_former_address_that_another_shelf_takes_is_that_shelfs(client):
    first = make.article().article.section
    former = first.slug
    first.slug = "renamed"
    first.save()
    other = make.section("Stock", "Counting")
    make.article("Count", on=other)
    other.slug = former
    other.save()
    assert client.get(other.get_absolute_url()).status_code == 200
    other.slug = "counting"
    other.save()
    assert leads(client, reverse("knowledgebase:section", args=[former])) == (301, other.get_absolute_url())


def test_an_editor_writes_one_down_in_one_spelling(client):
    text = make.article()
    client.force_login(people.staff(Role.EDITOR))
    path = reverse("admin:knowledgebase_oldaddress_add")
    fields = {"path": OLD + "-An-invoice/?a=b", "article": text.article_id, "language": "en"}
    assert client.post(path, fields).status_code == 302
    assert OldAddress.objects.get().path == OLD
    answer = client.post(path, fields | {"path": "https://old.example/hc"})
    assert "A path begins with /" in answer.content.decode()
