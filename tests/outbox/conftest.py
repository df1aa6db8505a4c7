"""A mail server, and letter templates of the tests' own."""

import copy
import logging
from pathlib import Path

import pytest

from portal.outbox.models import Letter
from tests.outbox.desk import Desk
from tests.outbox.mail_server import MailServer

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def letter_templates(settings):
    changed = copy.deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"].append(TEMPLATES)
    settings.TEMPLATES = changed


@pytest.fixture(autouse=True)
def own_mail_folder(settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "mail"
    settings.SITE_URL = "https://help.client.example"


# The server tells every word; only what goes wrong inside it is of interest.
logging.getLogger("mail.log").setLevel(logging.ERROR)


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    server.start()
    settings.EMAIL_URL = server.url
    yield server
    server.stop(no_assert=True)


@pytest.fixture
def states(db):
    """How many letters are in which state."""

    def count():
        found: dict[str, int] = {}
        for state in Letter.objects.values_list("state", flat=True):
            found[state] = found.get(state, 0) + 1
        return found

    return count


@pytest.fixture
def desk(transactional_db, mail_server, tmp_path):
    """A database of its own whose workers are processes that send to `mail_server`."""
    desk = Desk(tmp_path, mail_server.url)
    yield desk
    desk.drop()
