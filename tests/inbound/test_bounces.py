"""Notices about letters that did not arrive find their letter, and the case shows it."""

import pytest

from portal.outbox.models import Letter
from tests import make as people
from tests.inbound import make
from tests.tickets import make as tickets
from tickets.inbound.states import Reason, State
from tickets.wording import done

pytestmark = pytest.mark.django_db

REPORT = """From: MAILER-DAEMON@mail.client.example
To: support@support.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report.1@mail.client.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver it.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.client.example

Final-Recipient: rfc822; nadia@client.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
{original}
--b--
"""
WHOLE = "Content-Type: message/rfc822\n\nFrom: x@x.example\nMessage-ID: {0}\nSubject: s\n\nwords\n"
HEADS = "Content-Type: text/rfc822-headers\n\nFrom: x@x.example\nMessage-ID: {0}\nSubject: s\n"


@pytest.fixture
def ticket():
    return tickets.ticket(requester=people.customer(email="nadia@client.example"))


@pytest.fixture
def letter(ticket):
    Letter.objects.update(state="sent")
    return Letter.objects.get()


def notice(letter, *, action="failed", original=WHOLE) -> bytes:
    return REPORT.format(action=action, original=original.format(letter.message_id)).encode()


@pytest.mark.parametrize("original", [WHOLE, HEADS])
def test_a_bounce_shows_on_the_letter_and_on_the_case(ticket, letter, original):
    mail = make.received(notice(letter, original=original))
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == (
        "bounced",
        "nadia@client.example 550 5.1.1 no such user",
    )
    assert Letter.objects.troubled().get() == letter
    event = ticket.events.get(verb="bounce")
    assert not event.public
    assert done(event).startswith("A letter did not arrive: We have received your request")
    assert (mail.status, mail.reason, mail.letter, mail.ticket) == (State.KEPT, Reason.BOUNCE, letter, ticket)


def test_a_bounce_is_never_answered_and_makes_no_case(ticket, letter):
    make.received(notice(letter))
    assert Letter.objects.count() == 1
    assert type(ticket).objects.count() == 1


def test_a_second_notice_about_the_same_letter_is_not_told_again(ticket, letter):
    make.received(notice(letter))
    make.received(notice(letter).replace(b"report.1@", b"report.2@"))
    assert ticket.events.filter(verb="bounce").count() == 1


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_what_is_only_late_or_has_arrived_is_no_bounce(ticket, letter, action):
    make.received(notice(letter, action=action))
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert not ticket.events.filter(verb="bounce").exists()


@pytest.mark.parametrize(
    "said",
    [
        {"subject": "On holiday", "Auto_Submitted": "auto-replied (vacation)"},
        {"subject": "Automatic reply: your request", "Auto_Submitted": "auto-generated"},
        {"subject": "Réponse automatique : votre demande"},
    ],
)
def test_who_is_away_has_got_the_letter(ticket, letter, said):
    """Such an answer has an empty return path as well, and may quote what it answers (RFC 3834)."""
    away = f"I am away until Monday.\n\n> Message-ID: {letter.message_id}\n"
    mail = make.received(text=away, Return_Path="<>", **said)
    letter.refresh_from_db()
    assert (mail.status, mail.reason, letter.state) == (State.KEPT, "automatic", "sent")


def test_a_letter_that_never_went_cannot_come_back(ticket):
    letter = Letter.objects.get()
    make.received(notice(letter))
    letter.refresh_from_db()
    assert letter.state == "queued"


def test_a_notice_in_words_alone_names_the_letter(ticket, letter):
    make.received(
        sender="MAILER-DAEMON@mail.client.example",
        subject="failure notice",
        text=f"Sorry, no mailbox here by that name.\n\nMessage-ID: {letter.message_id}\n",
    )
    letter.refresh_from_db()
    assert letter.state == "bounced"


def test_a_notice_about_nothing_of_ours_is_kept(ticket, letter):
    mail = make.received(notice(letter).replace(letter.message_id.encode(), b"<other@elsewhere.example>"))
    assert (mail.status, mail.letter) == (State.KEPT, None)


def test_a_letter_of_another_room_bounces_without_a_case(ticket, letter):
    Letter.objects.update(about="ESC-00001")
    mail = make.received(notice(letter))
    letter.refresh_from_db()
    assert (letter.state, mail.ticket) == ("bounced", None)
