"""Comments: counted for everybody, left by people who are signed in, read before they appear."""

import pytest
from django.urls import reverse

from knowledgebase import actions
from knowledgebase.commenting.actions import MOST_AN_HOUR
from knowledgebase.models import Comment, Version
from portal.accounts.roles import Role
from portal.workflow.moves import IllegalMove
from portal.workflow.once import new_key
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return articles.article()


def address(text):
    return reverse("knowledgebase:comment", args=[text.article_id, text.slug])


def leave(client, text, body="Ours was an import.", key=None):
    return client.post(address(text), {"body": body, "form_key": key or new_key()})


def page(client, text):
    return client.get(text.get_absolute_url()).content.decode()


# S1-36
def test_the_number_of_comments_is_shown(client, text):
    assert "<h2>0 comments</h2>" in page(client, text)
    actions.comment(text.article, by=make.staff(), body="Thank you.")
    assert "<h2>1 comment</h2>" in page(client, text)


# S1-37
def test_a_visitor_is_asked_to_sign_in(client, text):
    markup = page(client, text)
    address = f"/accounts/login/?next={text.get_absolute_url()}"
    assert f'<a href="{address}">Sign in</a> to leave a comment.' in markup
    assert "<textarea" not in markup
    response = leave(client, text)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert not Comment.objects.exists()


def test_what_a_visitor_typed_is_there_after_signing_in(client, text):
    leave(client, text, body="Typed before the sign-in.")
    client.force_login(make.customer())
    assert "Typed before the sign-in." in page(client, text)


def test_a_customers_comment_waits_to_be_read(client, text):
    customer = make.customer(name="Nadia Berger")
    client.force_login(customer)
    assert leave(client, text)["Location"] == f"{text.get_absolute_url()}#comments"
    markup = page(client, text)
    assert "Only you see this comment until we have read it." in markup
    assert "<h2>Comments</h2>" in markup  # not that there are none, above one
    client.force_login(make.customer())
    assert "<h2>0 comments</h2>" in page(client, text)
    assert "Ours was an import." not in page(client, text)
    before = Version.now()
    actions.publish(Comment.objects.get(), by=make.staff(Role.EDITOR))
    assert Version.now() != before
    client.logout()
    markup = page(client, text)
    assert "Ours was an import." in markup
    assert "Nadia Berger" in markup
    assert customer.email not in markup


def test_staff_are_read_at_once_and_known_as_such(client, text):
    client.force_login(make.staff(Role.AGENT, name="Jonas Weber"))
    leave(client, text, body="We added a row.")
    client.logout()
    markup = page(client, text)
    assert "We added a row." in markup
    assert 'class="chip tone-us"' in markup


def test_the_author_comes_from_the_session(client, text):
    customer, other = make.customer(), make.customer()
    client.force_login(customer)
    client.post(
        address(text), {"body": "Mine.", "form_key": new_key(), "author": other.pk, "state": "published"}
    )
    comment = Comment.objects.get()
    assert (comment.author, comment.state) == (customer, "draft")


def test_sent_twice_it_is_one_comment(client, text):
    client.force_login(make.customer())
    key = new_key()
    assert leave(client, text, key=key)["Location"] == leave(client, text, key=key)["Location"]
    assert Comment.objects.count() == 1
    assert leave(client, text, body="Another one.", key=key).status_code == 409
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("body", ["", " ", "x", "x" * 4001])
def test_a_comment_that_cannot_be_taken_comes_back(client, text, body):
    client.force_login(make.customer())
    response = leave(client, text, body=body)
    assert response.status_code == 422
    assert body.strip() in response.content.decode()
    assert not Comment.objects.exists()


def test_it_is_text_and_nothing_else(client, text):
    client.force_login(make.staff())
    leave(client, text, body="<img src=x onerror=alert(1)> [x](javascript:alert(1))")
    client.logout()
    markup = page(client, text)
    assert "&lt;img src=x" in markup
    assert "<img" not in markup


def test_nobody_comments_on_what_they_do_not_see(client):
    hidden = articles.article(audience="staff")
    client.force_login(make.customer())
    assert leave(client, hidden).status_code == 404


def test_turned_down_and_published_it_is_counted_once(client, text):
    editor = make.staff(Role.EDITOR)
    comment = actions.comment(text.article, by=make.staff(), body="Wrong.")
    actions.turn_down(comment, by=editor, reason="It is about another product.")
    with pytest.raises(IllegalMove):
        actions.turn_down(comment, by=editor, reason="It is about another product.")
    assert "<h2>0 comments</h2>" in page(client, text)
    actions.publish(comment, by=editor)
    with pytest.raises(IllegalMove):
        actions.publish(comment, by=editor)
    assert "<h2>1 comment</h2>" in page(client, text)


def test_there_is_an_end_to_what_one_person_writes_in_an_hour(client, text):
    client.force_login(make.customer())
    for number in range(MOST_AN_HOUR):
        assert leave(client, text, body=f"Number {number}.").status_code == 302
    response = leave(client, text, body="One too many.")
    assert response.status_code == 422
    assert "Send this again in an hour." in response.content.decode()
    assert "One too many." in response.content.decode()
    assert Comment.objects.count() == MOST_AN_HOUR
    client.force_login(make.customer())
    assert leave(client, text).status_code == 302


def test_of_many_the_newest_are_shown_and_all_are_counted(client, text, monkeypatch):
    monkeypatch.setattr("knowledgebase.views.MOST_COMMENTS", 2)
    jonas = make.staff()
    for number in range(3):
        actions.comment(text.article, by=jonas, body=f"Number {number}.")
    markup = page(client, text)
    assert "<h2>3 comments</h2>" in markup
    assert "The newest 2 are shown." in markup
    assert "Number 0." not in markup
    assert markup.index("Number 1.") < markup.index("Number 2.")
