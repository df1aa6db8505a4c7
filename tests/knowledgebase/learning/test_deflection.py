"""Whether an answer was found is asked, not inferred (S3-6), and what was read in vain is remembered."""

import re

import pytest
from django.urls import reverse

from knowledgebase.models import Solved, WrittenAfter
from portal.accounts.roles import Role
from portal.workflow.once import new_key
from tests import make
from tests.knowledgebase import make as articles
from tests.tickets import make as tickets
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_the_resource_centre_asks_before_a_request_is_written(client):
    """S3-6: an answer that exists already is an end, and it is counted once."""
    client.force_login(make.customer())
    page = client.get(reverse("tickets:new"))
    assert "This solved it" in page.text
    form = page.text[page.text.index('action="/search/solved/"') :]
    key = re.search(r'name="form_key" value="([^"]+)"', form)[1]
    for _ in range(2):
        answer = client.post("/search/solved/", {"form_key": key}, follow=True)
        assert "No request was sent, so nobody will write to you" in answer.text
    assert Solved.objects.get().audience == "customers"
    assert not Ticket.objects.exists()


def test_after_a_search_the_thanks_speak_of_no_request(client):
    answer = client.post(
        "/search/answered/", {"asked": "nonsense"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    page = client.get(answer["Location"]).text
    assert (
        "We are glad that you found it" in page
        and "request" not in page.partition("<main")[2].partition("</main")[0]
    )


def test_a_visitor_who_is_signed_out_meanwhile_is_led_to_the_sign_in(client):
    answer = client.post("/search/solved/", {"form_key": new_key()})
    assert answer["Location"].startswith("/accounts/login/") and not Solved.objects.exists()


def test_what_was_read_in_vain_stands_beside_the_article(client, settings):
    """S3-32: the articles that were ticked, and the one the request came from."""
    settings.STAFF_SECOND_FACTOR = False
    ticked, came_from = articles.article("Stock count"), articles.article("Stock labels")
    client.force_login(make.customer())
    typed = {
        "subject": "Stock count is slow",
        "text": "It takes 40 seconds.",
        "impact": "major",
        "tried": ticked.article_id,
        "article": came_from.article_id,
        "form_key": new_key(),
    }
    assert client.post(reverse("tickets:create", args=["technical"]), typed).status_code == 302
    case = Ticket.objects.get()
    assert set(WrittenAfter.objects.values_list("article_id", "request")) == {
        (ticked.article_id, case.pk),
        (came_from.article_id, case.pk),
    }
    page = reverse("admin:knowledgebase_article_change", args=[ticked.article_id])
    client.force_login(make.staff(Role.LEAD))
    assert f">{case.reference}</a>" in client.get(page).text
    client.force_login(make.staff(Role.EDITOR))
    shown = client.get(page).text
    assert "Requests written after reading it, in four weeks: 1" in shown and case.reference not in shown


def test_an_article_that_never_was_is_no_error(client):
    case = tickets.ticket(subject="Stock count is slow", article=987_654)
    assert WrittenAfter.objects.get().request == case.pk
