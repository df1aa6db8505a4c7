"""`manage.py import_zendesk FOLDER_OR_ZIP`: a help centre moves in whole and harmless, as often as wanted."""

import re
import shutil
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from knowledgebase.models import Article, OldAddress, Picture, Section, Translation
from knowledgebase.states import Audience, State
from tests.knowledgebase.moving import zendesk_export

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return zendesk_export.write(tmp_path / "zendesk", zendesk_export.rows(10))


def run(folder, *options):
    said = StringIO()
    call_command("import_zendesk", folder, *options, stdout=said, stderr=said)
    return said.getvalue().splitlines()


def text(number, language="en"):
    path = {"en": "en-us", "fr": "fr"}[language]
    article = OldAddress.objects.get(path=f"/hc/{path}/articles/{360000 + number}").article
    return article.translations.get(language=language)


def test_an_article_comes_with_its_shelf_languages_labels_and_dates(folder):
    said = run(folder)
    assert said[-1] == "10 created"
    english, french = text(2), text(2, "fr")
    article = english.article
    assert (english.title, french.title) == ("Article 2: how & why", "Article 2 : comment")
    assert (article.state, article.audience, article.key) == (
        State.PUBLISHED,
        Audience.PUBLIC,
        "article-2-how-why",
    )
    assert english.asked.splitlines() == ["label 2", "how|to"]
    assert english.updated_at.isoformat() == "2025-03-01T09:30:00+00:00"
    assert article.section.name_en == "Details / Details"
    assert (article.section.category.name_en, article.section.category.name_fr) == (
        "Getting started",
        "Départ",
    )
    assert text(7).article.audience == Audience.STAFF
    assert any("not taken: the text in de" in line for line in said)


def test_its_html_says_the_same_as_markdown(folder):
    run(folder)
    soup = BeautifulSoup(text(1).body_html, "html.parser")
    assert soup.h2.get_text() == "Step one of 1"
    assert (soup.strong.get_text(), soup.em.get_text(), soup.code.get_text()) == (
        "Settings",
        "Sign-in",
        "a|b",
    )
    assert "5 * 3 = 15, a_b_c" in soup.get_text()
    assert [cell.get_text() for cell in soup.find_all(["th", "td"])] == [
        "Field",
        "Means",
        "Number 1",
        "one | two",
    ]
    assert soup.ol.ul.li.get_text() == "Nested"
    assert soup.pre.get_text() == 'if a < b:\n    print("``` 1")\n'


def test_its_links_lead_to_the_articles_here_and_others_are_told_of(folder):
    said = run(folder)
    links = [a["href"] for a in BeautifulSoup(text(1).body_html, "html.parser").find_all("a")]
    assert links == [
        "/articles/article-2-how-why/",
        "/articles/article-2-how-why/",
        "https://acme.zendesk.com/hc/en-us/sections/9",
        "#part-step-one-of-1",
        "https://example.org/x?a=1&b=%282%29",
    ]
    assert any("leads to the old address: /hc/en-us/sections/9" in line for line in said)
    assert 'id="part-step-one-of-1"' in text(1).body_html


def test_its_pictures_are_ours_from_now_on(folder, client):
    run(folder)
    images = BeautifulSoup(text(1).body_html, "html.parser").find_all("img")
    assert [image["alt"] for image in images] == ["The form 1", "The form 1"]
    assert {image["width"] for image in images} == {"40"}
    assert client.get(images[0]["src"]).status_code == 200
    assert Picture.objects.count() == 10


def test_its_old_address_leads_here(folder, client):
    run(folder)
    answer = client.get("/hc/en-us/articles/360001-Whatever-it-was-called")
    assert (answer.status_code, answer["Location"]) == (301, text(1).get_absolute_url())


def test_what_could_do_harm_does_none_and_what_is_left_out_is_said(folder):
    said = run(folder)
    html = text(5).body_html
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find_all(["script", "iframe", "svg", "form", "style", "input", "math"])
    assert not [
        tag for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on") or name == "style"
    ]
    assert not [a for a in soup.find_all("a") if not re.match(r"https?://|/|#|mailto:", a["href"])]
    assert all(image["src"].startswith("/pictures/") for image in soup.find_all("img"))
    assert "still here" in html
    assert "{{snippet:hours}}" in soup.get_text()
    assert "<b>bold</b>" in soup.get_text()
    assert "::: warning" in soup.get_text()
    assert any("left out: iframe https://evil.example/frame" in line for line in said)


