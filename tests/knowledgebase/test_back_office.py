"""Editors write, publish and look after comments in the back office; others as far as their role goes."""

import pytest
from django.urls import reverse

from knowledgebase import actions
from knowledgebase.models import Article, Comment, Version
from knowledgebase.states import Audience, State
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db

LIST = reverse("admin:knowledgebase_article_changelist")


@pytest.fixture
def editor(client):
    client.force_login(make.staff(Role.EDITOR))
    return client


def form(article=None, **fields):
    """The change form of an article as a browser sends it."""
    return {
        "key": article.key if article else "new-article",
        "section": articles.section().pk,
        "kind": "how_to",
        "audience": Audience.STAFF,
        "position": 100,
        "author": "",
        "owner": "",
        "review_on": "",
    } | fields


class TestArticle:
    def test_a_new_article_goes_on_to_its_text(self, editor):
        address = reverse("admin:knowledgebase_article_add")
        assert editor.get(address).status_code == 200
        response = editor.post(address, form())
        article = Article.objects.get()
        english = article.manuscripts.get(language="en")
        assert response["Location"] == reverse("admin:knowledgebase_manuscript_write", args=[english.pk])
        assert (article.state, article.audience) == (State.DRAFT, Audience.STAFF)

    def test_its_state_is_said_by_verbs_and_never_typed(self, editor):
        text = articles.article(state=State.DRAFT)
        address = reverse("admin:knowledgebase_article_change", args=[text.article_id])
        editor.post(address, form(text.article, state=State.PUBLISHED, position=7))
        article = Article.objects.get()
        assert (article.position, article.state) == (7, State.DRAFT)

    def test_it_leads_to_its_texts(self, editor):
        manuscript = articles.written("Two steps")
        page = editor.get(reverse("admin:knowledgebase_article_change", args=[manuscript.article_id]))
        for each in manuscript.article.manuscripts.all():
            assert f'href="/admin/knowledgebase/manuscript/{each.pk}/change/"' in page.content.decode()

    def test_it_can_be_looked_at_as_others_see_it(self, editor):
        text = articles.article()
        page = editor.get(
            reverse("admin:knowledgebase_article_change", args=[text.article_id])
        ).content.decode()
        for reader in ("public", "customers", "partners", "staff"):
            assert f'href="/articles/{text.article_id}/?as={reader}"' in page

    def test_deleted_with_all_its_texts(self, editor):
        manuscript = articles.written("Two steps")
        address = reverse("admin:knowledgebase_article_delete", args=[manuscript.article_id])
        assert editor.post(address, {"post": "yes"}).status_code == 302
        assert not Article.objects.exists()


class TestPublishing:
    def act(self, client, action, *chosen):
        return client.post(LIST, {"action": action, "_selected_action": [text.article_id for text in chosen]})

    def test_published_and_taken_back_from_the_list(self, editor):
        text = articles.article(state=State.DRAFT)
        self.act(editor, "publish", text)
        assert Article.objects.get().state == State.PUBLISHED
        before = Version.now()
        self.act(editor, "take_back", text)
        assert Article.objects.get().state == State.DRAFT
        assert Version.now() != before

    def test_an_agent_reads_and_changes_nothing(self, client):
        text = articles.article(state=State.DRAFT)
        client.force_login(make.staff(Role.AGENT))
        address = reverse("admin:knowledgebase_article_change", args=[text.article_id])
        assert client.get(address).status_code == 200
        assert client.post(address, form(text.article)).status_code == 403
        self.act(client, "publish", text)
        assert Article.objects.get().state == State.DRAFT


class TestList:
    def test_it_asks_the_same_for_one_and_for_three(self, editor, django_assert_max_num_queries):
        articles.article()
        editor.get(LIST)
        with django_assert_max_num_queries(12) as one:
            editor.get(LIST)
        articles.article()
        articles.article()
        with django_assert_max_num_queries(len(one)):
            editor.get(LIST)

    def test_filters_are_the_listed_ones(self, editor):
        articles.article()
        assert editor.get(f"{LIST}?state__exact=draft").status_code == 200
        for lookup in (
            "author__password__startswith=p",
            "author__email__contains=a",
            "translations__body__regex=.",
        ):
            assert editor.get(f"{LIST}?{lookup}").status_code in (302, 400)

    @pytest.mark.parametrize("name", ["category", "section", "comment", "vote", "manuscript", "snippet"])
    def test_the_other_lists_open(self, editor, name):
        text = articles.article()
        actions.comment(text.article, by=make.customer(), body="Ours was an import.")
        actions.vote(text.article, helped=False, visitor="somebody", reason="Too long.")
        assert editor.get(reverse(f"admin:knowledgebase_{name}_changelist")).status_code == 200


class TestComments:
    LIST = reverse("admin:knowledgebase_comment_changelist")

    def test_read_published_and_taken_down(self, editor):
        comment = actions.comment(articles.article().article, by=make.customer(), body="Ours was an import.")
        assert "Ours was an import." in editor.get(self.LIST).content.decode()
        for action, state in (("publish", State.PUBLISHED), ("take_down", State.DRAFT)):
            editor.post(self.LIST, {"action": action, "_selected_action": [comment.pk]})
            assert Comment.objects.get().state == state

    def test_the_words_of_readers_are_not_ours_to_change(self, editor):
        comment = actions.comment(articles.article().article, by=make.customer(), body="Mine.")
        address = reverse("admin:knowledgebase_comment_change", args=[comment.pk])
        editor.post(address, {"body": "Yours.", "state": State.PUBLISHED})
        assert (Comment.objects.get().body, Comment.objects.get().state) == ("Mine.", State.DRAFT)
        assert editor.get(reverse("admin:knowledgebase_comment_delete", args=[comment.pk])).status_code == 403
