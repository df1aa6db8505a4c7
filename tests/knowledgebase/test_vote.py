"""Did this answer your question? One answer a reader, without an account and without a cookie before."""

import pytest
from django.urls import reverse

from knowledgebase import actions
from knowledgebase.models import Article, Vote
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return articles.article()


def vote(client, text, said="yes", **extra):
    headers = extra.pop("headers", {"Sec-Fetch-Site": "same-origin"})
    address = reverse("knowledgebase:vote", args=[text.article_id])
    return client.post(address, {"helped": said, **extra}, headers=headers)


def counts(text):
    return Article.objects.values_list("helped", "unhelped").get(pk=text.article_id)


# S2-4
def test_a_visitor_answers_and_is_thanked(client, text):
    response = vote(client, text)
    assert response["Location"] == f"{text.get_absolute_url()}?voted=yes#vote"
    assert "We are glad that it helped." in client.get(response["Location"]).content.decode()
    assert counts(text) == (1, 0)


def test_answering_again_replaces_the_first_answer(client, text):
    for said in ("yes", "yes", "no"):
        vote(client, text, said)
    assert counts(text) == (0, 1)
    assert Vote.objects.get().visitor


def test_two_browsers_are_two_visitors(client, text):
    vote(client, text)
    client.cookies.clear()
    vote(client, text)
    assert counts(text) == (2, 0)


def test_a_person_has_one_answer_wherever_they_sit(client, text):
    person = make.customer()
    for _ in range(2):
        client.cookies.clear()
        client.force_login(person)
        vote(client, text)
    assert counts(text) == (1, 0)
    assert Vote.objects.get().by == person


def test_who_says_no_may_say_why(client, text):
    page = client.get(vote(client, text, "no")["Location"]).content.decode()
    assert "What was missing?" in page
    response = vote(client, text, "no", reason="The button has another name.")
    assert "We read every answer" in client.get(response["Location"]).content.decode()
    assert Vote.objects.get().reason == "The button has another name."
    assert counts(text) == (0, 1)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_answer_for_a_reader(client, text, headers):
    assert vote(client, text, headers=headers).status_code == 403
    assert counts(text) == (0, 0)


def test_the_cookie_of_a_visitor_says_nothing_and_cannot_be_made_up(client, text):
    vote(client, text)
    cookie = client.cookies["visitor"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    client.cookies["visitor"] = "made-up"
    vote(client, text)
    assert Vote.objects.filter(visitor="made-up").count() == 0


def test_what_is_hidden_cannot_be_answered(client):
    hidden = articles.article(audience="staff")
    assert vote(client, hidden).status_code == 404


def test_nonsense_changes_nothing(client, text):
    for said in ("", "maybe", "yes" * 1000):
        assert vote(client, text, said)["Location"] == text.get_absolute_url()
    assert vote(client, text, "no", reason="x" * 5000)["Location"] == text.get_absolute_url()
    assert client.get(reverse("knowledgebase:vote", args=[text.article_id])).status_code == 405
    assert counts(text) == (0, 0)


def test_there_is_an_end_to_what_is_kept_in_an_hour(text, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ANSWERS_AN_HOUR", 3)
    for number in range(5):
        actions.vote(text.article, helped=True, visitor=f"visitor {number}")
    assert counts(text) == (3, 0)
