"""The pages of writing in the back office."""

import pytest
from django.urls import reverse

from knowledgebase.models import Manuscript, Translation
from knowledgebase.writing.states import Change, Status
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db

LIST = reverse("admin:knowledgebase_manuscript_changelist")
DESK = reverse("admin:knowledgebase_manuscript_desk")


@pytest.fixture
def tomas():
    return make.staff(Role.EDITOR, name="Tomas Lind")


@pytest.fixture
def editor(client, tomas):
    client.force_login(tomas)
    return client


def at(page, manuscript):
    return reverse(f"admin:knowledgebase_manuscript_{page}", args=[manuscript.pk])


def typed(seen, **fields):
    texts = {"title": "One", "summary": "", "byline": "", "body": "Text.", "asked": "", "comment": ""}
    return texts | {"seen": seen, "form_key": "k" * 30} | fields


class TestWrite:
    def test_saved_as_a_draft_with_its_comment(self, editor, tomas):
        manuscript = articles.written("One")
        response = editor.post(at("write", manuscript), typed(1, title="Two", comment="Clearer"))
        assert response["Location"] == at("change", manuscript)
        newest = articles.again(manuscript).newest
        assert (newest.title, newest.comment, newest.author) == ("Two", "Clearer", tomas)

    def test_sent_twice_it_is_one_revision(self, editor):
        manuscript = articles.written("One")
        for _ in range(2):
            editor.post(at("write", manuscript), typed(1, title="Two"))
        assert articles.again(manuscript).version == 2

    def test_both_texts_are_shown_when_somebody_was_quicker(self, editor):
        manuscript = articles.written("One", body="Press the blue button.")
        articles.write(
            manuscript, by=make.staff(Role.EDITOR, name="Vera Holt"), body="Press the green button."
        )
        sent = typed(1, body="Press the red button.")
        page = editor.post(at("write", manuscript), sent)
        said = page.content.decode()
        assert page.status_code == 422
        assert "Vera Holt saved revision 2 while you wrote." in said
        assert "Press the red button." in said
        assert '<ins><span class="visually-hidden">added: </span>green</ins>' in said
        assert articles.again(manuscript).version == 2
        # Sending it again is a decision.
        editor.post(at("write", manuscript), sent | {"seen": page.context["form"].data["seen"]})
        newest = articles.again(manuscript).newest
        assert (newest.number, newest.body) == (3, "Press the red button.")

    def test_a_preview_stores_nothing_and_keeps_what_was_typed(self, editor):
        manuscript = articles.written("One")
        sent = typed(1, body="::: warning Careful\nHot.\n:::\n<script>", preview="1")
        said = editor.post(at("write", manuscript), sent).content.decode()
        assert '<div class="note tone-you">' in said
        assert "::: warning Careful" in said
        assert "<script>\n" not in said
        assert articles.again(manuscript).version == 1

    def test_the_live_preview_is_rendered_by_the_code_of_the_page(self, editor):
        manuscript = articles.written("One")
        body = "## Part\n\n[x](javascript:alert(1)) **bold**"
        said = editor.post(at("preview", manuscript), {"body": body}).content.decode()
        assert '<h2 id="part-part">Part</h2>' in said
        assert "<strong>bold</strong>" in said
        assert 'href="javascript' not in said
        assert editor.get(at("preview", manuscript)).status_code == 405

    def test_a_name_of_no_snippet_is_said_beside_the_text(self, editor):
        manuscript = articles.written("One")
        page = editor.post(at("write", manuscript), typed(1, body="{{snippet:nothing}}"))
        assert page.status_code == 422
        assert "There is no snippet of this name: nothing." in page.content.decode()

    def test_a_translation_is_written_beside_its_source_and_tied_to_it(self, editor):
        english = articles.published(articles.written("Open the page", body="Press **blue**."))
        french = english.article.manuscripts.get(language="fr")
        assert "<strong>blue</strong>" in editor.get(at("write", french)).content.decode()
        editor.post(at("write", french), typed(0, title="Ouvrir", follows="on", source=1))
        assert articles.again(french).newest.source == english.live

    def test_what_changed_in_the_source_is_shown_and_a_newer_one_is_not_overlooked(self, editor):
        english = articles.published(articles.written("One", body="Press blue."))
        french = articles.in_french(english, title="Un")
        articles.published(articles.write(english, body="Press green."), change=Change.MAJOR)
        assert "added: </span>green</ins>" in editor.get(at("write", french)).content.decode()
        page = editor.post(at("write", french), typed(1, title="Un", follows="on", source=1))
        assert "The English text is at revision 2 now" in page.content.decode()
        assert articles.again(french).version == 1


