"""Published and taken back by the clock, and reminded once a date, whatever runs twice or late."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from knowledgebase import tasks
from knowledgebase.models import Article
from knowledgebase.search import search
from knowledgebase.writing import actions
from knowledgebase.writing.states import Change, Status
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)


def run(at):
    with time_machine.travel(at, tick=False):
        return tasks.publish_and_end_due()


def planned(**kwargs):
    with time_machine.travel(NOON, tick=False):
        manuscript = articles.written("Winter hours", **kwargs)
        actions.plan(manuscript, by=None, seen=1, publish_at=LATER)
    return manuscript


class TestPublish:
    def test_not_before_its_time_and_then_once(self):
        manuscript = planned()
        assert run(LATER - timedelta(seconds=1)) == 0
        assert search("winter", None, "en", 5).total == 0
        assert run(LATER) == 1
        assert search("winter", None, "en", 5).total == 1
        assert run(LATER) == 0
        assert manuscript.events.filter(verb="publish").count() == 1
        assert articles.again(manuscript).publish_at is None

    def test_late_is_better_than_never(self):
        planned()
        assert run(LATER + timedelta(days=3)) == 1
        assert search("winter", None, "en", 5).total == 1

    def test_another_edit_withdraws_it(self):
        manuscript = articles.write(planned(), body="Not read by anybody.")
        assert manuscript.publish_at is None
        assert run(LATER) == 0

    def test_a_section_that_began_to_ask_for_a_review_meanwhile_keeps_it_back(self):
        manuscript = planned()
        section = manuscript.article.section
        section.needs_review = True
        section.save()
        run(LATER)
        manuscript = articles.again(manuscript)
        assert (manuscript.live, manuscript.publish_at, manuscript.status) == (None, None, Status.DRAFT)
        assert "review" in manuscript.events.last().note

    def test_what_a_planned_change_means_to_translations_is_kept_with_the_plan(self):
        english = articles.published(articles.written("One"))
        french = articles.published(articles.in_french(english, title="Un"))
        english = articles.write(english, title="Other")
        with time_machine.travel(NOON, tick=False):
            actions.plan(english, by=None, seen=2, publish_at=LATER, change=Change.MAJOR)
        run(LATER)
        assert articles.again(french).behind == Change.MAJOR


class TestEnd:
    def test_taken_back_at_its_end(self, client):
        manuscript = articles.published(articles.written("Winter hours"))
        address = manuscript.article.translations.get().get_absolute_url()
        with time_machine.travel(NOON, tick=False):
            actions.set_end(manuscript, by=None, expires_at=LATER)
        run(LATER - timedelta(seconds=1))
        assert client.get(address).status_code == 200
        assert run(LATER) == 1
        assert client.get(address).status_code == 404
        assert run(LATER) == 0

    def test_an_end_of_what_is_not_published_any_more_is_forgotten(self):
        manuscript = articles.published(articles.written("Winter hours"))
        actions.unpublish(manuscript, by=None)
        actions.set_end(manuscript, by=None, expires_at=LATER)
        run(LATER)
        assert articles.again(manuscript).expires_at is None


class TestReminder:
    DAY = date(2026, 11, 23)

    def remind(self, day=DAY):
        with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), tick=False):
            return tasks.remind_editors()

    def letters(self):
        found = Letter.objects.filter(kind="knowledgebase/email/to_look_through").order_by("pk")
        return [letter.to for letter in found]

    @pytest.fixture
    def article(self):
        article = articles.published(articles.written("Winter hours")).article
        Article.objects.update(review_on=self.DAY)
        return article

    def test_its_owner_is_told_once_a_date(self, article):
        owner = make.staff(Role.EDITOR, email="tomas@support.example")
        make.staff(Role.EDITOR)
        Article.objects.update(owner=owner)
        assert self.remind(self.DAY - timedelta(days=1)) == 0
        assert self.remind() == 1
        assert self.remind() == 0
        assert self.letters() == ["tomas@support.example"]
        later = self.DAY + timedelta(days=90)
        Article.objects.update(review_on=later)
        assert self.remind(later) == 1
        assert len(self.letters()) == 2

    def test_without_an_owner_every_editor_is(self, article):
        editors = {make.staff(Role.EDITOR).email, make.staff(Role.EDITOR).email}
        make.staff(Role.AGENT)
        self.remind()
        assert set(self.letters()) == editors

    def test_the_letter_says_which_and_where_in_the_readers_language(self, article):
        make.staff(Role.EDITOR)
        self.remind()
        letter = Letter.objects.get()
        assert article.key in letter.subject
        assert "Winter hours" in letter.text
        assert f"/admin/knowledgebase/article/{article.pk}/change/" in letter.text
