"""What waits is shown as plain text and decided by people who may."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.outbox.models import Letter
from tests import make as people
from tests.inbound import make
from tests.tickets import make as tickets
from tickets.inbound import actions
from tickets.inbound.models import Mail
from tickets.inbound.states import State
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return people.staff(Role.LEAD)


@pytest.fixture
def desk(lead, client):
    client.force_login(lead)
    return client


def page(mail, verb="change"):
    return reverse(f"admin:inbound_mail_{verb}", args=[mail.pk])


def send(desk, mail, verb, **typed):
    return desk.post(page(mail, verb), typed)


def test_the_list_shows_what_waits_25_a_page_and_never_asks_more(desk, django_assert_num_queries):
    for number in range(27):
        make.received(subject=f"Stranger {number}", sender=f"s{number}@nowhere.example")
    make.received(subject="A machine", Auto_Submitted="auto-replied")
    answer = desk.get(reverse("admin:inbound_mail_changelist"))
    assert len(answer.context["cl"].result_list) == 25
    assert "A machine" not in answer.content.decode()
    kept = desk.get(reverse("admin:inbound_mail_changelist") + "?state=kept")
    assert "A machine" in kept.content.decode()


def test_the_list_asks_as_much_for_three_as_for_one(desk, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(3):
        ticket = tickets.ticket()
        make.received(subject=f"Re: [{ticket.reference}]", sender=f"s{number}@nowhere.example")
        if number in (0, 2):
            desk.get(reverse("admin:inbound_mail_changelist"))
            with CaptureQueriesContext(
                connection,
            ) as asked:
                desk.get(reverse("admin:inbound_mail_changelist"))
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_page_offers_what_can_be_decided_now(desk):
    mail = make.received(sender="eve@nowhere.example")
    offered = [verb for verb in actions_of(mail) if page(mail, verb) in desk.get(page(mail)).content.decode()]
    assert offered == ["accept_new", "accept_onto", "discard"]
    send(desk, mail, "discard", note="Advertising.")
    assert not any(page(mail, verb) in desk.get(page(mail)).content.decode() for verb in actions_of(mail))


def actions_of(mail):
    from tickets.inbound.states import MOVES

    return list(MOVES)


def test_a_message_is_shown_as_plain_text(desk):
    mail = make.received(
        sender="eve@nowhere.example",
        subject="<script>alert(1)</script>",
        text=None,
        html="<p>Hello <img src=/x onerror=alert(1)><b>there</b></p><script>alert(2)</script>",
    )
    shown = desk.get(page(mail)).content.decode()
    assert "Hello there" in shown
    assert "<script>alert" not in shown
    assert "onerror" not in shown


def test_the_key_of_a_reply_address_is_shown_to_nobody(desk):
    """Neither to staff, nor to a colleague of the customer who reads the case."""
    ticket = tickets.ticket(requester=people.customer(email="nadia@client.example"))
    address = make.reply_to(ticket)
    key = address.partition("@")[0].rpartition(".")[2]
    assert len(key) == 32
    said = f"You wrote from {address.upper()}.\n\n> Answer to {address}\n\n-- \n{address}"
    mail = make.received(to=address, text=said)
    assert mail.status == State.TAKEN
    shown = desk.get(page(mail)).content.decode().lower()
    assert "you wrote from" in shown
    assert key not in shown
    body = Message.objects.filter(ticket=ticket).last().body
    assert "You wrote from" in body
    assert key not in body.lower()


def test_a_message_that_cannot_be_parsed_is_shown_as_it_came(desk):
    mail = make.received(b"Subject: bomb\n\n" + b"multipart/" * 100)
    shown = desk.get(page(mail)).content.decode()
    assert mail.status == State.FAILED
    assert "Subject: bomb" in shown


def test_accepted_as_a_new_request_it_is_written_down_for_the_customer(desk, lead):
    nadia = people.customer(email="nadia@client.example")
    mail = make.received(sender="nadia@private.example", text="From home.", files=[make.picture()])
    assert send(desk, mail, "accept_new", requester="NADIA@client.example").status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.messages.get().body) == (nadia, "From home.")
    assert ticket.messages.get().attachments.count() == 1
    mail.refresh_from_db()
    assert (mail.status, mail.ticket) == (State.TAKEN, ticket)
    assert (mail.events.get().verb, mail.events.get().by) == ("accept_new", lead)
    assert Letter.objects.get(to=nadia.email).kind == "tickets/email/received"


@pytest.mark.parametrize("typed", ["", "nobody@nowhere.example", "no-contract@client.example"])
def test_a_customer_nobody_knows_is_said_beside_the_field(desk, typed):
    people.customer(people.organisation(contract=False), email="no-contract@client.example")
    mail = make.received(sender="eve@nowhere.example")
    answer = send(desk, mail, "accept_new", requester=typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["requester"]
    mail.refresh_from_db()
    assert mail.status == State.QUARANTINED


def test_onto_a_case_a_known_sender_replies(desk):
    ticket = tickets.ticket(requester=people.customer(email="nadia@client.example"))
    mail = make.received(subject=f"Re: [{ticket.reference}]", text="More about it.")
    form = desk.get(page(mail, "accept_onto")).context["form"]
    assert form.initial["ticket"] == ticket.reference
    send(desk, mail, "accept_onto", ticket=ticket.reference)
    said = Message.objects.filter(ticket=ticket).last()
    assert (said.body, said.author, said.kind) == ("More about it.", ticket.requester, "public")


def test_onto_a_case_a_stranger_becomes_an_internal_note(desk, lead):
    ticket = tickets.ticket()
    mail = make.received(sender="eve@nowhere.example", text="I am his boss.", files=[make.picture()])
    letters = Letter.objects.count()
    send(desk, mail, "accept_onto", ticket=ticket.reference)
    said = Message.objects.filter(ticket=ticket).last()
    assert (said.kind, said.author) == ("internal", lead)
    assert "eve@nowhere.example" in said.body
    assert "I am his boss." in said.body
    assert said.attachments.count() == 1
    assert Letter.objects.count() == letters


def test_onto_a_case_who_was_not_confirmed_is_not_believed(desk, settings):
    """Though it says that the customer wrote it."""
    ticket = tickets.ticket(requester=people.customer(email="nadia@client.example"))
    settings.INBOUND_AUTHSERV = "mx.support.example"
    mail = make.received(to=make.reply_to(ticket), text="Close my account.")
    send(desk, mail, "accept_onto", ticket=ticket.reference)
    said = Message.objects.filter(ticket=ticket).last()
    assert (said.kind, "Close my account." in said.body) == ("internal", True)


@pytest.mark.parametrize("said", [{"Precedence": "bulk"}, {"Auto_Submitted": "auto-replied"}])
@pytest.mark.parametrize("server", ["mx.support.example", ""])
def test_onto_a_case_what_a_machine_says_was_not_confirmed_either(desk, settings, said, server):
    """Whoever forges a sender can write such a line too."""
    ticket = tickets.ticket(requester=people.customer(email="nadia@client.example"))
    settings.INBOUND_AUTHSERV, settings.INBOUND_TRUSTS_FROM = server, False
    mail = make.received(text="Close my account.", **said)
    assert mail.status == State.KEPT
    send(desk, mail, "accept_onto", ticket=ticket.reference)
    said = Message.objects.filter(ticket=ticket).last()
    assert (said.kind, "Close my account." in said.body) == ("internal", True)


def test_onto_a_case_who_names_its_number_was_not_confirmed_where_no_server_looks(desk, settings):
    ticket = tickets.ticket(requester=people.customer(email="nadia@client.example"))
    settings.INBOUND_TRUSTS_FROM = False
    mail = make.received(subject=f"Re: [{ticket.reference}]", text="Close my account.")
    send(desk, mail, "accept_onto", ticket=ticket.reference)
    assert Message.objects.filter(ticket=ticket).last().kind == "internal"


def test_onto_a_case_the_right_reply_address_is_believed(desk, settings):
    """Taken by a program for a machine's: the address alone would have been enough."""
    ticket = tickets.ticket(requester=people.customer(email="nadia@client.example"))
    settings.INBOUND_TRUSTS_FROM = False
    mail = make.received(to=make.reply_to(ticket), text="It is solved.", Precedence="bulk")
    send(desk, mail, "accept_onto", ticket=ticket.reference)
    said = Message.objects.filter(ticket=ticket).last()
    assert (said.kind, said.author) == ("public", ticket.requester)


