"""Passages written once: an article shows what they say now, in its own language."""

import pytest
from django.urls import reverse

from knowledgebase.models import Snippet, Translation, Version
from knowledgebase.search import search
from knowledgebase.writing import snippets
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db

BODY = "Before.\n\n{{snippet:hours}}\n\nAfter."


@pytest.fixture
def hours():
    return Snippet.objects.create(
        name="hours", body_en="We answer from **08:45**.", body_fr="Dès **8 h 45**."
    )


def change(snippet, **fields):
    for name, text in fields.items():
        setattr(snippet, name, text)
    return snippets.save(snippet)


def test_an_article_shows_it_and_search_finds_its_words(hours, client):
    manuscript = articles.published(articles.written("When", body=BODY))
    shown = Translation.objects.get()
    assert "We answer from <strong>08:45</strong>." in shown.body_html
    assert shown.body == BODY
    assert search("answer", None, "en", 5).total == 1
    assert manuscript.newest.body == BODY


def test_each_language_has_its_own_and_english_stands_in(hours):
    english = articles.published(articles.written("When", body=BODY))
    articles.published(articles.in_french(english, title="Quand", body=BODY))
    shown = Translation.objects.get(language="fr")
    assert "Dès <strong>8 h 45</strong>." in shown.body_html
    change(hours, body_fr="")
    assert "We answer from" in Translation.objects.get(language="fr").body_html


def test_saving_it_refreshes_the_pages_that_show_it_and_no_other(hours, client):
    articles.published(articles.written("When", body=BODY))
    articles.published(articles.written("Other"))
    address = Translation.objects.get(title="When").get_absolute_url()
    client.get(address)
    before = Version.now()
    assert change(hours, body_en="We answer from 09:00.") == 1
    assert Version.now() != before
    assert b"We answer from 09:00." in client.get(address).content


def test_in_code_its_mark_is_an_example_of_itself(hours):
    body = "Write `{{snippet:hours}}`:\n\n```\n{{snippet:hours}}\n```\n"
    assert snippets.filled(body, "en") == body
    assert snippets.names_in(body) == set()


def test_what_it_says_passes_the_sanitiser_too(hours):
    change(hours, body_en="<script>alert(1)</script> [x](javascript:alert(1))")
    articles.published(articles.written("When", body=BODY))
    assert "<script>" not in Translation.objects.get().body_html
    assert 'href="javascript' not in Translation.objects.get().body_html


def test_a_text_that_shows_none_any_more_is_not_refreshed(hours):
    manuscript = articles.published(articles.written("When", body=BODY))
    articles.published(articles.write(manuscript, body="Nothing."))
    assert change(hours, body_en="Other.") == 0


def test_edited_in_the_back_office_and_kept_while_it_is_shown(hours, client):
    articles.published(articles.written("When", body=BODY))
    client.force_login(make.staff(Role.EDITOR))
    address = reverse("admin:knowledgebase_snippet_change", args=[hours.pk])
    client.post(address, {"name": "other", "body_en": "From 07:00.", "body_fr": ""})
    hours.refresh_from_db()
    assert (hours.name, hours.body_en) == ("hours", "From 07:00.")
    assert "From 07:00." in Translation.objects.get().body_html
    assert client.get(reverse("admin:knowledgebase_snippet_delete", args=[hours.pk])).status_code == 403
