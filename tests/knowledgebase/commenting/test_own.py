"""An author changes a comment or takes it away; nobody else can."""

import pytest
from django.urls import reverse

from knowledgebase import actions
from knowledgebase.models import Article, Comment, CommentEvent
from portal.accounts.roles import Role
from portal.workflow.once import new_key
from tests import make
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return articles.article()


@pytest.fixture
def nadia():
    return make.customer(name="Nadia Berger")


@pytest.fixture
def comment(text, nadia):
    made = actions.comment(text.article, by=nadia, body="Ours was an import.")
    return actions.publish(made, by=make.staff(Role.EDITOR))


def edit(client, comment, body, key=None):
    address = reverse("knowledgebase:edit_comment", args=[comment.pk])
    return client.post(address, {"body": body, "form_key": key or new_key()})


def withdraw(client, comment):
    return client.post(reverse("knowledgebase:withdraw_comment", args=[comment.pk]))


def page(client, text):
    return client.get(text.get_absolute_url()).content.decode()


def count():
    return Article.objects.get().comment_count


def test_a_customers_change_waits_to_be_read_again(client, text, nadia, comment):
    client.force_login(nadia)
    assert f"/comments/{comment.pk}/edit/" in page(client, text)
    assert edit(client, comment, "It was an export.")["Location"].endswith(f"#comment-{comment.pk}")
    markup = page(client, text)
    assert "Only you see this comment until we have read it." in markup
    assert ">edited</time>" in markup
    client.logout()
    assert "export" not in page(client, text)
    assert "import" not in page(client, text)
    assert count() == 0
    actions.publish(comment, by=make.staff(Role.EDITOR))
    markup = page(client, text)
    assert "It was an export." in markup
    assert ">edited</time>" in markup
    assert count() == 1


def test_staff_change_theirs_at_once(client, text):
    jonas = make.staff(Role.AGENT)
    comment = actions.comment(text.article, by=jonas, body="We added a row.")
    client.force_login(jonas)
    edit(client, comment, "We added two rows.")
    client.logout()
    markup = page(client, text)
    assert "We added two rows." in markup
    assert ">edited</time>" in markup
    assert count() == 1


def test_the_same_words_are_no_change(client, nadia, comment):
    client.force_login(nadia)
    edit(client, comment, "Ours was an import.")
    comment.refresh_from_db()
    assert (comment.state, comment.edited_at) == ("published", None)


def test_sent_twice_it_is_one_change(client, nadia, comment):
    client.force_login(nadia)
    key = new_key()
    assert (
        edit(client, comment, "Other.", key)["Location"] == edit(client, comment, "Other.", key)["Location"]
    )
    assert CommentEvent.objects.filter(verb="edit").count() == 1
    assert edit(client, comment, "Quite another.", key).status_code == 409
    assert Comment.objects.get().body == "Other."


@pytest.mark.parametrize("body", ["", "x", "x" * 4001])
def test_what_cannot_be_taken_comes_back(client, nadia, comment, body):
    client.force_login(nadia)
    response = edit(client, comment, body)
    assert response.status_code == 422
    assert body in response.content.decode()
    assert Comment.objects.get().body == "Ours was an import."


def test_after_it_was_turned_down_it_can_be_written_otherwise(client, text, nadia, comment):
    actions.turn_down(comment, by=make.staff(Role.EDITOR), reason="It names a colleague.")
    client.force_login(nadia)
    assert "We did not publish it: It names a colleague." in page(client, text)
    edit(client, comment, "Without a name.")
    markup = page(client, text)
    assert "It names a colleague." not in markup
    assert "until we have read it" in markup


def test_taken_away_its_words_are_gone(client, text, nadia, comment):
    client.force_login(nadia)
    address = reverse("knowledgebase:withdraw_comment", args=[comment.pk])
    assert "It cannot be brought back." in client.get(address).content.decode()
    for _ in range(2):  # safe to send twice
        assert withdraw(client, comment)["Location"] == f"{text.get_absolute_url()}#comments"
    markup = page(client, text)
    assert "Ours was an import." not in markup
    assert "<h2>0 comments</h2>" in markup
    assert (Comment.objects.get().body, count()) == ("", 0)
    assert client.get(address).status_code == 404
    assert edit(client, comment, "Again.").status_code == 404


def test_nobody_else_does_either(client, text, nadia, comment):
    for other in (make.colleague(nadia), make.staff(Role.EDITOR)):
        client.force_login(other)
        assert f"/comments/{comment.pk}/edit/" not in page(client, text)
        assert edit(client, comment, "Not mine.").status_code == 404
        assert withdraw(client, comment).status_code == 404
    client.logout()
    assert edit(client, comment, "Not mine.")["Location"].startswith("/accounts/login/")
    assert Comment.objects.get().body == "Ours was an import."


def test_on_an_article_that_the_author_may_not_read_any_more_there_is_no_page(client, nadia, comment):
    Article.objects.update(audience="staff")
    client.force_login(nadia)
    assert client.get(reverse("knowledgebase:edit_comment", args=[comment.pk])).status_code == 404