def test_a_case_nobody_knows_is_said_beside_the_field(desk):
    mail = make.received(sender="eve@nowhere.example")
    answer = send(desk, mail, "accept_onto", ticket="CW-99999")
    assert answer.status_code == 422
    assert answer.context["form"].errors["ticket"]


def test_discarding_asks_why_and_keeps_it(desk, lead):
    mail = make.received(sender="eve@nowhere.example")
    assert send(desk, mail, "discard", note="").status_code == 422
    send(desk, mail, "discard", note="Advertising.")
    mail.refresh_from_db()
    event = mail.events.get()
    assert (mail.status, event.note, event.by) == (State.DISCARDED, "Advertising.", lead)
    assert "Advertising." in desk.get(page(mail)).content.decode()
    assert not Letter.objects.exists()


def test_what_is_decided_is_not_decided_again(desk):
    people.customer(email="nadia@client.example")
    mail = make.received(sender="eve@nowhere.example")
    send(desk, mail, "discard", note="Advertising.")
    send(desk, mail, "accept_new", requester="nadia@client.example")
    assert not Ticket.objects.exists()


def test_a_form_sent_twice_decides_once(desk):
    people.customer(email="nadia@client.example")
    mail = make.received(sender="eve@nowhere.example")
    typed = {"requester": "nadia@client.example", "form_key": "k" * 30}
    send(desk, mail, "accept_new", **typed)
    send(desk, mail, "accept_new", **typed)
    assert (Ticket.objects.count(), mail.events.count()) == (1, 1)


