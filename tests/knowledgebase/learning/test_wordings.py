"""How people ask for an article: proposed by what happens, accepted by an editor, known to search at once."""

import re

import pytest
from django.urls import reverse

from knowledgebase.learning import proposing
from knowledgebase.learning.states import Source, Status
from knowledgebase.models import Asked, Translation, Wording
from knowledgebase.search import search
from knowledgebase.tasks import forget_searches
from knowledgebase.writing import actions as writing
from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make
from tests.knowledgebase import make as articles
from tests.tickets import make as tickets
from tickets import actions

pytestmark = pytest.mark.django_db
LIST = "/admin/knowledgebase/wording/"


@pytest.fixture
def editor(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    person = make.staff(Role.EDITOR)
    client.force_login(person)
    return person


def proposed(text, said="where did my bill go", language="en"):
    return proposing.propose(text.article_id, language, said, source=Source.SEARCH)


def found(query: str, language: str = "en") -> list[str]:
    return [hit.title for hit in search(query, None, language)]


class TestProposed:
    def test_by_an_answer_that_names_the_article(self):
        text = articles.article()
        customer = make.customer(make.organisation("Blue Harbour"), name="Nadia Benali")
        case = tickets.ticket(
            requester=customer,
            subject="Blue Harbour, Nadia: where did bill 20261122001 go, nadia@x.example",
        )
        agent = make.staff()
        actions.answer(case, by=agent, text=f"Dear Nadia, see {text.get_absolute_url()} for that.")
        wording = Wording.objects.get()
        assert (wording.article_id, wording.source, wording.language) == (text.article_id, "answer", "en")
        assert wording.text == "where did bill go"

    def test_of_the_customers_language_where_the_article_has_it(self):
        english = articles.article()
        articles.translated(english, "Un numéro de facture manque")
        only_english = articles.article("Stock count")
        customer = make.customer(language="fr")
        case = tickets.ticket(requester=customer, subject="Ma facture a disparu")
        address = only_english.get_absolute_url()
        actions.resolve(case, by=make.staff(), text=f"/fr/articles/{english.article_id}-x/ , {address}")
        assert set(Wording.objects.values_list("article_id", "language")) == {
            (english.article_id, "fr"),
            (only_english.article_id, "en"),
        }

    @pytest.mark.parametrize(
        "said", ["See https://elsewhere.example/articles/{}-x/", "article {}", "/articles/{}999-x/"]
    )
    def test_not_by_an_address_that_is_none_of_ours(self, said):
        text = articles.article()
        case = tickets.ticket(subject="Where did my bill go")
        actions.answer(case, by=make.staff(), text=said.format(text.article_id))
        assert not Wording.objects.exists()

    def test_not_for_an_article_that_the_customer_may_not_read(self):
        text = articles.article(audience="staff")
        case = tickets.ticket(subject="Where did my bill go")
        actions.answer(case, by=make.staff(), text=text.get_absolute_url())
        assert not Wording.objects.exists()

    def test_the_same_words_are_counted_and_one_word_says_nothing(self):
        text = articles.article()
        proposed(text)
        proposed(text, "Where did my BILL go")
        assert proposed(text, "bill") is None
        assert [(row.text, row.times) for row in Wording.objects.all()] == [("where did my bill go", 2)]

    def test_strangers_propose_so_many_an_hour(self, monkeypatch):
        monkeypatch.setattr(proposing, "MOST_AN_HOUR", 2)
        text = articles.article()
        for number in range(4):
            proposed(text, f"bill number {number}")
        assert Wording.objects.count() == 2


class TestAccepted:
    def test_search_finds_it_at_once(self):
        text = articles.article()
        wording = proposed(text)
        assert found("where did my bill go") == []
        proposing.accept(wording, by=make.staff(Role.EDITOR))
        assert found("where did my bill go") == [text.title]
        assert wording.events.filter(verb="accept").count() == 1

    def test_as_the_editor_would_have_it(self):
        text = articles.article()
        proposing.accept(proposed(text), by=make.staff(Role.EDITOR), text="  my bill  vanished ")
        assert Translation.objects.get().asked == "my bill vanished"
        assert Wording.objects.get().events.get(verb="accept").note == "where did my bill go"

    def test_taken_back_search_does_not_know_it_any_more(self):
        text = articles.article(asked="money is lost")
        wording, editor = proposed(text), make.staff(Role.EDITOR)
        proposing.accept(wording, by=editor)
        assert Translation.objects.get().asked == "money is lost\nwhere did my bill go"
        proposing.decline(wording, by=editor)
        assert Translation.objects.get().asked == "money is lost"
        assert found("where did my bill go") == []

    def test_a_publication_keeps_it_and_a_draft_beside_is_left_alone(self):
        manuscript = articles.published(articles.written(asked="missing number"))
        drafted = articles.write(manuscript, title="Drafted title")
        proposing.accept(proposed(drafted), by=make.staff(Role.EDITOR))
        shown = Translation.objects.get()
        assert (shown.title, shown.asked) == (
            "An invoice number is missing",
            "missing number\nwhere did my bill go",
        )
        assert articles.again(drafted).version == drafted.version
        articles.published(drafted)
        shown.refresh_from_db()
        assert (shown.title, shown.asked) == ("Drafted title", "missing number\nwhere did my bill go")
        writing.unpublish(drafted, by=None)
        articles.published(drafted)
        assert "where did my bill go" in Translation.objects.get().asked

    def test_it_is_news_to_nobody(self):
        text = articles.article()
        before = text.updated_at
        proposing.accept(proposed(text), by=make.staff(Role.EDITOR))
        assert Translation.objects.get().updated_at == before

    def test_twice_is_refused_in_words(self):
        text, editor = articles.article(), make.staff(Role.EDITOR)
        wording = proposed(text)
        proposing.accept(wording, by=editor)
        with pytest.raises(IllegalMove, match="Accepted"):
            proposing.accept(wording, by=editor)
        other = proposed(text, "the bill is gone")
        with pytest.raises(IllegalMove, match="has this wording already"):
            proposing.accept(other, by=editor, text="Where did my bill go")


class TestPage:
    def press(self, client, wording, verb, key="", **typed):
        path = reverse(f"admin:knowledgebase_wording_{verb}", args=[wording.pk])
        return client.post(path, {"form_key": key or new_key(), "next": LIST, **typed}, follow=True)

    def test_one_click_each(self, client, editor):
        text = articles.article()
        first, second, third = (proposed(text, words) for words in ("bill one", "bill two", "bill three"))
        assert "Accepted: search knows it now." in self.press(client, first, "accept", text="bill one").text
        assert "Accepted" in self.press(client, second, "accept", text="the second bill").text
        assert "Declined" in self.press(client, third, "decline", text="bill three").text
        assert Translation.objects.get().asked.split("\n") == ["bill one", "the second bill"]
        assert client.get(LIST).text.count('name="text"') == 0
        assert "bill three" in client.get(LIST, {"tab": Status.DECLINED}).text

    def test_sent_twice_it_happens_once(self, client, editor):
        wording, key = proposed(articles.article()), new_key()
        for _ in range(2):
            assert "Accepted" in self.press(client, wording, "accept", key=key).text
        assert wording.events.filter(verb="accept").count() == 1

    def test_twenty_five_a_page_and_the_same_statements_for_one_and_for_three(
        self, client, editor, django_assert_max_num_queries
    ):
        proposed(articles.article("Bill one"))
        client.get(LIST)
        with django_assert_max_num_queries(12) as one:
            client.get(LIST)
        for number in range(2):
            proposed(articles.article(f"Bill {number}"), "it is gone")
        with django_assert_max_num_queries(len(one)):
            client.get(LIST)
        text = articles.article("Long list")
        for number in range(30):
            proposed(text, f"bill number {number}")
        assert client.get(LIST).text.count('name="text"') == 25
        assert client.get(LIST, {"page": 2}).text.count('name="text"') == 8

    def test_where_it_leads_back_is_an_address_of_ours(self, client, editor):
        path = reverse("admin:knowledgebase_wording_decline", args=[proposed(articles.article()).pk])
        answer = client.post(path, {"form_key": new_key(), "next": "https://evil.example/"})
        assert answer["Location"] == LIST

    def test_an_editor_writes_one(self, client, editor):
        text = articles.article()
        typed = {"article": text.article_id, "language": "en", "text": "where is bill 12345678"}
        page = client.post(reverse("admin:knowledgebase_wording_add"), typed, follow=True)
        assert "It is proposed." in page.text
        assert Wording.objects.get().text == "where is bill" and Wording.objects.get().source == "editor"

    def test_what_cannot_be_kept_is_said(self, client, editor):
        text = articles.article()
        typed = {"article": text.article_id, "language": "en", "text": "12345678"}
        page = client.post(reverse("admin:knowledgebase_wording_add"), typed, follow=True)
        assert "Nothing was kept" in page.text and not Wording.objects.exists()


def test_declined_ones_are_erased_after_their_time(settings):
    settings.KEEP_SEARCHES_DAYS = 0
    text = articles.article()
    kept, gone = proposed(text), proposed(text, "the bill is gone")
    proposing.decline(gone, by=make.staff(Role.EDITOR))
    assert (forget_searches(), forget_searches()) == (1, 0)
    assert list(Wording.objects.all()) == [kept]


def test_the_whole_way_from_a_search_to_the_next_one(client):
    """Asked, read, said that it helped, accepted, found."""
    text = articles.article(body="Turn the lamp.")
    page = client.get("/search/", {"q": "lamp gone dark"})
    address = re.search(r'href="(/articles/[^"]*asked=[^"]*)"', page.text)[1]
    token = re.search(r'name="asked" value="([^"]+)"', client.get(address).text)[1]
    client.post(reverse("knowledgebase:vote", args=[text.article_id]), {"helped": "yes", "asked": token})
    assert Asked.objects.get().helped
    assert found("dark") == []
    proposing.accept(Wording.objects.get(), by=make.staff(Role.EDITOR))
    assert found("dark") == [text.title]
