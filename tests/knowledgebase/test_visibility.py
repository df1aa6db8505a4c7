"""Who reads what: drafts and audiences hold on every page, in search, in suggestions and in counts."""

import pytest
from django.db import transaction
from django.urls import reverse

from knowledgebase.models import Article, Category, Section, Version
from knowledgebase.querysets import READERS
from knowledgebase.search import search, suggest
from knowledgebase.states import Audience, State
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db

SEEN_BY = {
    "visitor": {"public"},
    "customer": {"public", "customers"},
    "client": {"public", "customers", "contract"},
    "provider": {"public", "customers", "partners"},
    "agent": {*Audience.values, "draft"},
    "staff_without_the_right": {*Audience.values},
}


def person(kind):
    return {
        "visitor": lambda: None,
        "customer": lambda: make.customer(make.organisation(contract=False)),
        "client": make.customer,
        "provider": lambda: make.customer(make.organisation("Partner", is_partner=True, contract=False)),
        "agent": lambda: make.staff(Role.AGENT),
        "staff_without_the_right": lambda: make.user(is_staff=True),
    }[kind]()


@pytest.fixture
def shelf():
    made = {
        audience: articles.article(f"Crane {audience}", audience=audience) for audience in Audience.values
    }
    made["draft"] = articles.article("Crane draft", state=State.DRAFT)
    return made


@pytest.mark.parametrize("kind", SEEN_BY)
class TestReader:
    def test_every_door_shows_the_same(self, client, shelf, kind):
        user = person(kind)
        if user:
            client.force_login(user)
        seen = {
            name for name, text in shelf.items() if client.get(text.get_absolute_url()).status_code == 200
        }
        assert seen == SEEN_BY[kind]
        for path in (
            reverse("knowledgebase:home"),
            "/sections/invoices-and-payments-numbering/",
            "/search/?q=crane",
        ):
            page = client.get(path).content.decode()
            listed = {name for name, text in shelf.items() if f'href="{text.get_absolute_url()}"' in page}
            assert listed <= seen, path
        assert {hit.title for hit in search("crane", user, "en")} == {shelf[name].title for name in seen}

    def test_counts_count_what_is_seen(self, client, shelf, kind):
        user = person(kind)
        if user:
            client.force_login(user)
        count = len(SEEN_BY[kind])
        assert search("crane", user, "en").total == count
        words = f"{count} article" + ("s" if count > 1 else "")
        assert f'<span class="category-count">{words}</span>' in client.get("/").content.decode()


def test_a_new_article_is_a_draft_for_staff():
    article = Article.objects.create(key="new", section=articles.section())
    assert (article.state, article.audience) == (State.DRAFT, Audience.STAFF)


def test_a_stranger_gets_404_as_for_a_number_that_does_not_exist(client, shelf):
    hidden = client.get(shelf["staff"].get_absolute_url())
    nothing = client.get(reverse("knowledgebase:article", args=[shelf["staff"].article_id + 1000, "crane"]))
    assert hidden.status_code == nothing.status_code == 404
    assert b"Crane" not in hidden.content


def test_shelves_without_anything_to_read_are_not_there(client):
    articles.article("Only for us", audience=Audience.STAFF)
    assert client.get("/categories/invoices-and-payments/").status_code == 404
    assert client.get("/sections/invoices-and-payments-numbering/").status_code == 404
    assert b"Invoices and payments" not in client.get("/").content


def test_a_correction_never_tells_a_word_of_a_hidden_text():
    articles.article("Pay an invoice")
    articles.article("The codename is Zanzibar", audience=Audience.STAFF)
    assert not search("zanzibbar", None, "en").asked.corrected
    assert search("zanzibbar", make.staff(Role.AGENT), "en").asked.corrected_text == "zanzibar"


def test_a_taken_back_article_is_gone_from_search_at_once():
    text = articles.article("Crane in the harbour")
    assert search("crane", None, "en").total == 1
    Article.objects.filter(pk=text.article_id).update(state=State.DRAFT)
    assert search("crane", None, "en").total == 0
    assert suggest("the crane in the harbour", None, "en") == []


def test_a_stale_row_in_memory_shows_nothing_that_is_hidden():
    """The hits are read again from the database with the rights of the reader."""
    text = articles.article("Crane in the harbour")
    search("crane", None, "en")
    # Without the version: as if another process had not told yet.
    Article._base_manager.filter(pk=text.article_id).update(state=State.DRAFT)
    assert list(search("crane", None, "en")) == []


class TestPreview:
    def test_staff_look_at_an_article_as_somebody_else(self, client, shelf):
        client.force_login(make.staff(Role.EDITOR))
        for name in READERS:
            page = client.get(shelf["customers"].get_absolute_url() + f"?as={name}")
            assert page.status_code == 200
            assert "This is what these readers see" in page.content.decode()
            seen = "<h1>Crane customers</h1>" in page.content.decode()
            assert seen == (name != "public")

    def test_a_draft_is_seen_by_none_of_them(self, client, shelf):
        client.force_login(make.staff(Role.EDITOR))
        page = client.get(shelf["draft"].get_absolute_url() + "?as=staff").content.decode()
        assert "These readers do not get this article" in page
        assert "Crane draft" not in page

    def test_nobody_else_can_ask_for_more_than_their_own(self, client, shelf):
        client.force_login(make.customer())
        assert client.get(shelf["staff"].get_absolute_url() + "?as=staff").status_code == 404


class TestVersion:
    @pytest.mark.parametrize(
        "change",
        [
            lambda text: text.save(),
            lambda text: text.article.save(),
            lambda text: text.delete(),
            lambda text: Article.objects.filter(pk=text.article_id).update(state=State.DRAFT),
            lambda text: Article.objects.filter(pk=text.article_id).delete(),
            lambda text: Section.objects.get().save(),
            lambda text: Category.objects.update(name_en="Other"),
        ],
    )
    def test_every_change_of_what_readers_see_moves_it(self, change):
        text = articles.article()
        before = Version.now()
        change(text)
        assert Version.now() != before

    def test_an_answer_about_an_article_does_not(self):
        text = articles.article()
        before = Version.now()
        Article.objects.filter(pk=text.article_id).update(helped=3)
        assert Version.now() == before

    @pytest.mark.django_db(transaction=True)
    def test_what_was_rolled_back_leaves_no_trace(self):
        text = articles.article("Crane")
        assert search("crane", None, "en").total == 1
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            text.title = "Derrick"
            text.save()
            assert search("derrick", None, "en").total == 1
            raise ZeroDivisionError
        assert search("derrick", None, "en").total == 0
        assert search("crane", None, "en").total == 1
