"""A whole help centre of 300 articles moves in from Zendesk, out as files, back in and in again."""

import re

import pytest
from bs4 import BeautifulSoup

from knowledgebase.models import Article, Translation
from tests.knowledgebase.moving import zendesk_export
from tests.knowledgebase.moving.test_export import there_and_back
from tests.knowledgebase.moving.test_zendesk import run

pytestmark = pytest.mark.django_db


def test_three_hundred_articles_move_in_and_out_without_loss(tmp_path):
    folder = zendesk_export.write(tmp_path / "zendesk", zendesk_export.rows(300))
    said = run(folder)
    assert said[-1] == "300 created"
    assert Article.objects.count() == 300
    assert Translation.objects.filter(language="fr").count() == 150
    for shown in Translation.objects.select_related("article"):
        soup = BeautifulSoup(shown.body_html, "html.parser")
        assert soup.h2, shown.title
        assert soup.pre, shown.title
        assert len(soup.find_all("img")) == 2, shown.title
        assert len(soup.find_all("td")) == 2, shown.title
        assert len(soup.find_all("a", href=re.compile(r"^(/fr)?/articles/article-"))) == 2, shown.title
    there_and_back(tmp_path)
    assert Article.objects.count() == 300
    assert run(folder)[-1] == "300 unchanged"
