"""Every letter about comments and to followers, in both languages: whole, and with the way it leads."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from knowledgebase import actions, tasks
from knowledgebase.following.actions import follow
from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "templates" / "knowledgebase" / "email"


def told(language):
    reader = make.customer(name="Nadia Berger", language=language)
    editor = make.staff(Role.EDITOR, language=language)
    follow(articles.section(), by=reader)
    manuscript = articles.published(articles.written("Numbers & <letters>", body="One."))
    follow(manuscript.article, by=reader)
    articles.published(articles.write(manuscript, body="Two."))
    tasks.tell_followers()
    for body in ("First & <b>last</b>.", "Another.", "Waits."):
        left = actions.comment(manuscript.article, by=reader, body=body)
        if body == "First & <b>last</b>.":
            actions.publish(left, by=editor)
        if body == "Another.":
            actions.turn_down(left, by=editor, reason="It names <i>somebody</i>.")
    tasks.tell_of_comments()
    return list(Letter.objects.order_by("pk"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_letter_is_written_and_leads_where_it_says(client, language):
    with translation.override("en"):
        letters = told(language)
    written = {path.stem for path in FOLDER.glob("comment*.txt")}
    written |= {path.stem for path in FOLDER.glob("article_*.txt")}
    assert sorted(letter.kind.rpartition("/")[2] for letter in letters) == sorted(written)
    for letter in letters:
        assert letter.language == language
        for slip in ("{{", "{%", "None", " object ", "&amp;"):
            assert slip not in letter.text, (letter.kind, slip)
        for live in ("<letters>", "<b>", "<i>"):
            assert live not in letter.html, (letter.kind, live)
        links = re.findall(rf"{settings.SITE_URL}(/\S+)", letter.text)
        assert links, letter.kind
        for link in links:
            path = link.partition("#")[0]
            assert link.startswith("/fr/") == (language == "fr") or path.startswith("/admin/"), link
            assert client.get(path).status_code == (302 if path.startswith("/admin/") else 200), link
