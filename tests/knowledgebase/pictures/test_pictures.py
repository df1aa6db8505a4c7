"""Pictures of articles: shown with their size and words, to readers of a text that shows them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from knowledgebase.models import Picture, PictureUse, Snippet, Translation
from knowledgebase.pictures import actions
from knowledgebase.pictures.reencoding import reencode
from knowledgebase.states import Audience
from knowledgebase.writing import snippets
from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove
from tests import make as people
from tests.knowledgebase import make as articles
from tests.knowledgebase.pictures import make

pytestmark = pytest.mark.django_db
BODY = "Look:\n\n![](picture:form)\n"
LIST, ADD = "admin:knowledgebase_picture_changelist", "admin:knowledgebase_picture_add"


@pytest.fixture
def editor(client):
    client.force_login(people.staff(Role.EDITOR))
    return client


def address(**changes):
    picture = Picture.objects.get()
    names = {"slug": picture.slug, "version": picture.version, "ending": picture.ending} | changes
    return reverse("pictures:show", kwargs=names)


def test_a_text_shows_it_with_its_size_and_its_words_in_each_language():
    picture = make.picture()
    english = articles.article(body=BODY)
    french = articles.translated(english, "Un numéro manque", body=BODY)
    shown = f'<img src="{picture.get_absolute_url()}" alt="{{}}" width="40" height="24" loading="lazy">'
    assert shown.format("The form") in english.body_html
    assert shown.format("Le formulaire") in french.body_html


def test_words_in_the_brackets_stand_for_its_description():
    make.picture()
    assert (
        'alt="The &quot;first&quot; step"'
        in articles.article(body='![The "first" step](picture:form)').body_html
    )


def test_a_name_that_no_picture_has_shows_no_picture():
    html = articles.article(body="![words](picture:nothing) `![](picture:form)`").body_html
    assert "<img" not in html
    assert "words" in html
    assert not PictureUse.objects.exists()


def test_a_text_cannot_be_published_with_a_name_that_no_picture_has():
    manuscript = articles.written(body=BODY)
    with pytest.raises(IllegalMove, match="no picture of this name: form"):
        articles.published(manuscript)
    make.picture()
    assert (
        "<img"
        in Translation.objects.get(pk=articles.published(manuscript).article.translations.get().pk).body_html
    )


def test_the_page_of_a_text_says_that_there_is_no_such_picture_and_keeps_what_was_typed(editor):
    manuscript = articles.written()
    path = reverse("admin:knowledgebase_manuscript_write", args=[manuscript.pk])
    answer = editor.post(path, {"title": "T", "body": BODY, "seen": manuscript.version, "form_key": "k" * 24})
    assert answer.status_code == 422
    assert "There is no picture of this name: form." in answer.content.decode()
    assert "picture:form" in answer.content.decode()


def test_everybody_gets_the_picture_of_a_public_article_and_may_keep_it(client):
    make.picture()
    articles.article(body=BODY)
    answer = client.get(address())
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert b"".join(answer.streaming_content)[1:4] == b"PNG"
    assert client.get(address(), headers={"if-none-match": "x"}).status_code == 200


def test_it_is_as_public_as_the_most_public_text_that_shows_it(client):
    make.picture()
    article = articles.article(body=BODY, audience=Audience.CUSTOMERS)
    assert client.get(address()).status_code == 404
    client.force_login(people.customer())
    answer = client.get(address())
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    article.body = "No picture."
    article.save()
    assert client.get(address()).status_code == 404


def test_one_in_a_snippet_is_as_public_as_the_texts_that_show_the_snippet(client):
    make.picture()
    snippet = Snippet.objects.create(name="look", body_en="Nothing yet.")
    articles.article(body="{{snippet:look}}")
    assert client.get(address()).status_code == 404
    snippet.body_en = BODY
    snippets.save(snippet)
    assert client.get(address()).status_code == 200


def test_other_bytes_have_another_address_and_the_former_one_leads_there(client):
    picture = make.picture()
    text = articles.article(body=BODY)
    former = address()
    source = make.data("WEBP", colour="green")
    actions.store(picture, ready=reencode(source, "form"), source=source)
    text.refresh_from_db()
    assert address() in text.body_html
    assert former not in text.body_html
    answer = client.get(former)
    assert (answer.status_code, answer["Location"]) == (302, address())
    assert client.get(address())["Content-Type"] == "image/webp"


@override_settings(ACCEL_REDIRECT="/handed-out")
def test_behind_nginx_it_is_handed_out_by_nginx(client):
    picture = make.picture()
    articles.article(body=BODY)
    answer = client.get(address())
    assert answer["X-Accel-Redirect"] == f"/handed-out/{picture.file.name}"
    assert answer["Content-Type"] == "image/png"


def test_the_page_still_reads_when_the_bytes_are_out_of_reach(client):
    picture = make.picture()
    text = articles.article(body=BODY)
    picture.file.storage.delete(picture.file.name)
    assert client.get(address()).status_code == 404
    assert client.get(text.get_absolute_url()).status_code == 200


def test_one_that_a_text_shows_stays_and_one_that_none_shows_goes_with_its_bytes(
    django_capture_on_commit_callbacks,
):
    picture = make.picture()
    text = articles.article(body=BODY)
    with pytest.raises(IllegalMove, match="An invoice number is missing"):
        actions.delete(picture)
    text.article.delete()
    storage, path = picture.file.storage, picture.file.name
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete(picture)
    assert not Picture.objects.exists()
    assert not storage.exists(path)


def test_one_that_a_draft_or_a_snippet_names_stays():
    picture = make.picture()
    manuscript = articles.published(articles.written(body="Nothing."))
    articles.write(manuscript, body=BODY)
    with pytest.raises(IllegalMove):
        actions.delete(picture)
    other = make.picture("other")
    Snippet.objects.create(name="look", body_en="![](picture:other)")
    with pytest.raises(IllegalMove, match="look"):
        actions.delete(other)


def upload(name="form.png", data=None):
    return SimpleUploadedFile(name, make.data() if data is None else data)


def fields(**changes):
    return {"slug": "form", "description_en": "A", "description_fr": "B", "upload": upload()} | changes


def test_an_editor_adds_one(editor):
    answer = editor.post(reverse(ADD), fields())
    assert answer.status_code == 302, answer.context["errors"]
    picture = Picture.objects.get()
    assert (picture.kind, picture.width, picture.created_by.pk) == (
        "png",
        40,
        int(editor.session["_auth_user_id"]),
    )
    assert editor.get(reverse(LIST)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"description_fr": ""}, "This field is required"),
        ({"description_en": ""}, "This field is required"),
        ({"slug": "A Name"}, "Small letters, digits and hyphens"),
        ({"upload": ""}, "This field is required"),
        ({"upload": upload("form.svg", b"<svg/>")}, "form.svg"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(editor, changes, words):
    answer = editor.post(reverse(ADD), fields(**changes))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Picture.objects.exists()


def test_an_editor_describes_it_otherwise_and_every_page_says_so(editor):
    picture = make.picture()
    text = articles.article(body=BODY)
    path = reverse("admin:knowledgebase_picture_change", args=[picture.pk])
    editor.post(path, {"description_en": "The whole form", "description_fr": "B"})
    text.refresh_from_db()
    assert 'alt="The whole form"' in text.body_html


def test_those_that_no_text_shows_are_listed_and_deleted_at_once(editor):
    make.picture("shown")
    make.picture("idle")
    articles.article(body="![](picture:shown)")
    listed = editor.get(reverse(LIST), {"used": "no"}).content.decode()
    assert "idle" in listed
    assert ">shown<" not in listed
    every = list(Picture.objects.values_list("pk", flat=True))
    editor.post(reverse(LIST), {"action": "delete_unused", "_selected_action": every})
    assert [picture.slug for picture in Picture.objects.all()] == ["shown"]
    shown = Picture.objects.get()
    assert (
        editor.post(
            reverse("admin:knowledgebase_picture_delete", args=[shown.pk]), {"post": "yes"}
        ).status_code
        == 403
    )


def test_the_list_asks_as_often_for_three_as_for_one(editor, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make.picture("one")
    articles.article(body="![](picture:one)")
    editor.get(reverse(LIST))
    with CaptureQueriesContext(connection) as asked:
        editor.get(reverse(LIST))
    for name in ("two", "three"):
        make.picture(name)
        articles.article(name, body=f"![](picture:{name})")
    with django_assert_num_queries(len(asked)):
        editor.get(reverse(LIST))
