"""The embedded default: each letter is a file, whole or absent."""

from email import message_from_bytes, policy

import pytest

from portal.outbox import leases
from portal.outbox.delivering import Tally, deliver
from portal.outbox.mailfiles import FileTransport
from portal.outbox.models import Letter
from tests.outbox import make

pytestmark = pytest.mark.django_db


def test_a_letter_becomes_a_file_that_a_mail_program_can_open(settings):
    letter = make.letter(words="We have received your escalation")
    assert deliver() == Tally(sent=1)
    (file,) = settings.MAIL_DIR.iterdir()
    assert file.name == letter.file_name
    assert file.stat().st_mode & 0o777 == 0o600
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message["Subject"] == "We have received your escalation"
    assert message["Message-ID"] == letter.message_id


def test_a_second_copy_is_the_same_file(settings, monkeypatch):
    letter = make.letter()

    def dies_after_writing(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(leases, "mark_sent", dies_after_writing)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    Letter.objects.update(lease_until=letter.created_at)
    assert deliver() == Tally(sent=1)
    letter = make.now(letter)
    assert (letter.state, letter.copies, letter.ambiguous) == ("sent", 2, True)
    assert [file.name for file in settings.MAIL_DIR.iterdir()] == [letter.file_name]


def test_a_folder_that_cannot_be_written_is_a_reason_to_wait(settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.MAIL_DIR = tmp_path / "file" / "mail"
    letters = make.letters(2)
    assert deliver() == Tally(put_off=1)
    waiting = make.now(letters[0])
    assert (waiting.state, waiting.ambiguous) == ("queued", False)
    assert "Not a directory" in waiting.last_error


def test_a_full_disk_is_no_doubt_and_leaves_no_half_file(settings, monkeypatch):
    letter = make.letter()

    def full(*args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        assert deliver() == Tally(put_off=1)
    letter = make.now(letter)
    assert (letter.state, letter.ambiguous, letter.copies) == ("queued", False, 0)
    assert "No space left on device" in letter.last_error
    assert list(settings.MAIL_DIR.glob("*.eml")) == []


def test_only_the_transport_of_the_settings_is_used(settings):
    settings.EMAIL_URL = ""
    from portal.outbox.delivering import open_transport

    assert isinstance(open_transport(), FileTransport)
