"""A whole conversation by mail, over a real mail server each way."""

import logging
import re
from email import message_from_bytes, policy

import pytest

from portal.outbox.delivering import deliver
from portal.outbox.models import Letter
from tests import make as people
from tests.inbound import make
from tests.outbox.mail_server import MailServer
from tickets import actions
from tickets.inbound import tasks
from tickets.inbound.models import Mail
from tickets.models import Ticket
from tickets.states import Status

pytestmark = pytest.mark.django_db
logging.getLogger("mail.log").setLevel(logging.ERROR)


@pytest.fixture
def reader(settings):
    """Where the customer's letters arrive."""
    server = MailServer()
    server.start()
    settings.EMAIL_URL = server.url
    settings.SITE_URL = "https://help.support.example"
    yield server
    server.stop(no_assert=True)


def answered(letter, words: str, **headers) -> bytes:
    """What a program of mail makes of pressing Reply and writing these words."""
    message = message_from_bytes(letter.raw, policy=policy.default)
    text = message.get_body(("plain",)).get_content()
    quote = "\n".join(f"> {line}" for line in text.splitlines())
    return make.raw(
        sender=f"Nadia Berger <{message['To']}>",
        to=message["Reply-To"],
        subject=f"Re: {message['Subject']}",
        text=f"{words}\n\nOn Monday, {message['From']} wrote:\n{quote}\n",
        In_Reply_To=message["Message-ID"],
        References=message["Message-ID"],
        **headers,
    )


def test_a_case_from_the_first_word_to_the_last_by_mail(imap, reader):
    """S1-25, S2-31, S2-110: asked and answered without a browser, and every word stands on the case."""
    nadia, agent = people.customer(email="nadia@client.example"), people.staff()
    imap.deliver(make.raw(text="It counts twice.", files=[make.picture()]))
    tasks.receive()
    ticket = Ticket.objects.get()
    deliver()
    (letter,) = reader.mailbox
    assert re.fullmatch(r"reply\+\d+\.\d+\.[a-z2-7]{32}@support\.example", letter.message["Reply-To"])

    actions.take(ticket, by=agent)
    actions.ask(ticket, by=agent, text="Which version?")
    deliver()
    imap.deliver(answered(reader.mailbox[1], "Version 7."))
    tasks.receive()
    ticket.refresh_from_db()
    assert ticket.status == Status.CUSTOMER_RESPONDED

    actions.resolve(ticket, by=agent, text="Corrected.")
    deliver()
    to_nadia = [letter for letter in reader.mailbox if letter.to == [nadia.email]]
    imap.deliver(answered(to_nadia[-1], "Merci beaucoup !"))
    tasks.receive()
    deliver()
    ticket.refresh_from_db()
    assert ticket.status == Status.ON_CUSTOMER_TEST
    assert "Can we close it?" in reader.mailbox[-1].message["Subject"]

    said = list(ticket.messages.order_by("pk").values_list("body", flat=True))
    assert said == ["It counts twice.", "Which version?", "Version 7.", "Corrected."]
    assert Mail.objects.filter(status="taken").count() == 3
    assert imap.flags() == ["S", "S", "S"]


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {}], ids=["honest", "silent"])
def test_two_machines_do_not_talk_for_ever(imap, reader, headers):
    """The customer's mailbox answers every letter with the same words, forever."""
    people.customer(email="nadia@client.example")
    imap.deliver(make.raw(text="It counts twice."))
    seen = 0
    for _round in range(12):
        tasks.receive()
        deliver()
        for letter in reader.mailbox[seen:]:
            imap.deliver(answered(letter, "I am away until Monday.", **headers))
        seen = len(reader.mailbox)
    assert seen == 1
    assert (Ticket.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_machine_that_forgets_the_reply_address_gets_its_share_and_no_more(imap, reader, settings):
    """It writes a new message each time, to the main address, and says nothing of being a machine."""
    people.customer(email="nadia@client.example")
    imap.deliver(make.raw(text="It counts twice."))
    seen = 0
    for number in range(12):
        tasks.receive()
        deliver()
        for _letter in reader.mailbox[seen:]:
            imap.deliver(make.raw(subject="I am away", text=f"Until Monday. {number}"))
        seen = len(reader.mailbox)
    assert seen == settings.INBOUND_ANSWERS_AN_HOUR
    assert Ticket.objects.count() == settings.INBOUND_ANSWERS_AN_HOUR
