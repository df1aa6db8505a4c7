"""A mailbox on a real server over TLS: fetched once, marked there only when stored."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests import make as people
from tests.inbound import make
from tickets.inbound import tasks
from tickets.inbound.boxes import imap as boxes
from tickets.inbound.keeping import bytes_of
from tickets.inbound.models import Mail, Mailbox
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia():
    return people.customer(email="nadia@client.example")


@pytest.mark.parametrize("scheme", ["imaps", "imap+tls"])
def test_what_is_new_is_fetched_and_marked_as_read(imap, settings, nadia, scheme):
    settings.INBOUND_URL = imap.url(scheme=scheme)
    content = make.raw(files=[make.picture()])
    imap.deliver(content)
    assert tasks.receive() == 1
    assert bytes_of(Mail.objects.get()) == content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert Ticket.objects.count() == 1
    assert imap.flags() == ["S"]


def test_nothing_is_fetched_twice(imap, nadia):
    imap.deliver(make.raw(text="One."))
    assert tasks.receive() == 1
    box = Mailbox.objects.get()
    assert (box.last_uid, box.trouble) == (1, "")
    assert tasks.receive() == 0
    imap.deliver(make.raw(text="Two."))
    assert tasks.receive() == 1
    assert Mailbox.objects.get().last_uid == 2


def test_where_we_are_told_to_it_is_deleted_once_stored(imap, settings, nadia):
    settings.INBOUND_DELETES = True
    imap.deliver(make.raw())
    tasks.receive()
    assert Mail.objects.count() == 1
    assert imap.flags() == []


def test_what_could_not_be_stored_stays_unread_on_the_server(imap, settings, nadia, monkeypatch):
    settings.INBOUND_DELETES = True
    imap.deliver(make.raw(text="One."))
    imap.deliver(make.raw(text="Two."))

    def full(box, raw):
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(boxes, "keep", full)
        tasks.receive()
    assert imap.flags() == ["", ""]
    assert "No space left" in Mailbox.objects.get().trouble
    assert tasks.receive() == 2
    assert imap.flags() == []


def test_a_process_that_ends_before_the_mark_says_nothing_twice(imap, nadia, monkeypatch):
    imap.deliver(make.raw())

    def gone(client, uid):
        raise OSError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(boxes, "_mark", gone)
        tasks.receive()
    assert imap.flags() == [""]
    assert tasks.receive() <= 1
    assert (Mail.objects.count(), Ticket.objects.count()) == (1, 1)
    assert imap.flags() == ["S"]


def test_a_server_that_counts_anew_brings_nothing_twice(imap, nadia):
    content = make.raw()
    imap.deliver(content)
    tasks.receive()
    Mailbox.objects.update(validity=1, last_uid=500)
    imap.deliver(make.raw(text="Another."))
    assert tasks.receive() == 1
    assert Mail.objects.count() == 2


def test_of_a_message_beyond_all_measure_only_the_head_is_fetched(imap, monkeypatch):
    monkeypatch.setattr(boxes, "MOST_BYTES", 1000)
    imap.deliver(make.raw(subject="Very large", text="word " * 1000))
    tasks.receive()
    mail = Mail.objects.get()
    assert (mail.status, mail.size > 5000) == ("failed", True)
    assert b"word" not in bytes_of(mail)


def test_a_certificate_that_nobody_vouches_for_is_refused(imap, settings):
    settings.INBOUND_CA = ""
    imap.deliver(make.raw())
    with pytest.raises(boxes.Unreachable):
        boxes.fetch(settings.INBOUND_URL)
    assert not Mail.objects.exists()
    assert "certificate" in Mailbox.objects.get().trouble.lower()


def test_a_wrong_password_is_said_and_is_not_in_the_words(imap, settings):
    with pytest.raises(boxes.Unreachable):
        boxes.fetch(imap.url(password="very-wrong"))
    trouble = Mailbox.objects.get().trouble
    assert "very-wrong" not in trouble
    assert "very-wrong" not in Mailbox.objects.get().name


def test_a_server_that_is_gone_does_not_keep_stored_mail_waiting(settings, nadia):
    settings.INBOUND_URL = "imaps://a:b@127.0.0.1:9/INBOX"
    from tickets.inbound.keeping import keep

    keep("x", make.raw())
    assert tasks.receive() == 1
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    "url",
    [
        "imap://a:b@host/INBOX",
        "imaps://host/INBOX",
        "imaps://a@host/INBOX",
        "imaps://a:b@/INBOX",
        "imaps://a:b@host:99999/INBOX",
        "pop3s://a:b@host/",
        'imaps://a:b@host/IN"BOX',
        "imaps://a:b@host/IN%0d%0aBOX",
    ],
)
def test_a_wrong_address_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured):
        boxes.parse_url(url)
