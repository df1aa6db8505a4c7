"""`manage.py import_intercom FOLDER`: collections become shelves, articles come in their languages."""

import json
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from knowledgebase.models import Article, Picture, Translation
from knowledgebase.states import Audience, State
from tests.knowledgebase.pictures import make as pictures

pytestmark = pytest.mark.django_db
HOST = "https://help.acme.example"
COLLECTIONS = [
    {"id": "1", "name": "Billing", "default_locale": "en", "parent_id": None,
     "translated_content": {"type": "group_translated_content", "fr": {"name": "Facturation"}}},
    {"id": "2", "name": "Invoices", "default_locale": "en", "parent_id": "1"},
]  # fmt: skip
BODY = (
    '<p>See <a href="/en/articles/102-second">the second</a>.</p><script>alert(1)</script>'
    '<div><img src="https://downloads.intercomcdn.com/i/o/1/2/form.png?expires=1" alt="The form"></div>'
)


def article(number, **fields):
    return {
        "id": str(number),
        "type": "article",
        "title": f"Article {number}",
        "description": "In one line.",
        "body": BODY,
        "state": "published",
        "parent_id": 2,
        "parent_type": "collection",
        "default_locale": "en",
        "url": f"{HOST}/en/articles/{number}-article",
        "updated_at": 1_700_000_000,
    } | fields


@pytest.fixture
def folder(tmp_path):
    french = {"title": "Premier", "body": "<p>Bonjour</p>", "state": "draft", "url": None}
    articles = [
        article(101, translated_content={"type": "article_translated_content", "fr": french}),
        article(102, state="draft", url=None, parent_id=1),
    ]
    (tmp_path / "articles.json").write_text(json.dumps({"type": "list", "data": articles}))
    (tmp_path / "collections.json").write_text(json.dumps({"type": "list", "data": COLLECTIONS}))
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "form.png").write_bytes(pictures.data())
    return tmp_path


def run(folder, *options):
    said = StringIO()
    call_command("import_intercom", folder, *options, stdout=said, stderr=said)
    return said.getvalue().splitlines()


def test_collections_are_shelves_and_articles_stand_on_them_in_their_state(folder):
    assert run(folder)[-1] == "2 created"
    first, second = Article.objects.order_by("key")
    assert (first.section.category.name_en, first.section.category.name_fr) == ("Billing", "Facturation")
    assert (first.section.name_en, second.section.name_en) == ("Invoices", "Billing")
    assert (first.state, first.audience) == (State.PUBLISHED, Audience.PUBLIC)
    assert (second.state, second.audience) == (State.DRAFT, Audience.STAFF)
    english = first.translations.get()  # the French one waits for somebody to publish it
    assert (english.summary, english.updated_at.timestamp()) == ("In one line.", 1_700_000_000)
    assert first.manuscripts.get(language="fr").newest.title == "Premier"


def test_links_pictures_and_old_addresses_lead_here(folder, client):
    run(folder)
    text = Translation.objects.get(article__key="article-101")
    soup = BeautifulSoup(text.body_html, "html.parser")
    assert soup.a["href"] == "/articles/article-102/"
    assert (soup.img["alt"], soup.img["width"]) == ("The form", "40")
    assert "alert" not in text.body_html
    assert Picture.objects.get().slug.startswith("form-")
    assert client.get("/en/articles/101-article")["Location"] == text.get_absolute_url()


def test_a_second_run_changes_nothing_and_a_dry_one_writes_nothing(folder):
    run(folder, "--dry-run")
    assert not Article.objects.exists()
    run(folder)
    assert run(folder)[-1] == "2 unchanged"
