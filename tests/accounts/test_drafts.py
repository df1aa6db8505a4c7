"""A form that arrives after sign-out keeps what was typed."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


@pytest.fixture
def person():
    return make.user("nadia@client.example", password=make.PASSWORD)


def sign_in(client, address):
    return client.post(address, {"login": "nadia@client.example", "password": make.PASSWORD})


def test_a_visitor_is_led_to_the_sign_in_and_back(client):
    response = client.get("/try/form/?case=CW-00012")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/try/form/%3Fcase%3DCW-00012"


def test_what_was_typed_is_shown_again_after_the_sign_in(client, person):
    led = client.post("/try/form/?case=7", {"subject": "Invoices are empty", "impact": ["a", "b"]})
    back = sign_in(client, led["Location"])
    assert back["Location"] == "/try/form/?case=7"

    shown = client.get(back["Location"])

    assert "Invoices are empty" in shown.content.decode()
    assert [str(message) for message in get_messages(shown.wsgi_request)][-1] == (
        "You were signed out when you sent this. Nothing was sent yet: check it and send it again."
    )


def test_it_is_shown_once(client, person):
    led = client.post("/try/form/", {"subject": "Invoices are empty"})
    sign_in(client, led["Location"])
    client.get("/try/form/")

    assert "Invoices" not in client.get("/try/form/").content.decode()


def test_a_view_that_only_receives_shows_it_on_the_page_of_its_form(client, person):
    led = client.post("/try/12/answer/", {"text": "It works again"})
    back = sign_in(client, led["Location"])

    assert back["Location"] == "/try/12/"
    assert "It works again" in client.get("/try/12/").content.decode()


def test_it_is_not_shown_on_the_page_of_another_case(client, person):
    led = client.post("/try/12/answer/", {"text": "It works again"})
    sign_in(client, led["Location"])

    assert "It works again" not in client.get("/try/13/").content.decode()


def test_passwords_tokens_and_files_are_not_kept(client, person):
    file = SimpleUploadedFile("picture.png", b"bytes of a picture")
    led = client.post(
        "/try/form/",
        {"subject": "Hello", "old_password": "secret-one", "csrfmiddlewaretoken": "t", "file": file},
    )
    assert "secret-one" not in str(Session.objects.get().get_decoded())
    sign_in(client, led["Location"])

    shown = client.get("/try/form/")

    assert shown.content.decode().count("secret-one") == 0
    assert "csrfmiddlewaretoken" not in shown.content.decode()
    assert "Attach them again" in [str(message) for message in get_messages(shown.wsgi_request)][-1]


def test_a_very_long_text_is_cut_and_does_not_fill_the_database(client, person):
    led = client.post("/try/form/", {"first": "short", "text": "é" * 400_000, "after": "lost"})
    assert len(Session.objects.get().session_data) < 1_500_000
    sign_in(client, led["Location"])

    shown = client.get("/try/form/").content.decode()

    assert "short" in shown
    assert 70_000 < shown.count("é") <= 75_000


def test_control_characters_survive_as_they_were(client, person):
    led = client.post("/try/form/", {"text": "a\x00b\u202e😀"})
    sign_in(client, led["Location"])

    assert "a\\x00b\\u202e😀" in client.get("/try/form/").content.decode()


def test_the_session_of_a_draft_is_short_until_the_sign_in(client, person):
    client.post("/try/form/", {"subject": "Hello"})
    assert client.session.get_expiry_age() <= 2 * 60 * 60