def test_what_failed_is_read_again_when_asked(desk, monkeypatch):
    people.customer(email="nadia@client.example")
    with monkeypatch.context() as broken:
        broken.setattr("tickets.inbound.receiving.parse", lambda raw: 1 / 0)
        mail = make.received()
    assert mail.status == State.FAILED
    send(desk, mail, "read_again")
    from tickets.inbound import tasks

    tasks.receive()
    mail.refresh_from_db()
    assert mail.status == State.TAKEN


@pytest.mark.parametrize("role", [Role.AGENT, Role.EDITOR])
def test_who_does_not_see_every_team_sees_no_mail(role):
    mail = make.received(sender="eve@nowhere.example")
    visitor = Client()
    visitor.force_login(people.staff(role))
    assert visitor.get(reverse("admin:inbound_mail_changelist")).status_code == 403
    assert visitor.get(page(mail)).status_code in (302, 403, 404)
    assert send(visitor, mail, "discard", note="x").status_code in (302, 403, 404)
    mail.refresh_from_db()
    assert mail.status == State.QUARANTINED


def test_reading_alone_does_not_decide(client):
    from django.contrib.auth.models import Permission

    reader = people.staff(Role.AGENT)
    reader.user_permissions.add(Permission.objects.get(codename="view_mail"))
    client.force_login(reader)
    mail = make.received(sender="eve@nowhere.example")
    answer = client.get(page(mail))
    assert answer.status_code == 200
    assert page(mail, "discard") not in answer.content.decode()
    assert send(client, mail, "discard", note="x").status_code == 403


def test_mail_cannot_be_put_on_a_case_that_is_not_seen(lead):
    from portal.workflow.moves import IllegalMove

    agent, ticket = people.staff(Role.AGENT), tickets.ticket()
    ticket.team = people.team()
    ticket.save()
    mail = make.received(sender="eve@nowhere.example")
    with pytest.raises(IllegalMove):
        actions.accept_onto(mail, by=agent, ticket=ticket)
    assert Mail.objects.get(pk=mail.pk).status == State.QUARANTINED
