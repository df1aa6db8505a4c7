"""New requests by mail, and everybody who may not raise one."""

import pytest

from escalations.providers.models import Redirect
from portal.outbox.models import Letter
from tests import make as people
from tests.inbound import make
from tickets.inbound.states import Reason, State
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia():
    return people.customer(email="nadia@client.example")


def test_an_entitled_sender_raises_a_request(nadia):
    mail = make.received(text="It counts twice.\n-- \nNadia", files=[make.picture()])
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.subject) == (nadia, "The stock count is wrong")
    said = ticket.messages.get()
    assert (said.body, said.author) == ("It counts twice.", nadia)
    assert [file.name for file in said.attachments.all()] == ["screen.png"]
    assert (mail.status, mail.ticket, mail.said, mail.answered) == (State.TAKEN, ticket, said, True)
    assert Letter.objects.get().kind == "tickets/email/received"


def test_a_request_without_a_subject_has_one_in_the_language_of_its_sender(nadia):
    nadia.language = "fr"
    nadia.save()
    assert make.received(subject="").ticket.subject


def test_the_only_product_is_the_product(nadia):
    only = people.product()
    assert make.received().ticket.product == only


@pytest.mark.parametrize(
    "sender",
    [
        "stranger@nowhere.example",
        '"nadia@client.example" <eve@evil.example>',
        "=?utf-8?q?nadia=40client.example?= <eve@evil.example>",
    ],
)
def test_a_name_is_no_identity(nadia, sender):
    mail = make.received(make.raw(sender="x@x.example").replace(b"x@x.example", sender.encode()))
    assert (mail.status, mail.reason) == (State.QUARANTINED, Reason.UNKNOWN_SENDER)
    assert not Ticket.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "sender",
    [
        b"nadia@client.example <eve@evil.example>",
        b"nadia@client.example, eve@evil.example",
        b"eve@evil.example\nFrom: nadia@client.example",
        b"team: nadia@client.example;",
        b"<nadia@client.example> <eve@evil.example>",
        b"nadia@client.example\0@evil.example",
        b"",
    ],
)
def test_a_sender_that_can_be_read_in_two_ways_is_nobody(nadia, sender):
    mail = make.received(make.raw(sender="x@x.example").replace(b"x@x.example", sender))
    assert (mail.status, mail.reason) == (State.QUARANTINED, Reason.UNCLEAR_SENDER)
    assert not Ticket.objects.exists()


def test_without_a_contract_it_waits_for_a_person():
    people.customer(people.organisation(contract=False), email="nadia@client.example")
    assert make.received().reason == Reason.NOT_ENTITLED
    assert not Ticket.objects.exists()


def test_where_nobody_checks_the_sender_a_person_looks_first(nadia, settings):
    settings.INBOUND_TRUSTS_FROM = False
    assert make.received().reason == Reason.NOT_PROVEN


def test_a_sender_gets_so_many_answers_an_hour(nadia, settings):
    """A machine that does not say so: the loop ends at the cap."""
    settings.INBOUND_ANSWERS_AN_HOUR = 2
    found = [make.received(text=f"I am away, {n}").status for n in range(4)]
    assert found == [State.TAKEN, State.TAKEN, State.QUARANTINED, State.QUARANTINED]
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; type=x"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.client.example>"},
        {"List_Unsubscribe": "<mailto:x@client.example>"},
        {"X_Auto_Response_Suppress": "All"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"subject": "Automatic reply: The stock count"},
        {"subject": "Réponse automatique : absence"},
        {"subject": "Out of office until Monday"},
        {"sender": "noreply@client.example"},
        {"sender": "MAILER-DAEMON@mail.client.example"},
    ],
    ids=str,
)
def test_a_machine_is_kept_and_never_answered(nadia, headers):
    people.customer(nadia.membership.organisation, email="noreply@client.example")
    mail = make.received(**headers)
    assert mail.status == State.KEPT
    assert not Ticket.objects.exists()
    assert not Letter.objects.exists()


def test_a_person_who_says_that_no_machine_wrote_is_believed(nadia):
    assert make.received(Auto_Submitted="no").status == State.TAKEN


def test_our_own_letters_and_addresses_are_not_answered(nadia):
    first = make.received()
    letter = Letter.objects.get()
    copy = make.received(message_id=letter.message_id, text="A letter of ours that came back.")
    own = make.received(sender=make.SUPPORT)
    plus = make.received(sender="support+5@support.example")
    assert [mail.reason for mail in (copy, own, plus)] == [Reason.OURS] * 3
    assert Letter.objects.get() == letter
    assert first.status == State.TAKEN


def test_a_customer_who_writes_to_the_integration_address_is_shown_the_way(nadia):
    """S0-22, S0-23: redirected, not worked."""
    mail = make.received(to="integration@support.example", subject="Missing payments", text="They are gone.")
    assert mail.status == State.TURNED
    assert not Ticket.objects.exists()
    turned = Redirect.objects.get()
    assert (turned.sender, turned.subject, turned.facts) == (
        "nadia@client.example",
        "Missing payments",
        "They are gone.",
    )
    assert Letter.objects.get().kind == "providers/email/mail_turned_away"


def test_a_partner_who_writes_there_is_read_by_people():
    people.customer(people.organisation(is_partner=True), email="pat@partner.example")
    mail = make.received(sender="pat@partner.example", to="integration@support.example")
    assert (mail.status, mail.reason) == (State.QUARANTINED, Reason.PARTNER)
    assert not Redirect.objects.exists()


def test_a_machine_that_writes_there_gets_nothing():
    make.received(to="integration@support.example", Auto_Submitted="auto-replied")
    assert not Letter.objects.exists()
    assert not Redirect.objects.exists()


def test_an_address_of_ours_cannot_be_somebodys(settings):
    from portal.accounts.addresses import is_ours

    assert all(map(is_ours, [make.SUPPORT, "reply+1.2.x@support.example", "integration@support.example"]))
