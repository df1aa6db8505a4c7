"""A problem has its three parts, in the language of its text."""

import pytest
from django.urls import reverse

from knowledgebase.models import Article, Translation
from knowledgebase.writing import actions
from knowledgebase.writing.states import Kind
from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db

PARTS = "## Summary\n\nShort.\n\n## Description\n\nLong.\n\n## Resolution\n\nDone."


@pytest.fixture
def problem():
    manuscript = articles.written("It hangs", body="Only words.")
    Article.objects.update(kind=Kind.PROBLEM)
    return articles.again(manuscript)


# S3-1
def test_a_problem_is_published_with_summary_description_and_resolution(problem, client):
    with pytest.raises(IllegalMove, match="Summary.*Description.*Resolution"):
        actions.publish(problem, by=None)
    articles.published(articles.write(problem, body=PARTS))
    page = client.get(Translation.objects.get().get_absolute_url()).content.decode()
    places = [
        page.index(f'<h2 id="part-{part.lower()}">{part}</h2>')
        for part in ("Summary", "Description", "Resolution")
    ]
    assert places == sorted(places)


# S3-1
def test_a_new_problem_begins_with_its_parts_in_its_language(problem, client):
    client.force_login(make.staff(Role.EDITOR))
    french = problem.article.manuscripts.get(language="fr")
    address = reverse("admin:knowledgebase_manuscript_write", args=[french.pk])
    page = client.get(address).content.decode()
    for part in ("## Résumé", "## Description", "## Résolution"):
        assert part in page
    sent = {"title": "Bloqué", "body": "## Résumé\n\nRien.", "seen": 0, "form_key": "k" * 30}
    said = client.post(address, sent)
    assert said.status_code == 422
    assert "Résolution" in said.context["form"].errors["body"][0]


# S3-10
def test_a_part_can_be_unfolded_and_folded_without_scripts(client):
    articles.published(articles.written("Folded", body="::: details For administrators\nOpen it.\n:::"))
    page = client.get(Translation.objects.get().get_absolute_url()).content.decode()
    assert "<details><summary>For administrators</summary>\n<p>Open it.</p>\n</details>" in page
