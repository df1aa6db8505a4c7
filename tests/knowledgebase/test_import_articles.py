"""`manage.py import_articles FOLDER` loads Markdown with front matter and is safe to run again."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command

from knowledgebase.models import Article, Manuscript, Section, Translation
from knowledgebase.states import Audience, State

FRONT = {
    "key": "reset-password",
    "lang": "en",
    "title": "Reset your password: three steps",
    "summary": "It takes a minute.",
    "category": "People and sign-in",
    "category_fr": "Personnes et connexion",
    "section": "Signing in",
    "section_fr": "Se connecter",
    "icon": "users",
    "audience": "public",
    "author": "the Product team",
    "updated": "2026-10-01",
    "asked": "I forgot my password | cannot sign in",
    "position": "10",
}

pytestmark = pytest.mark.django_db


def write(folder, name="one.md", body="## First\n\nOpen the page.", **changes):
    fields = {key: value for key, value in (FRONT | changes).items() if value is not None}
    lines = ["---", *(f"{key}: {value}" for key, value in fields.items()), "---", "", body]
    (folder / name).write_text("\n".join(lines), encoding="utf-8")


def run(folder):
    said, refused = StringIO(), StringIO()
    try:
        call_command("import_articles", folder, stdout=said, stderr=refused)
    except CommandError as error:
        refused.write(str(error))
    return said.getvalue(), refused.getvalue()


def test_a_file_becomes_a_published_article(tmp_path):
    write(tmp_path)
    said, refused = run(tmp_path)
    assert said.splitlines() == ["created    one.md: Reset your password: three steps", "1 created"]
    assert refused == ""
    translation = Translation.objects.get()
    assert (translation.article.state, translation.article.audience) == (State.PUBLISHED, Audience.PUBLIC)
    assert translation.asked.splitlines() == ["I forgot my password", "cannot sign in"]
    assert translation.article.section.category.name_fr == "Personnes et connexion"
    assert translation.updated_at.date().isoformat() == "2026-10-01"
    assert "<h2" in translation.body_html


def test_run_again_it_changes_nothing(tmp_path):
    write(tmp_path)
    run(tmp_path)
    said, _refused = run(tmp_path)
    assert said.splitlines()[-1] == "1 unchanged"
    assert Article.objects.count() == Section.objects.count() == 1


def test_a_changed_file_updates_its_article(tmp_path):
    write(tmp_path)
    run(tmp_path)
    write(tmp_path, title="Reset a password")
    said, _refused = run(tmp_path)
    assert said.startswith("updated")
    assert Translation.objects.get().title == "Reset a password"


def test_two_languages_are_one_article(tmp_path):
    write(tmp_path)
    write(tmp_path, "one.fr.md", lang="fr", title="Réinitialiser le mot de passe")
    run(tmp_path)
    assert set(Article.objects.get().translations.values_list("language", flat=True)) == {"en", "fr"}


def test_an_article_without_an_audience_is_for_staff_only(tmp_path):
    write(tmp_path, audience=None)
    run(tmp_path)
    assert Article.objects.get().audience == Audience.STAFF


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": None}, "line 1: title is missing"),
        ({"lang": "de"}, "line 3: lang is one of: en, fr"),
        ({"audience": "everybody"}, "audience is one of"),
        ({"key": "Not A Key"}, "line 2: key is made of"),
        ({"updated": "yesterday"}, "updated is a date"),
        ({"position": "first"}, "position is a whole number"),
        ({"colour": "red"}, "“colour: red” is not a known"),
        ({"title": "x" * 300}, "200"),
    ],
)
def test_bad_front_matter_is_refused_with_its_line_and_the_rest_is_imported(tmp_path, changes, words):
    write(tmp_path, "bad.md", **{"key": "bad", **changes})
    write(tmp_path, "good.md")
    said, refused = run(tmp_path)
    assert words in refused
    assert refused.startswith("refused    bad.md, line")
    assert "1 files were refused" in refused
    assert "created    good.md" in said
    assert Article.objects.count() == 1


@pytest.mark.parametrize("content", [b"no front matter", b"---\nkey: x\n", b"\xff\xfe", b""])
def test_a_file_that_is_no_article_is_refused(tmp_path, content):
    (tmp_path / "odd.md").write_bytes(content)
    _said, refused = run(tmp_path)
    assert refused.startswith("refused    odd.md")
    assert not Article.objects.exists()


def test_a_folder_that_does_not_exist_is_said(tmp_path):
    _said, refused = run(tmp_path / "nowhere")
    assert "is not a folder" in refused


def test_the_demonstration_has_its_articles_and_guides():
    """At least 40 articles, 15 of them also in French, the five guides among them."""
    run(settings.BASE_DIR / "knowledgebase" / "demo")
    languages = Translation.objects.values_list("language", flat=True)
    assert Article.objects.count() >= 40
    assert sum(language == "fr" for language in languages) >= 15
    guides = {
        "escalate-my-case",
        "working-with-support",
        "request-conditions",
        "provider-guide",
        "escalation-team",
    }
    assert set(Article.objects.filter(key__in=guides).values_list("key", flat=True)) == guides


def test_shelves_get_their_words_and_stand_where_their_first_article_does(tmp_path):
    write(tmp_path, "b.md", key="b", position="20")
    write(
        tmp_path,
        "c.md",
        key="c",
        position="5",
        category_summary="Roles and leavers",
        category_summary_fr="Rôles",
    )
    said, _refused = run(tmp_path)
    section = Section.objects.get()
    assert (section.position, section.category.position) == (5, 5)
    assert (section.category.summary_en, section.category.summary_fr) == ("Roles and leavers", "Rôles")
    said, _refused = run(tmp_path)
    assert said.splitlines()[-1] == "2 unchanged"


def test_an_unknown_picture_is_refused(tmp_path):
    write(tmp_path, icon="unicorn")
    _said, refused = run(tmp_path)
    assert "icon is one of: bell, book" in refused


def test_the_articles_we_ship_are_current_and_link_to_each_other():
    _said, refused = run(settings.BASE_DIR / "knowledgebase" / "demo")
    assert refused == ""
    keys = set(Article.objects.values_list("key", flat=True))
    for text in Translation.objects.all():
        linked = set(re.findall(r'href="(?:/fr)?/articles/([a-z0-9-]+)/', text.body_html))
        assert linked <= keys, text.title


# S2-5
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_to_support_says_at_its_head_the_five_things_that_it_explains(language):
    run(settings.BASE_DIR / "knowledgebase" / "demo")
    guide = Translation.objects.get(article__key="working-with-support", language=language)
    points = re.findall(r"<li>(.+?)</li>", guide.body_html.partition("</ul>")[0])
    assert len(points) == 5
    words = {
        "en": ["contact us", "give us", "manage your request", "Development", "escalate"],
        "fr": ["contacter", "donner", "demande", "développement", "escalader"],
    }[language]
    for point, word in zip(points, words, strict=True):
        assert word in point


def test_an_import_that_changes_something_is_a_revision_and_one_that_does_not_is_none(tmp_path):
    write(tmp_path)
    run(tmp_path)
    run(tmp_path)
    manuscript = Manuscript.objects.get(language="en")
    assert [row.number for row in manuscript.revisions.all()] == [1]
    write(tmp_path, body="Other words.")
    run(tmp_path)
    manuscript.refresh_from_db()
    assert (manuscript.live.number, manuscript.live.body, manuscript.newest) == (
        2,
        "Other words.\n",
        manuscript.live,
    )


# S1-4
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_to_escalating_shows_the_form(language):
    run(settings.BASE_DIR / "knowledgebase" / "demo")
    guide = Translation.objects.get(article__key="escalate-my-case", language=language)
    picture = re.search(
        r'<img src="/static/([^"]+)" alt="[^"]{40,}" width="\d+" height="\d+"', guide.body_html
    )
    assert finders.find(picture[1])
