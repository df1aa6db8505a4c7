"""Every save is a revision; readers see what was published and nothing else."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from knowledgebase.models import Article, IndexRow, Manuscript, Revision, Translation, Version
from knowledgebase.search import search
from knowledgebase.states import State
from knowledgebase.writing import actions
from knowledgebase.writing.states import Status
from portal.accounts.roles import Role
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


def test_every_save_is_a_revision_with_its_author_time_and_comment():
    tomas = make.staff(Role.EDITOR)
    manuscript = articles.written("One", by=tomas)
    articles.write(manuscript, by=tomas, title="Two", comment="A better title")
    first, second = manuscript.revisions.order_by("number")
    assert (first.number, first.title, second.number, second.title) == (1, "One", 2, "Two")
    assert (second.author, second.comment) == (tomas, "A better title")
    assert second.at >= first.at


def test_a_new_article_is_a_draft_that_editors_alone_find(client):
    articles.written("Quokkas in the warehouse", body="## One\n\n<script>")
    article = Article.objects.get()
    assert article.state == State.DRAFT
    assert search("quokkas", make.staff(Role.EDITOR), "en", 5).total == 1
    assert search("quokkas", None, "en", 5).total == 0
    assert "<script>" not in Translation.objects.get().body_html


def test_editing_never_touches_what_readers_see(client):
    manuscript = articles.published(articles.written("Live words", body="Live."))
    stamp, packed = Version.now(), bytes(IndexRow.objects.get().packed)
    articles.write(manuscript, title="Draft words", body="Draft.")
    shown = Translation.objects.get()
    assert (shown.title, shown.body) == ("Live words", "Live.")
    assert b"Live words" in client.get(shown.get_absolute_url()).content
    assert Version.now() == stamp
    assert bytes(IndexRow.objects.get().packed) == packed
    assert articles.again(manuscript).status == Status.DRAFT


def test_what_was_saved_meanwhile_is_never_overwritten():
    manuscript = articles.written("One")
    articles.write(manuscript, title="Theirs")
    with pytest.raises(actions.ChangedMeanwhile):
        actions.write(manuscript, by=None, texts={"title": "Mine"}, seen=1)
    assert articles.again(manuscript).newest.title == "Theirs"


def test_going_back_is_a_new_revision():
    manuscript = articles.published(articles.written("One", body="First."))
    manuscript = articles.write(manuscript, title="Two", body="Second.")
    actions.revert(manuscript, by=None, number=1, seen=2)
    manuscript = articles.again(manuscript)
    assert (manuscript.version, manuscript.newest.title, manuscript.newest.body) == (3, "One", "First.")
    assert manuscript.newest.comment == "As in revision 1"
    assert Revision.objects.get(number=2).body == "Second."


def test_every_article_has_a_text_in_every_language_written_or_not():
    manuscript = articles.written()
    assert list(manuscript.article.manuscripts.order_by("language").values_list("language", "status")) == [
        ("en", "draft"),
        ("fr", "missing"),
    ]


def test_a_text_from_before_becomes_its_first_revision():
    text = articles.article("From before", body="Old.")
    french = articles.translated(text, "D’avant")
    articles.write(actions.showing.keep(text.article)[0], title="Now")
    english = Manuscript.objects.get(language="en")
    assert [row.title for row in english.revisions.all()] == ["Now", "From before"]
    assert english.live.title == "From before"
    tied = Manuscript.objects.get(language="fr").live
    assert (tied.title, tied.source) == (french.title, english.live)


@pytest.fixture
def newest_schema(transactional_db):
    """Whatever a test migrates to, the next one has every table again."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_the_migration_gives_every_text_its_first_revision(newest_schema):
    executor = MigrationExecutor(connection)
    before = executor.migrate([("knowledgebase", "0002_writing")]).apps
    make_old(before)
    executor = MigrationExecutor(connection)
    now = executor.migrate([("knowledgebase", "0003_first_revisions")]).apps
    found = now.get_model("knowledgebase", "Manuscript").objects.order_by("article__key", "language")
    assert [
        (row.article.key, row.language, row.status, row.newest and row.newest.title, row.live is not None)
        for row in found
    ] == [
        ("draft", "en", "draft", "Draft", False),
        ("draft", "fr", "missing", None, False),
        ("live", "en", "published", "Live", True),
        ("live", "fr", "published", "En ligne", True),
    ]
    assert found[3].live.source == found[2].live


def make_old(apps):
    get = lambda name: apps.get_model("knowledgebase", name).objects  # noqa: E731
    category = get("Category").create(slug="c", name_en="C")
    section = get("Section").create(slug="s", name_en="S", category=category)
    for key, state in (("live", "published"), ("draft", "draft")):
        article = get("Article").create(key=key, section=section, state=state)
        get("Translation").create(article=article, language="en", title=key.title(), slug=key, body_html="")
        if key == "live":
            get("Translation").create(
                article=article, language="fr", title="En ligne", slug="l", body_html=""
            )
