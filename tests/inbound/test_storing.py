"""Stored whole before anybody looks inside: nothing is lost, nothing is said twice."""

import hashlib
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.db import OperationalError

from portal.attachments.actions import NotStored
from portal.outbox.models import Letter
from tests import make as people
from tests.inbound import make
from tickets.inbound import receiving, tasks
from tickets.inbound.keeping import bytes_of, keep
from tickets.inbound.models import Mail
from tickets.inbound.states import State
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia():
    return people.customer(email="nadia@client.example")


@pytest.fixture
def box(settings):
    """The folder new/ of the mailbox."""
    new = Path(settings.INBOUND_MAILDIR) / "new"
    new.mkdir(parents=True)
    return new


def lying_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_message_in_the_folder_is_stored_moved_and_read(nadia, box):
    content = make.raw()
    (box / "1.host").write_bytes(content)
    assert tasks.receive() == 1
    mail = Mail.objects.get()
    assert bytes_of(mail) == content
    assert mail.sha256 == hashlib.sha256(content).hexdigest()
    assert mail.status == State.TAKEN
    assert (lying_in(box), lying_in(box.parent / "cur")) == ([], ["1.host:2,S"])


def test_looking_twice_changes_nothing(nadia, box):
    (box / "1.host").write_bytes(make.raw())
    assert [tasks.receive(), tasks.receive()] == [1, 0]
    assert (Ticket.objects.count(), Letter.objects.count()) == (1, 1)


def test_the_folder_need_not_be_there(settings):
    assert tasks.receive() == 0
    assert (Path(settings.INBOUND_MAILDIR) / "new").is_dir()


def test_links_hidden_files_and_folders_are_left_alone(box, tmp_path):
    (tmp_path / "secret").write_text("not mail")
    (box / "link").symlink_to(tmp_path / "secret")
    (box / ".hidden").write_text("x")
    (box / "folder").mkdir()
    assert tasks.receive() == 0
    assert not Mail.objects.exists()


def test_the_same_message_by_two_ways_is_one(nadia):
    content = make.raw()
    one = b"Return-Path: <nadia@client.example>\nReceived: from a by b\n\twith x; today\n" + content
    two = b"Delivered-To: help@support.example\nReceived: from c by d\n" + content.replace(b"\n", b"\r\n")
    assert keep("one", one) is not None
    assert keep("two", two) is None
    assert Mail.objects.count() == 1


def test_the_same_message_id_with_other_words_is_another_message():
    assert keep("x", make.raw(message_id="<a@b.example>", text="One.")) is not None
    assert keep("x", make.raw(message_id="<a@b.example>", text="Two.")) is not None


def test_a_worker_that_ends_between_storing_and_reading_loses_nothing(nadia, box):
    """Stored and moved, and then no more: the next look reads it."""
    (box / "1.host").write_bytes(make.raw())
    receiving.fetch()
    assert Mail.objects.get().status == State.STORED
    assert not Ticket.objects.exists()
    assert tasks.receive() == 1
    assert (Ticket.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_worker_that_ends_before_the_message_is_moved_says_nothing_twice(nadia, box):
    content = make.raw()
    (box / "1.host").write_bytes(content)
    tasks.receive()
    (box / "1.host").write_bytes(content)
    assert tasks.receive() == 0
    assert (Mail.objects.count(), Ticket.objects.count(), lying_in(box)) == (1, 1, [])


@pytest.mark.parametrize("step", ["tickets.emails.received", "tickets.inbound.joining._say_what_is_left"])
def test_what_breaks_half_way_is_undone_whole(nadia, monkeypatch, step):
    """As if the process ended there: neither a case nor a letter, and the next look does all of it."""

    def gone(*args, **kwargs):
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as broken:
        broken.setattr(step, gone)
        mail = make.received(files=[make.picture()])
    assert (mail.status, mail.attempts) == (State.STORED, 1)
    assert not Ticket.objects.exists()
    assert not Letter.objects.exists()
    assert tasks.receive() == 1
    mail.refresh_from_db()
    assert mail.status == State.TAKEN
    assert (Ticket.objects.count(), Message.objects.count(), Letter.objects.count()) == (1, 1, 1)


def test_a_full_disk_keeps_a_message_waiting_however_long(nadia, monkeypatch):
    def full(*args, **kwargs):
        raise NotStored

    mail = keep("x", make.raw(files=[make.picture()]))
    with monkeypatch.context() as broken:
        broken.setattr("tickets.inbound.files.keep", full)
        for _time in range(receiving.MOST_ATTEMPTS + 2):
            receiving.read(mail.pk)
    mail.refresh_from_db()
    assert mail.status == State.STORED
    assert tasks.receive() == 1
    assert Message.objects.get().attachments.count() == 1


def test_one_poisoned_message_does_not_stop_the_next(nadia, monkeypatch):
    parse = receiving.parse

    def poisoned(raw):
        if b"poison" in raw:
            raise ZeroDivisionError("poison")
        return parse(raw)

    monkeypatch.setattr(receiving, "parse", poisoned)
    bad, good = keep("x", make.raw(text="poison")), keep("x", make.raw(text="Good."))
    assert tasks.receive() == 2
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.status, bad.detail) == (State.FAILED, "ZeroDivisionError: poison")
    assert good.status == State.TAKEN


