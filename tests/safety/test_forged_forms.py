"""A form that did not come from our own page changes nothing, and what was typed is shown."""

import pytest
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db

TYPED = {"name": "Nadia Klein", "language": "en", "zone": "Europe/Paris"}


@pytest.fixture
def nadia():
    return make.customer(email="nadia@client.example", password=make.PASSWORD)


@pytest.fixture
def client(nadia):
    client = Client(enforce_csrf_checks=True)
    client.force_login(nadia)
    return client


def token_of(client):
    return str(client.get("/accounts/profile/").context["csrf_token"])


def refused(response, nadia, typed="Nadia Klein"):
    assert response.status_code == 403
    assert typed in response.content.decode()
    nadia.refresh_from_db()
    assert nadia.name == "Nadia Berger"


def test_with_the_token_of_the_page_it_is_saved(client, nadia):
    client.post("/accounts/profile/", {**TYPED, "csrfmiddlewaretoken": token_of(client)})

    nadia.refresh_from_db()
    assert nadia.name == "Nadia Klein"


def test_without_a_token(client, nadia):
    refused(client.post("/accounts/profile/", TYPED), nadia)


def test_with_the_token_of_somebody_else(client, nadia):
    token_of(client)
    other = Client(enforce_csrf_checks=True)
    other.force_login(make.user())

    refused(client.post("/accounts/profile/", {**TYPED, "csrfmiddlewaretoken": token_of(other)}), nadia)


def test_with_an_invented_token(client, nadia):
    token_of(client)
    invented = _mask_cipher_secret(_get_new_csrf_string())

    refused(client.post("/accounts/profile/", {**TYPED, "csrfmiddlewaretoken": invented}), nadia)


def test_with_the_token_from_before_the_sign_in(nadia):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/accounts/login/")
    before = str(page.context["csrf_token"])
    client.post(
        "/accounts/login/",
        {"login": nadia.email, "password": make.PASSWORD, "csrfmiddlewaretoken": before},
    )
    assert "_auth_user_id" in client.session

    refused(client.post("/accounts/profile/", {**TYPED, "csrfmiddlewaretoken": before}), nadia)


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "http://testserver.evil.example", "x"])
def test_from_another_origin(client, nadia, origin):
    token = token_of(client)

    response = client.post(
        "/accounts/profile/", {**TYPED, "csrfmiddlewaretoken": token}, headers={"origin": origin}
    )

    refused(response, nadia)


def test_over_https_from_another_page(client, nadia):
    token = token_of(client)
    for referer in ({}, {"referer": "https://evil.example/"}):
        response = client.post(
            "/accounts/profile/", {**TYPED, "csrfmiddlewaretoken": token}, secure=True, headers=referer
        )
        refused(response, nadia)


@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
def test_of_another_kind(client, nadia, kind):
    token_of(client)
    body = "name=Nadia Klein&language=en&zone=Europe/Paris"

    refused(client.post("/accounts/profile/", body, content_type=kind), nadia, typed="")


def test_passwords_are_not_shown_again(nadia):
    response = Client(enforce_csrf_checks=True).post(
        "/accounts/login/", {"login": "nadia@client.example", "password": "my secret of years"}
    )

    assert response.status_code == 403
    page = response.content.decode()
    assert "nadia@client.example" in page
    assert "my secret of years" not in page


def test_what_was_typed_is_shown_as_text(client):
    page = client.post("/accounts/profile/", {"name": '"><img src=x onerror=alert(1)>'}).content.decode()

    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page
