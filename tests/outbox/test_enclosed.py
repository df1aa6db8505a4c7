"""What travels with a letter: an invitation beside its words, and the same as a file."""

import pytest

from portal.outbox.delivering import deliver
from portal.outbox.enclosing import Enclosure
from portal.outbox.message import compose
from portal.outbox.models import Letter
from portal.outbox.queue import queue_letter

pytestmark = pytest.mark.django_db

INVITATION = Enclosure(
    name="call.ics",
    content="BEGIN:VCALENDAR\r\nSUMMARY:Réunion – caisse 3\r\nEND:VCALENDAR\r\n",
    subtype="calendar",
    parameters={"method": "REQUEST"},
    beside_the_words=True,
)


def letter(**kwargs) -> Letter:
    kwargs = {"enclosed": [INVITATION], "key": "test:enclosed", **kwargs}
    said = {"words": "A call is arranged", "body": "On Monday."}
    key = queue_letter("letters/bare", to="nadia@client.example", context=said, about="CW-00012", **kwargs)
    return Letter.objects.get(key=key)


def test_an_invitation_reaches_the_mailbox_as_an_invitation_and_as_a_file(mail_server):
    letter()
    assert deliver().sent == 1
    (received,) = mail_server.mailbox
    words, file = received.message.iter_parts()
    assert received.message.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in words.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    invitation = list(words.iter_parts())[2]
    for part in (invitation, file):
        assert part["Content-Type"].params["method"] == "REQUEST"
        assert part["Content-Type"].params["charset"] == "utf-8"
        assert part.get_payload(decode=True).decode() == INVITATION.content
    assert not invitation.is_attachment()
    assert file.is_attachment() and file.get_filename() == "call.ics"
    assert received.message["Subject"] == "A call is arranged"


def test_the_stored_letter_keeps_it_and_composes_the_same_bytes_again():
    kept = letter()
    assert kept.enclosed[0]["content"] == INVITATION.content
    assert compose(kept) == compose(Letter.objects.get(pk=kept.pk))


def test_a_file_that_is_no_form_of_the_words_is_attached_only(mail_server):
    letter(enclosed=[Enclosure(name="steps.csv", content="what,who\r\n", subtype="csv")])
    deliver()
    words, file = mail_server.mailbox[0].message.iter_parts()
    assert len(list(words.iter_parts())) == 2
    assert file.get_content_type() == "text/csv" and file.get_filename() == "steps.csv"


def test_a_letter_with_a_secret_keeps_no_enclosure_once_it_is_sent(mail_server):
    sent = letter(sensitive=True)
    deliver()
    sent.refresh_from_db()
    assert (sent.text, sent.html, sent.enclosed) == ("", "", [])


def test_a_letter_without_one_stays_what_it_was(mail_server):
    letter(enclosed=[])
    deliver()
    assert mail_server.mailbox[0].message.get_content_type() == "multipart/alternative"


def test_staff_see_what_was_enclosed(admin_client):
    page = admin_client.get(f"/admin/outbox/letter/{letter().pk}/change/")
    assert "call.ics" in page.content.decode()
