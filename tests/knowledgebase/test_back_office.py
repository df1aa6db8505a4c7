"""Editors write, publish and look after comments in the back office; others as far as their role goes."""

import pytest
from django.urls import reverse

from knowledgebase import actions
from knowledgebase.models import Article, Comment, Version
from knowledgebase.states import Audience, State
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from portal.workflow.once import new_key
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

    def leave(self, by=None):
        return actions.comment(articles.article().article, by=by or make.customer(), body="An import.")

    def send(self, editor, comment, verb, **fields):
        address = reverse(f"admin:knowledgebase_comment_{verb}", args=[comment.pk])
        return editor.post(address, {"form_key": new_key(), **fields})

    def test_the_queue_is_those_that_wait_and_the_many_are_published_at_once(self, editor):
        first, second = self.leave(), self.leave()
        actions.turn_down(self.leave(), by=make.staff(Role.EDITOR), reason="No.")
        markup = editor.get(f"{self.LIST}?state__exact=draft").content.decode()
        assert markup.count(">An import.</a>") == 2
        editor.post(self.LIST, {"action": "publish", "_selected_action": [first.pk, second.pk]})
        assert Comment.objects.shown().count() == 2

    def test_turned_down_with_a_reason_that_the_author_is_told(self, editor):
        comment = self.leave()
        response = self.send(editor, comment, "turn_down")
        assert response.status_code == 422  # no reason
        assert "An import." in response.content.decode()
        self.send(editor, comment, "turn_down", reason="It names a colleague.")
        comment.refresh_from_db()
        assert (comment.state, comment.reason) == ("refused", "It names a colleague.")
        letter = Letter.objects.get()
        assert letter.to == comment.author.email
        assert "> It names a colleague." in letter.text
        markup = editor.get(reverse("admin:knowledgebase_comment_change", args=[comment.pk])).content.decode()
        assert "Turn down: " in markup
        assert "/publish/" in markup

    def test_two_editors_press_at_once(self, editor):
        comment = self.leave()
        self.send(editor, comment, "publish")
        self.send(editor, comment, "publish")
        comment.article.refresh_from_db()
        assert comment.article.comment_count == 1
        assert Letter.objects.count() == 1

    def test_the_words_of_readers_are_not_ours_to_change(self, editor):
        comment = actions.comment(articles.article().article, by=make.customer(), body="Mine.")
        address = reverse("admin:knowledgebase_comment_change", args=[comment.pk])
        editor.post(address, {"body": "Yours.", "state": "published"})
        assert (Comment.objects.get().body, Comment.objects.get().state) == ("Mine.", "draft")
        assert editor.get(reverse("admin:knowledgebase_comment_delete", args=[comment.pk])).status_code == 403
