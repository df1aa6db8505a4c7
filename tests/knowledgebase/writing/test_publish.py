"""Draft, in review, approved, published: who may, in which order, and what readers see of it."""

import pytest

from knowledgebase.models import Article, Translation
from knowledgebase.search import search
from knowledgebase.states import State
from knowledgebase.writing import actions
from knowledgebase.writing.states import Change, Status
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make.staff(Role.EDITOR, name="Tomas Lind")


@pytest.fixture
def other():
    return make.staff(Role.EDITOR, name="Vera Holt")


@pytest.fixture
def reviewed(author):
    """A draft in a section that asks for a review."""
    section = articles.section()
    section.needs_review = True
    section.save()
    return articles.written("Read by two", by=author, on=section)


def test_the_whole_way(reviewed, author, other, client):
    actions.send_to_review(reviewed, by=author, seen=1)
    actions.approve(reviewed, by=other, seen=1, note="Good.")
    assert not Translation.objects.visible_to(None).exists()
    actions.publish(reviewed, by=author, seen=1)
    assert Translation.objects.visible_to(None).get().title == "Read by two"
    events = reviewed.events.values_list("verb", "by__name", "number")
    assert list(events) == [
        ("write", "Tomas Lind", 1),
        ("send_to_review", "Tomas Lind", 1),
        ("approve", "Vera Holt", 1),
        ("publish", "Tomas Lind", 1),
    ]


def test_letters_go_between_those_who_write_and_say_what_comes_next(reviewed, author, other):
    make.staff(Role.EDITOR, is_active=False)
    actions.send_to_review(reviewed, by=author, seen=1, note="The second part is new.")
    actions.send_back(reviewed, by=other, seen=1, note="The table has no head.")
    actions.send_to_review(reviewed, by=author, seen=1)
    actions.approve(reviewed, by=other, seen=1)
    letters = Letter.objects.order_by("pk")
    assert [(letter.to, letter.subject) for letter in letters] == [
        (other.email, "A text waits to be read: Read by two"),
        (author.email, "Your text came back: Read by two"),
        (other.email, "A text waits to be read: Read by two"),
        (author.email, "Your text is approved: Read by two"),
    ]
    asked, back = letters[0].text, letters[1].text
    assert "Tomas Lind asks that somebody reads revision 1" in asked and "The second part is new." in asked
    assert "The table has no head." in back
    assert f"/admin/knowledgebase/manuscript/{reviewed.pk}/change/" in back


def test_where_a_section_asks_for_it_nothing_goes_out_without_a_review(reviewed, author):
    with pytest.raises(IllegalMove, match="review"):
        actions.publish(reviewed, by=author)
    assert Article.objects.get().state == State.DRAFT


def test_elsewhere_a_draft_is_published_straight_away(author):
    actions.publish(articles.written("One", by=author), by=author)
    assert Article.objects.get().state == State.PUBLISHED


def test_nobody_approves_their_own_words(reviewed, author, other):
    actions.send_to_review(reviewed, by=author, seen=1)
    with pytest.raises(IllegalMove, match="Somebody else"):
        actions.approve(reviewed, by=author, seen=1)
    # Nor when somebody else wrote the last of them.
    articles.write(reviewed, by=other, body="More.")
    actions.send_to_review(reviewed, by=other, seen=2)
    for person in (author, other):
        with pytest.raises(IllegalMove):
            actions.approve(reviewed, by=person, seen=2)


def test_what_is_approved_is_what_was_read(reviewed, author, other):
    actions.send_to_review(reviewed, by=author, seen=1)
    articles.write(reviewed, by=author, body="Not read by anybody.")
    actions.send_to_review(reviewed, by=author, seen=2)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.approve(reviewed, by=other, seen=1)


def test_an_edit_after_the_approval_is_a_draft_again(reviewed, author, other):
    actions.send_to_review(reviewed, by=author, seen=1)
    actions.approve(reviewed, by=other, seen=1)
    assert articles.write(reviewed, by=author, body="Later.").status == Status.DRAFT


def test_sent_back_with_what_is_missing(reviewed, author, other):
    actions.send_to_review(reviewed, by=author, seen=1)
    actions.send_back(reviewed, by=other, seen=1, note="Where is the picture?")
    assert articles.again(reviewed).status == Status.DRAFT
    assert reviewed.events.last().note == "Where is the picture?"


