"""A mailbox of the tests' own."""

import os

import pytest

from tests.inbound import make
from tests.inbound.imap_server import ImapServer, why_not


@pytest.fixture(autouse=True)
def a_mailbox(settings, tmp_path):
    settings.SUPPORT_EMAIL = settings.SERVER_EMAIL = make.SUPPORT
    settings.DEFAULT_FROM_EMAIL = f"Northwind <{make.SUPPORT}>"
    settings.REPLY_EMAIL = make.REPLY
    settings.INTEGRATION_INBOX = "integration@support.example"
    settings.INBOUND_MAILDIR = str(tmp_path / "inbox")
    settings.INBOUND_URL = settings.INBOUND_CA = settings.INBOUND_AUTHSERV = ""
    settings.INBOUND_TRUSTS_FROM = True
    settings.INBOUND_DELETES = False
    settings.INBOUND_ANSWERS_AN_HOUR, settings.INBOUND_MAIL_AN_HOUR = 4, 30
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session")
def dovecot():
    if reason := why_not():
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    server = ImapServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def imap(dovecot, settings):
    """The real server with an empty mailbox, named in the settings."""
    dovecot.empty()
    settings.INBOUND_URL, settings.INBOUND_CA = dovecot.url(), dovecot.ca
    return dovecot
