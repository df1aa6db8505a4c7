"""`manage.py export_articles FOLDER`: everything goes out as Markdown, and comes back the same."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from knowledgebase.models import (
    Article,
    Category,
    FormerSlug,
    Manuscript,
    OldAddress,
    Picture,
    Section,
    Snippet,
    Translation,
)
from knowledgebase.states import Audience, State
from knowledgebase.writing.states import Kind
from tests.knowledgebase import make
from tests.knowledgebase.pictures import make as pictures

pytestmark = pytest.mark.django_db


def run(command, folder):
    said = StringIO()
    call_command(command, folder, stdout=said, stderr=said)
    return said.getvalue()


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def emptied():
    for model in (Article, Section, Category, Snippet, Picture):
        model.objects.all().delete()
    assert not (Translation.objects.exists() or OldAddress.objects.exists() or FormerSlug.objects.exists())


def there_and_back(tmp_path):
    run("export_articles", tmp_path / "one")
    emptied()
    said = run("import_articles", tmp_path / "one")
    run("export_articles", tmp_path / "two")
    assert files(tmp_path / "two") == files(tmp_path / "one")
    return said


def a_bit_of_everything():
    """Every kind of row, with what could get lost: bars, quotes, blank ends, other languages, drafts."""
    pictures.picture("form", "JPEG", description_en='The "form": all of it', description_fr="Le formulaire")
    pictures.picture("steps", "WEBP")
    Snippet.objects.create(name="hours", body_en="From **8**.\n", body_fr="Dès **8 h**.\n\nEt plus.")
    section = make.section("People and sign-in", "Clés | mots")
    section.needs_review, section.position, section.name_fr = True, 30, "Clés"
    section.slug = "keys"
    section.save()
    manuscript = make.published(
        make.written(
            'A title: with "signs" | and bars',
            on=make.section("People and sign-in", "Others"),
            summary="  Two\nlines ",
            byline="the Product team",
            asked="how | why\nwhere\n",
            body="    code first\n\n---\n\n![](picture:form) {{snippet:hours}}\r\n\r\n| a |\n|---|\n| 1 |\n",
        )
    )
    make.in_french(manuscript, title="Un brouillon français", body="Pas encore.\n")
    make.write(manuscript, body="What is being written now.\n\n![](picture:steps)")
    article = manuscript.article
    Article.objects.filter(pk=article.pk).update(kind=Kind.PROBLEM, review_on="2027-01-31", position=7)
    OldAddress.objects.create(path="/hc/en-us/articles/360012", article=article, language="en")
    make.written("A draft and nothing else", audience=Audience.PARTNERS, body="")
    text = make.article("Of another moment", on=section, audience=Audience.CUSTOMERS, key="moment")
    Translation.objects.filter(pk=text.pk).update(updated_at=datetime(2026, 3, 1, 0, 30, 1, 5, tzinfo=UTC))


def test_there_and_back_every_file_is_the_same_to_the_byte(tmp_path):
    a_bit_of_everything()
    said = there_and_back(tmp_path)
    assert "unchanged" not in said.splitlines()[-1]
    assert Manuscript.objects.filter(status="draft").count() == 3
    assert set(Article.objects.values_list("state", flat=True)) == {State.PUBLISHED, State.DRAFT}
    shown = Translation.objects.get(title__startswith="A title")
    assert shown.asked.splitlines() == ["how | why", "where"]
    assert shown.body.startswith("    code first")
    assert '<img src="/pictures/form/' in shown.body_html
    assert shown.article.review_on.isoformat() == "2027-01-31"
    assert FormerSlug.objects.get().section == Section.objects.get(slug="keys")
    assert Section.objects.get(slug="keys").needs_review


def test_what_came_back_is_there_already_a_second_time(tmp_path):
    a_bit_of_everything()
    there_and_back(tmp_path)
    last = run("import_articles", tmp_path / "one").splitlines()[-1]
    assert last.endswith(" unchanged")
    assert "," not in last


def test_the_demonstration_goes_out_and_comes_back(tmp_path):
    run("import_articles", settings.BASE_DIR / "knowledgebase" / "demo")
    there_and_back(tmp_path)


def test_a_picture_of_somebody_elses_is_written_anew_and_one_of_ours_stays(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "form.md").write_text("---\npicture: form\nfile: form.jpg\ndescription_en: A form\n---\n")
    (folder / "form.jpg").write_bytes(pictures.data("JPEG"))
    run("import_articles", folder)
    first = Picture.objects.get()
    assert pictures.SECRET.encode() not in first.file.read()
    assert run("import_articles", folder).splitlines()[-1] == "1 unchanged"


@pytest.mark.parametrize("file", ["../form.jpg", "/etc/hostname", "nowhere.png", "form.md"])
def test_a_picture_is_a_file_beside_its_description_and_nothing_else(tmp_path, file):
    (tmp_path / "form.md").write_text(f"---\npicture: form\nfile: {file}\ndescription_en: A form\n---\n")
    with pytest.raises(CommandError, match="1 files were refused"):
        run("import_articles", tmp_path)
    assert not Picture.objects.exists()


def test_it_writes_into_no_folder_that_holds_something(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not an empty folder"):
        run("export_articles", tmp_path)
