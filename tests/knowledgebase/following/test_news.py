"""What followers hear: a fact once, in their language, while they may read it, with a way out in it."""

import re

import pytest
from django.conf import settings
from django.test import Client

from knowledgebase import tasks
from knowledgebase.following import actions
from knowledgebase.models import Article, Follow, News
from knowledgebase.writing import actions as writing
from knowledgebase.writing.states import Change
from portal.accounts.models import User
from portal.outbox.models import Letter
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def english():
    """Published once; nobody followed its section yet."""
    manuscript = articles.published(articles.written("An invoice number is missing", body="One."))
    tasks.tell_followers()
    return manuscript


@pytest.fixture
def nadia(english):
    person = make.customer(name="Nadia Berger")
    actions.follow(english.article, by=person)
    return person


def changed(manuscript, change, body="Two."):
    return articles.published(articles.write(manuscript, body=body), change=change)


def told():
    tasks.tell_followers()
    tasks.tell_followers()
    found = Letter.objects.order_by("pk")
    return [(letter.kind.rpartition("/")[2], letter.to) for letter in found]


class TestChange:
    @pytest.mark.parametrize(
        ("change", "letters"), [(Change.MINOR, 0), (Change.MEDIUM, 1), (Change.MAJOR, 1)]
    )
    def test_is_told_as_its_author_weighed_it(self, english, nadia, change, letters):
        changed(english, change)
        assert told() == [("article_changed", nadia.email)] * letters

    def test_each_change_is_a_letter_and_each_letter_goes_once(self, english, nadia):
        english = changed(english, Change.MEDIUM)
        assert len(told()) == 1
        changed(english, Change.MEDIUM, body="Three.")
        assert len(told()) == 2

    def test_taken_back_and_published_again_it_is_no_change(self, english, nadia):
        english = changed(english, Change.MAJOR)
        assert len(told()) == 1
        writing.unpublish(english, by=None)
        articles.published(english)
        assert len(told()) == 1

    def test_is_told_to_who_followed_before_it(self, english, nadia):
        changed(english, Change.MAJOR)
        late = make.customer()
        actions.follow(english.article, by=late)
        assert told() == [("article_changed", nadia.email)]

    def test_is_not_told_to_who_made_it(self, english, nadia):
        jonas = make.staff()
        actions.follow(english.article, by=jonas)
        articles.published(articles.write(english, by=jonas, body="Two."), change=Change.MAJOR)
        assert told() == [("article_changed", nadia.email)]

    def test_who_may_not_read_it_any_more_hears_nothing(self, english, nadia):
        changed(english, Change.MAJOR)
        Article.objects.update(audience="staff")
        assert told() == []
        Article.objects.update(audience="public")
        assert told() == []

    def test_what_was_taken_back_before_it_was_told_is_not_told(self, english, nadia):
        staff = make.administrator()  # reads drafts
        actions.follow(english.article, by=staff)
        writing.unpublish(changed(english, Change.MAJOR), by=None)
        assert told() == []

    def test_who_left_hears_nothing(self, english, nadia):
        User.objects.filter(pk=nadia.pk).update(is_active=False)
        changed(english, Change.MAJOR)
        assert told() == []

    def test_is_told_in_the_readers_language_and_says_what_follows_later(self, english, nadia):
        Follow.objects.all().delete()
        camille = make.customer(name="Camille Durand", language="fr")
        actions.follow(english.article, by=camille)
        french = articles.published(articles.in_french(english, title="Un numéro manque", body="Un."))
        english = changed(english, Change.MAJOR)
        told()
        letter = Letter.objects.get()
        assert letter.language == "fr"
        assert "Un numéro manque" in letter.subject
        assert f"{settings.SITE_URL}/fr/articles/{english.article_id}-un-numero-manque/" in letter.text
        behind = len(letter.text)
        articles.published(articles.write(french, body="Deux.", source=english.newest))
        assert len(told()) == 1  # the same fact
        Letter.objects.all().delete()
        News.objects.filter(what="changed").update(told_at=None, told_up_to=0)
        told()
        assert len(Letter.objects.get().text) < behind

    def test_a_worker_that_was_stopped_goes_on_where_it_was(self, english, nadia, monkeypatch):
        monkeypatch.setattr(actions, "A_FEW", 2)
        people = [make.customer() for _ in range(4)]
        for person in people:
            actions.follow(english.article, by=person)
        changed(english, Change.MAJOR)
        news = News.objects.get(what="changed")
        actions._tell_a_few(news.pk, news.at)
        assert Letter.objects.count() == 2
        assert len(told()) == 5
        assert {letter.to for letter in Letter.objects.all()} == {nadia.email, *(p.email for p in people)}


class TestNew:
    def test_an_article_is_told_to_who_follows_the_section_once(self):
        kim = make.customer()
        actions.follow(articles.section(), by=kim)
        manuscript = articles.written("Restart numbering")
        assert told() == []
        manuscript = articles.published(manuscript)
        assert told() == [("article_added", kim.email)]
        assert "Numbering" in Letter.objects.get().text
        articles.published(articles.in_french(manuscript, title="Recommencer"))
        writing.unpublish(manuscript, by=None)
        articles.published(manuscript)
        changed(manuscript, Change.MAJOR)
        assert len(told()) == 1

    def test_who_may_not_read_it_hears_nothing(self):
        actions.follow(articles.section(), by=make.customer())
        articles.published(articles.written("For us", audience="staff"))
        assert told() == []

    def test_an_import_tells_nobody(self):
        actions.follow(articles.section(), by=make.customer())
        manuscript = articles.written("Brought")
        texts = manuscript.newest.texts | {"body": "From outside."}
        writing.bring(manuscript.article, "en", texts=texts, comment="Import", updated_at=None)
        assert told() == []


class TestWayOut:
    def address(self, english):
        changed(english, Change.MAJOR)
        tasks.tell_followers()
        letter = Letter.objects.get()
        found = re.search(rf"{settings.SITE_URL}(\S+/leave/\S+/)", letter.text)
        assert f'{found[1]}"' in letter.html  # it can be pressed
        return found[1]

    def test_the_letter_leads_to_a_page_that_asks_and_one_press_ends_it(self, english, nadia):
        address, visitor = self.address(english), Client(enforce_csrf_checks=True)
        markup = visitor.get(address).content.decode()
        assert "Stop these letters?" in markup
        assert "An invoice number is missing" in markup
        assert Follow.objects.count() == 1  # mail programs open links by themselves
        for _ in range(2):
            response = visitor.post(address)
            assert "You get no more of these letters" in response.content.decode()
        assert not Follow.objects.exists()
        assert "no-store" in response["Cache-Control"]

    def test_the_letter_of_before_works_for_who_followed_again(self, english, nadia):
        address = self.address(english)
        Client().post(address)
        actions.follow(english.article, by=nadia)
        Client().post(address)
        assert not Follow.objects.exists()

    def test_of_an_article_one_may_not_read_any_more_it_says_no_name(self, english, nadia):
        address = self.address(english)
        Article.objects.update(audience="staff")
        assert "An invoice number" not in Client().get(address).content.decode()
        Client().post(address)
        assert not Follow.objects.exists()

    def test_a_token_is_ours_or_nothing(self, english, nadia):
        address = self.address(english)
        assert Client().post(f"{address[:-3]}xx/").status_code == 404
        assert Client().get("/following/leave/nonsense/").status_code == 404
        assert Follow.objects.count() == 1