def test_a_message_that_ends_its_reader_is_not_opened_for_ever(nadia, monkeypatch):
    mail = keep("x", make.raw())

    class Killed(BaseException):
        pass

    def killed(raw):
        raise Killed

    monkeypatch.setattr(receiving, "parse", killed)
    for _time in range(receiving.MOST_ATTEMPTS):
        with pytest.raises(Killed):
            receiving.read(mail.pk)
    receiving.read(mail.pk)
    mail.refresh_from_db()
    assert mail.status == State.FAILED
    assert not Ticket.objects.exists()


def test_what_is_beyond_the_limits_is_failed_and_says_why():
    mail = make.received(b"Content-Type: multipart/mixed; boundary=a\n\n" + b"\n--a\n\nx" * 21_000)
    assert mail.status == State.FAILED
    assert "too many parts" in mail.detail


def test_of_a_message_beyond_all_measure_the_head_is_kept(box, monkeypatch):
    monkeypatch.setattr("tickets.inbound.boxes.maildir.MOST_BYTES", 1000)
    (box / "1.host").write_bytes(make.raw(text="word " * 1000))
    tasks.receive()
    mail = Mail.objects.get()
    assert mail.status == State.FAILED
    assert mail.size > 5000


def test_bytes_without_a_row_are_forgotten_after_days(nadia):
    from datetime import timedelta

    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.utils import timezone

    day = f"{timezone.now() - timedelta(days=3):%Y-%m-%d}"
    default_storage.save(f"inbound/{day}/orphan", ContentFile(b"x"))
    kept = keep("x", make.raw())
    assert [tasks.forget_orphans(), tasks.forget_orphans()] == [1, 0]
    assert bytes_of(kept)


@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_killed_while_it_reads_leaves_the_message_to_the_next(nadia, settings):
    """A real kill, after the case is written and before the transaction ends."""
    from django.db import connection

    mail, name = keep("x", make.raw()), str(connection.settings_dict["NAME"])
    script = textwrap.dedent(
        f"""
        import os, signal, django
        django.setup()
        from django.conf import settings
        from django.db import connection
        settings.MEDIA_ROOT = {str(settings.MEDIA_ROOT)!r}
        settings.REPLY_EMAIL, settings.INBOUND_TRUSTS_FROM = "reply@support.example", True
        settings.SUPPORT_EMAIL = "support@support.example"
        connection.settings_dict["NAME"] = {name!r}
        from tickets.inbound import joining, receiving
        def kill(*args, **kwargs):
            os.kill(os.getpid(), signal.SIGKILL)
        joining._say_what_is_left = kill
        receiving.read({mail.pk})
        """
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    connection.close()
    ended = subprocess.run([sys.executable, "-c", script], env=environment, cwd=settings.BASE_DIR, timeout=60)
    assert ended.returncode == -9
    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == (State.STORED, 1)
    assert not Ticket.objects.exists()
    assert tasks.receive() == 1
    assert (Ticket.objects.count(), Letter.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_workers_that_read_at_the_same_moment_say_it_once(nadia):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    mail = keep("x", make.raw())

    def read(_number):
        try:
            receiving.read(mail.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as workers:
        list(workers.map(read, range(6)))
    mail.refresh_from_db()
    assert mail.status == State.TAKEN
    assert (Ticket.objects.count(), Letter.objects.count()) == (1, 1)
