"""What links to an article is known to its editors, before it is taken down."""

import pytest
from django.urls import reverse

from knowledgebase import linking
from knowledgebase.models import ArticleLink, Snippet, Translation
from knowledgebase.writing import actions as writing
from knowledgebase.writing import snippets
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    client.force_login(make.staff(Role.EDITOR))
    return client


@pytest.fixture
def target():
    return articles.published(articles.written("Restart numbering", on=articles.section()))


def leads(title, body):
    return articles.published(articles.written(title, body=body))


def titles(manuscript):
    return [text.title for text in linking.to(manuscript.article)]


def test_links_by_key_by_number_and_by_whole_address_are_kept(target, settings):
    key, number = target.article.key, target.article_id
    leads("By key", f"[here](article:{key})")
    leads("By number", f"[here](/articles/{number}-restart-numbering/#part-a)")
    leads("By address", f"[here]({settings.SITE_URL}/fr/articles/{number}-x/)")
    leads("In code", f"`[here](article:{key})`")
    leads("Elsewhere", f"[here](https://other.example/articles/{number}-x/) [and](/sections/{key}/)")
    assert titles(target) == ["By address", "By key", "By number"]


def test_they_follow_the_text(target):
    manuscript = leads("Changing", f"[here](article:{target.article.key})")
    manuscript = articles.write(manuscript, body="No more.")
    assert titles(target) == ["Changing"]  # a draft is not what readers see
    articles.published(manuscript)
    assert titles(target) == []
    assert not ArticleLink.objects.exists()


def test_a_link_in_a_snippet_counts(target):
    snippet = Snippet(name="more", body_en=f"See [more](article:{target.article.key}).")
    snippets.save(snippet)
    leads("With a snippet", "{{snippet:more}}")
    assert titles(target) == ["With a snippet"]
    snippet.body_en = "Nothing."
    snippets.save(snippet)
    assert titles(target) == []


def test_the_page_of_the_article_names_them(editor, target):
    address = reverse("admin:knowledgebase_article_change", args=[target.article_id])
    assert "Nothing" in editor.get(address).content.decode()
    leads("Leads there", f"[here](article:{target.article.key})")
    assert "Leads there (en)" in editor.get(address).content.decode()


def test_an_editor_is_told_before_it_is_taken_down(editor, target):
    address = reverse("admin:knowledgebase_manuscript_unpublish", args=[target.pk])
    assert "would lead to nothing" not in editor.get(address).content.decode()
    leads("Leads there", f"[here](article:{target.article.key})")
    markup = editor.get(address).content.decode()
    assert "would lead to nothing" in markup
    assert "Leads there (en)" in markup
    french = articles.published(articles.in_french(target, title="Recommencer"))
    assert "would lead to nothing" not in editor.get(address).content.decode()
    writing.unpublish(french, by=None)
    assert Translation.objects.filter(links__key=target.article.key).count() == 1
