import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.outbox.models import Letter
from portal.workflow.moves import IllegalMove
from tests import make
from tests.tickets import make as tickets
from tickets import actions
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def reply(client, ticket, text="Here it is.", key="r" * 32, **more):
    return client.post(f"/requests/{ticket.reference}/reply/", {"text": text, "form_key": key, **more})


@pytest.mark.parametrize("status", ["waiting_for_customer", "work_in_progress", "triage"])
def test_a_reply_sets_customer_responded(status):  # S2-110
    ticket = tickets.ticket(status=status)
    actions.reply(ticket, by=ticket.requester, text="Version 8.1.")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.last_public_by) == ("customer_responded", "customer")


def test_more_about_a_new_request_leaves_it_new():
    ticket = tickets.ticket()
    actions.reply(ticket, by=ticket.requester, text="And a picture.")
    ticket.refresh_from_db()
    assert ticket.status == "new"


def test_the_agent_hears_of_it_and_the_customer_does_not():
    ticket, agent = tickets.ticket(), make.staff()
    actions.take(ticket, by=agent)
    message = actions.reply(ticket, by=ticket.requester, text="Version 8.1.")
    letter = Letter.objects.get(key__startswith=f"ticket:{ticket.pk}:message:{message.pk}:")
    assert letter.to == agent.email
    assert "Version 8.1." in letter.text
    assert f"/admin/tickets/ticket/{ticket.pk}/change/" in letter.text


def test_a_closed_request_cannot_be_replied_to():  # S2-117
    ticket = tickets.ticket(status="closed")
    with pytest.raises(IllegalMove):
        actions.reply(ticket, by=ticket.requester, text="One more thing.")
    assert ticket.messages.filter(body="One more thing.").count() == 0


def test_the_form_on_the_page_replies(client):  # S2-31
    ticket = tickets.ticket(status="waiting_for_customer")
    client.force_login(ticket.requester)
    response = reply(client, ticket, files=[SimpleUploadedFile("export.csv", b"a,b\n1,2\n")])
    message = ticket.messages.last()
    assert response["Location"] == f"/requests/{ticket.reference}/#message-{message.pk}"
    assert [file.name for file in message.attachments.all()] == ["export.csv"]


def test_the_same_reply_twice_is_said_once(client):
    ticket = tickets.ticket()
    client.force_login(ticket.requester)
    assert reply(client, ticket)["Location"] == reply(client, ticket)["Location"]
    assert ticket.messages.count() == 2


def test_a_colleague_who_sees_it_may_reply(client):
    ticket = tickets.ticket()
    colleague = make.colleague(ticket.requester)
    client.force_login(colleague)
    assert reply(client, ticket).status_code == 302
    assert ticket.messages.last().author == colleague


def test_nobody_else_may(client):
    ticket = tickets.ticket()
    client.force_login(make.customer())
    assert reply(client, ticket).status_code == 404
    client.force_login(make.staff())
    assert reply(client, ticket).status_code == 403  # staff write in the back office
    assert ticket.messages.count() == 1


def test_a_reply_to_a_request_that_was_closed_meanwhile_says_so(client):
    ticket = tickets.ticket(status="closed")
    client.force_login(ticket.requester)
    response = reply(client, ticket)
    assert response["Location"] == f"/requests/{ticket.reference}/"
    assert "has changed meanwhile" in client.get(response["Location"]).content.decode()


def test_a_reply_is_never_sent_by_get(client):
    ticket = tickets.ticket()
    client.force_login(ticket.requester)
    assert client.get(f"/requests/{ticket.reference}/reply/?text=x").status_code == 405


def test_an_empty_reply_shows_the_page_with_the_error(client):
    ticket = tickets.ticket()
    client.force_login(ticket.requester)
    response = reply(client, ticket, text="  \n ")
    assert response.status_code == 422
    assert "Write a few words before you send." in response.content.decode()


def test_the_last_change_is_the_moment_of_the_reply():
    with time_machine.travel("2026-11-16T09:00:00Z", tick=False):
        ticket = tickets.ticket()
    with time_machine.travel("2026-11-17T10:00:00Z", tick=False):
        actions.reply(ticket, by=ticket.requester, text="More.")
    assert Ticket.objects.get().changed_at.isoformat() == "2026-11-17T10:00:00+00:00"


def test_a_reply_after_sign_out_is_kept_until_the_sign_in(client):
    ticket = tickets.ticket()
    response = reply(client, ticket, text="Typed for a quarter of an hour.")
    assert response.status_code == 302 and "/accounts/login/" in response["Location"]
    client.force_login(ticket.requester)
    page = client.get(f"/requests/{ticket.reference}/").content.decode()
    assert "Typed for a quarter of an hour." in page
    assert ticket.messages.count() == 1