def test_a_second_run_changes_nothing_and_a_third_only_what_changed(tmp_path, folder):
    run(folder)
    assert run(folder)[-1] == "10 unchanged"
    found = zendesk_export.rows(10)
    found["articles"][0]["title"] = "Quite another title"
    zendesk_export.write(folder, found)
    assert run(folder)[-1] == "1 updated, 9 unchanged"
    assert (text(1).title, text(1).article.key) == ("Quite another title", "article-1-how-why")


def test_a_dry_run_says_the_same_and_writes_nothing(folder, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    said = run(folder, "--dry-run")
    assert not (Article.objects.exists() or Section.objects.exists() or Picture.objects.exists())
    assert not default_storage.exists("pictures") or default_storage.listdir("pictures") == ([], [])
    assert said[-1] == "This was a dry run: nothing is written."
    assert said[:-1] == run(folder)


def test_an_article_that_cannot_be_taken_leaves_nothing_behind_and_keeps_no_other_away(tmp_path):
    found = zendesk_export.rows(4)
    found["translations"][0]["title"] = ""  # of the second article: its English text was fine
    folder = zendesk_export.write(tmp_path / "zendesk", found)
    with pytest.raises(CommandError, match="1 articles were refused"):
        run(folder)
    assert Article.objects.count() == 3
    assert not Picture.objects.filter(slug="shot-700002").exists()
    assert Picture.objects.count() == 3


@pytest.mark.parametrize("depth", [600, 20_000])
def test_a_text_that_is_nested_without_end_is_refused_and_keeps_no_other_away(tmp_path, depth):
    found = zendesk_export.rows(2)
    found["articles"][0]["body"] = "<ul><li>" * depth + "x"
    with pytest.raises(CommandError, match="1 articles were refused"):
        run(zendesk_export.write(tmp_path / "zendesk", found))
    assert Article.objects.count() == 1


def test_signs_that_no_database_takes_are_left_out(tmp_path):
    found = zendesk_export.rows(1)
    found["articles"][0] |= {"title": "A\0rticle \ud800", "body": "<p>Wo\0rds \ud800 here</p>"}
    run(zendesk_export.write(tmp_path / "zendesk", found))
    assert Translation.objects.get().title == "Article ?"
    assert "Words" in Translation.objects.get().body


def test_a_draft_stays_a_draft(tmp_path):
    found = zendesk_export.rows(1)
    found["articles"][0]["draft"] = True
    run(zendesk_export.write(tmp_path / "zendesk", found))
    assert Article.objects.get().state == State.DRAFT


def test_a_picture_that_is_none_is_left_out_and_told_of(folder):
    (folder / "article_attachments" / "700001" / "shot.png").write_bytes(b"<svg onload=alert(1)>")
    said = run(folder)
    assert "<img" not in text(1).body_html
    assert any("shot.png” is not a picture" in line for line in said)


def zipped(folder, path):
    return shutil.make_archive(str(path), "zip", folder)


def test_a_damaged_file_stops_the_move_and_is_not_taken_for_missing(tmp_path, folder):
    path = Path(zipped(folder, tmp_path / "all"))
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("translations.json")
    data = bytearray(path.read_bytes())
    middle = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    data[middle] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(CommandError, match="translations.json is there and cannot be read"):
        run(path)
    assert not Article.objects.exists()


def test_a_zip_archive_does_as_well(tmp_path, folder):
    assert run(zipped(folder, tmp_path / "all"))[-1] == "10 created"
    assert Picture.objects.count() == 10


@pytest.mark.parametrize("name", ["../out.json", "/etc/x.json", "a\\..\\b.json"])
def test_an_archive_that_reaches_outside_itself_is_refused(tmp_path, folder, name):
    path = zipped(folder, tmp_path / "all")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "{}")
    with pytest.raises(CommandError, match="outside itself"):
        run(path)
    assert not Article.objects.exists()


def test_an_archive_that_unpacks_to_far_more_than_it_is_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("articles.json", b" " * 50_000_000)
    with pytest.raises(CommandError, match="far more than it is"):
        run(path)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path, folder):
    secret = tmp_path / "secret.png"
    shutil.copy(folder / "article_attachments" / "700001" / "shot.png", secret)
    place = folder / "article_attachments" / "700001" / "shot.png"
    place.unlink()
    place.symlink_to(secret)
    run(folder)
    assert not Picture.objects.filter(slug="shot-700001").exists()


@pytest.mark.parametrize("content", ["", "[1, 2]", '{"articles": 3}', "{}", "[" * 100_000])
def test_what_is_no_export_is_said(tmp_path, content):
    (tmp_path / "articles.json").write_text(content)
    with pytest.raises(CommandError, match=r"articles\.json"):
        run(tmp_path)