@pytest.mark.parametrize("verb", ["approve", "send_back"])
def test_only_what_is_in_review_is_judged(author, other, verb):
    with pytest.raises(IllegalMove):
        getattr(actions, verb)(articles.written(by=author), by=other, seen=1, note="x")


class TestTakenBack:
    def test_with_the_last_text_the_article_is_a_draft_again(self, client):
        manuscript = articles.published(articles.written("One"))
        address = Translation.objects.get().get_absolute_url()
        assert client.get(address).status_code == 200
        actions.unpublish(manuscript, by=None)
        assert client.get(address).status_code == 404
        assert Article.objects.get().state == State.DRAFT
        assert search("one", None, "en", 5).total == 0
        with pytest.raises(IllegalMove, match="not published"):
            actions.unpublish(manuscript, by=None)

    def test_one_language_leaves_and_the_other_stays(self, client):
        english = articles.published(articles.written("One"))
        french = articles.published(articles.in_french(english, title="Un"))
        actions.unpublish(french, by=None)
        assert [row.language for row in Translation.objects.visible_to(None)] == ["en"]
        assert articles.again(french).status == Status.DRAFT

    def test_a_draft_beside_it_stays_one(self):
        manuscript = articles.published(articles.written("One"))
        articles.write(manuscript, title="Two")
        actions.unpublish(manuscript, by=None)
        manuscript = articles.again(manuscript)
        assert (manuscript.status, manuscript.newest.title, manuscript.live) == (Status.DRAFT, "Two", None)


def test_the_first_publication_leaves_drafts_in_other_languages_behind():
    english = articles.written("One")
    french = articles.in_french(english, title="Brouillon")
    assert Translation.objects.count() == 2  # for editors: nothing of it is live
    articles.published(english)
    assert Translation.objects.get().title == "One"
    articles.published(french)
    assert Translation.objects.filter(title="Brouillon").exists()


class TestSource:
    @pytest.fixture
    def pair(self):
        english = articles.published(articles.written("Open the page", body="Press the blue button."))
        french = articles.in_french(english, title="Ouvrir la page", body="Appuyez sur le bouton bleu.")
        return english, articles.published(french)

    def change(self, english, change):
        return articles.published(articles.write(english, body=f"Changed: {change}."), change=change)

    @pytest.mark.parametrize("change", Change.values)
    def test_a_published_change_of_the_source_is_weighed(self, pair, change, client):
        english, french = pair
        self.change(english, change)
        french = articles.again(french)
        assert french.behind == change
        page = client.get(f"/fr/articles/{english.article_id}/", follow=True).content.decode()
        assert Translation.objects.get(language="fr").is_outdated is (change == Change.MAJOR)
        assert ('class="note tone-you' in page) is (change == Change.MAJOR)

    def test_the_weightiest_of_several_counts(self, pair):
        english, french = pair
        self.change(english, Change.MAJOR)
        self.change(english, Change.MINOR)
        assert articles.again(french).behind == Change.MAJOR

    def test_a_draft_of_the_source_says_nothing_yet(self, pair):
        english, french = pair
        articles.write(english, body="Not published.")
        assert articles.again(french).behind == ""

    def test_readers_are_warned_until_the_translation_is_published_again(self, pair):
        english, french = pair
        english = self.change(english, Change.MAJOR)
        french = articles.write(french, body="Appuyez sur le bouton vert.", source=english.live)
        assert french.behind == ""  # nothing left to do at the desk but to publish it
        assert Translation.objects.get(language="fr").is_outdated
        articles.published(french)
        assert not Translation.objects.get(language="fr").is_outdated

    def test_a_correction_of_the_translation_does_not_bring_it_up_to_date(self, pair):
        english, french = pair
        self.change(english, Change.MAJOR)
        articles.published(articles.write(french, title="Ouvrir une page"))
        assert Translation.objects.get(language="fr").is_outdated

    def test_a_translation_from_before_its_source_follows_the_first_one(self):
        english = articles.written("One")
        french = english.article.manuscripts.get(language="fr")
        articles.published(articles.write(french, title="Un"))
        articles.published(english)
        assert articles.again(french).newest.source == english.newest
        self.change(english, Change.MAJOR)
        assert Translation.objects.get(language="fr").is_outdated
