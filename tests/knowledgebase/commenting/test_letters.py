"""Who hears what about comments: their authors of each, those who keep the article once a day."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from knowledgebase import actions, tasks
from knowledgebase.models import Article
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def text():
    made = articles.article("An invoice number is missing")
    articles.translated(made, "Un numéro manque")
    return made


@pytest.fixture
def editor():
    return make.staff(Role.EDITOR, name="Tomas Riba")


def kinds():
    return [(letter.kind.rpartition("/")[2], letter.to) for letter in Letter.objects.order_by("pk")]


def at(moment):
    return time_machine.travel(moment, tick=False)


class TestAuthor:
    def test_is_told_when_it_is_published(self, text, editor):
        nadia = make.customer(name="Nadia Berger", language="fr")
        comment = actions.comment(text.article, by=nadia, body="C’était un import.")
        actions.publish(comment, by=editor)
        assert kinds() == [("comment_published", nadia.email)]
        letter = Letter.objects.get()
        assert letter.language == "fr"
        assert "Un numéro manque" in letter.subject
        assert f"/fr/articles/{text.article_id}-un-numero-manque/#comment-{comment.pk}" in letter.text

    def test_is_told_why_it_is_not(self, text, editor):
        nadia = make.customer(name="Nadia Berger")
        comment = actions.comment(text.article, by=nadia, body="Ask <b>Kim</b>.")
        actions.turn_down(comment, by=editor, reason="It names a colleague.")
        letter = Letter.objects.get()
        assert letter.subject == "Your comment is not published: An invoice number is missing"
        assert "> It names a colleague." in letter.text
        assert "<b>Kim</b>" not in letter.html

    def test_staff_hear_nothing_of_their_own(self, text, editor):
        actions.comment(text.article, by=editor, body="We added a row.")
        assert kinds() == []

    def test_hears_nothing_about_what_they_may_not_read_any_more(self, text, editor):
        comment = actions.comment(text.article, by=make.customer(), body="Ours was an import.")
        Article.objects.update(audience="staff")
        actions.publish(comment, by=editor)
        assert kinds() == []


class TestKeeper:
    def test_a_burst_is_one_letter_and_the_rest_waits_for_the_next_day(self, text, editor):
        owner = make.staff(Role.EDITOR, email="ines@support.example")
        Article.objects.update(owner=owner)
        with at(MONDAY):
            actions.comment(text.article, by=make.customer(), body="One.")
            actions.comment(text.article, by=make.customer(), body="Two.")
            tasks.tell_of_comments()
            tasks.tell_of_comments()
        assert kinds() == [("comments_waiting", owner.email)]
        letter = Letter.objects.get()
        assert letter.subject == "2 comments wait to be read"
        assert "- An invoice number is missing: 2" in letter.text
        assert "One." not in letter.text
        with at(MONDAY + timedelta(hours=5)):
            actions.comment(text.article, by=make.customer(), body="Three.")
            tasks.tell_of_comments()
        assert len(kinds()) == 1
        with at(MONDAY + timedelta(days=1)):
            tasks.tell_of_comments()
            tasks.tell_of_comments()
        assert kinds() == [("comments_waiting", owner.email)] * 2
        assert "1 of them is new" in Letter.objects.first().text
        with at(MONDAY + timedelta(days=2)):
            assert tasks.tell_of_comments() == 0

    def test_without_an_owner_every_editor_is_told(self, text, editor):
        make.staff(Role.AGENT)
        actions.comment(text.article, by=make.customer(), body="One.")
        tasks.tell_of_comments()
        assert kinds() == [("comments_waiting", editor.email)]

    def test_nothing_is_said_when_nothing_waits(self, text, editor):
        comment = actions.comment(text.article, by=make.staff(), body="At once.")
        other = actions.comment(text.article, by=make.customer(), body="Read already.")
        actions.publish(other, by=editor)
        Letter.objects.all().delete()
        assert tasks.tell_of_comments() == 0
        assert (comment.state, kinds()) == ("published", [])

    def test_what_was_edited_waits_anew(self, text, editor):
        nadia = make.customer()
        with at(MONDAY):
            comment = actions.comment(text.article, by=nadia, body="One.")
            tasks.tell_of_comments()
        with at(MONDAY + timedelta(days=1)):
            actions.edit(comment, by=nadia, body="Two.")
            tasks.tell_of_comments()
        assert kinds() == [("comments_waiting", editor.email)] * 2