class TestVerbs:
    def test_an_agent_writes_nothing(self, client):
        manuscript = articles.written("One")
        client.force_login(make.staff(Role.AGENT))
        for page in ("change", "write", "publish", "compare"):
            assert client.get(at(page, manuscript)).status_code == 403

    def test_published_from_its_page_with_the_weight_of_the_change(self, editor):
        english = articles.published(articles.written("One"))
        articles.write(english, title="Other")
        assert "How much did it change?" in editor.get(at("publish", english)).content.decode()
        editor.post(at("publish", english), {"seen": 2, "change": "major", "form_key": "k" * 30})
        live = articles.again(english).live
        assert (live.title, live.change) == ("Other", "major")
        assert Translation.objects.get().title == "Other"

    def test_the_author_is_not_offered_to_approve(self, editor, tomas):
        section = articles.section()
        section.needs_review = True
        section.save()
        manuscript = articles.written("One", by=tomas, on=section)
        editor.post(at("send_to_review", manuscript), {"seen": 1, "form_key": "k" * 30})
        assert articles.again(manuscript).status == Status.IN_REVIEW
        assert (
            f'href="{at("approve", manuscript)}"' not in editor.get(at("change", manuscript)).content.decode()
        )
        editor.force_login(make.staff(Role.EDITOR))
        assert f'href="{at("approve", manuscript)}"' in editor.get(at("change", manuscript)).content.decode()

    def test_a_form_about_an_older_revision_asks_again(self, editor):
        manuscript = articles.written("One")
        articles.write(manuscript, title="Two")
        page = editor.post(at("publish", manuscript), {"seen": 1, "form_key": "k" * 30})
        assert page.status_code == 422
        assert "Revision 2 was saved meanwhile" in page.content.decode()
        assert articles.again(manuscript).live is None

    def test_gone_back_to(self, editor):
        manuscript = articles.write(articles.written("One"), title="Two")
        editor.post(at("revert", manuscript), {"seen": 2, "number": 1, "form_key": "k" * 30})
        assert articles.again(manuscript).newest.title == "One"

    def test_planned_for_a_time_to_come_and_not_for_the_past(self, editor):
        manuscript = articles.written("One")
        sent = {"seen": 1, "form_key": "k" * 30, "publish_at": "2020-01-01T10:00"}
        assert "Choose a time to come." in editor.post(at("plan", manuscript), sent).content.decode()
        editor.post(at("plan", manuscript), sent | {"publish_at": "2999-01-01T10:00"})
        assert articles.again(manuscript).publish_at.year == 2999


class TestCompare:
    def test_any_two_word_by_word_and_not_by_colour_alone(self, editor):
        manuscript = articles.written("One", body="Press the blue button.")
        articles.write(manuscript, body="Press the green button.")
        articles.write(manuscript, body="Press nothing.")
        assert (
            f'action="{at("compare", manuscript)}"' in editor.get(at("change", manuscript)).content.decode()
        )
        said = editor.get(at("compare", manuscript) + "?from=1&to=2").content.decode()
        assert '<del><span class="visually-hidden">removed: </span>blue</del>' in said
        assert '<ins><span class="visually-hidden">added: </span>green</ins>' in said
        assert (
            "nothing"
            not in editor.get(at("compare", manuscript) + "?from=1&to=2").context["parts"][0][1][-1].text
        )
        assert editor.get(at("compare", manuscript) + "?from=x&to=99").status_code == 200


class TestLists:
    def behind(self, count):
        for _ in range(count):
            english = articles.published(articles.written("One"))
            articles.published(articles.in_french(english, title="Un"))
            articles.published(articles.write(english, title="Other"), change=Change.MAJOR)
            articles.published(articles.written("Not translated"))

    @pytest.mark.parametrize("page", [LIST, DESK])
    def test_they_ask_the_same_for_one_and_for_three(self, editor, page, django_assert_max_num_queries):
        self.behind(1)
        editor.get(page)
        with django_assert_max_num_queries(20) as one:
            editor.get(page)
        self.behind(2)
        with django_assert_max_num_queries(len(one)):
            editor.get(page)

    def test_the_desk_shows_what_is_out_of_date_and_what_is_missing(self, editor):
        self.behind(1)
        said = editor.get(DESK).content.decode()
        french = Manuscript.objects.get(language="fr", behind="major")
        assert f'href="{at("write", french)}"' in said
        assert "Major: translations are out of date" in said
        missing = Manuscript.objects.get(language="fr", status="missing")
        assert f'href="{at("write", missing)}"' in said

    def test_filtered_by_state(self, editor):
        articles.written("A draft")
        articles.published(articles.written("Out there"))
        said = editor.get(f"{LIST}?status__exact=draft").content.decode()
        assert "A draft" in said
        assert "Out there" not in said
        assert editor.get(f"{LIST}?readers=yes").content.decode().count("Out there") == 1
        assert editor.get(f"{LIST}?newest__body__regex=.").status_code in (302, 400)
