"""Searching processes see what was committed, and nothing else, whatever happens to those that write."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection, transaction

from knowledgebase.search import search
from knowledgebase.search.library import Library
from tests.knowledgebase import make as articles

pytestmark = pytest.mark.django_db(transaction=True)

DIE = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
SAVE = """
from knowledgebase.models import Translation
text = Translation.objects.get(title="Connect your bank")
text.title = "Attach your bank"
text.save()
"""


def titles(query):
    return [hit.title for hit in search(query, None, "en", spelling=False)]


def elsewhere(code: str) -> int:
    """Run in a process of its own, on the database of this test; returns how it ended."""
    there = connection.settings_dict
    if connection.vendor == "postgresql":
        who = f"{there['USER']}:{there['PASSWORD']}" if there["PASSWORD"] else there["USER"]
        address = f"postgres://{who}@{there['HOST']}:{there['PORT'] or 5432}/{there['NAME']}"
    else:
        address = f"sqlite:///{there['NAME']}"
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address}
    script = f"import django; django.setup()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, env=env, timeout=60
    ).returncode


@pytest.fixture
def bank():
    return articles.article("Connect your bank")


def test_what_is_rolled_back_leaves_no_trace(bank):
    titles("bank")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        bank.title = "Attach a till"
        bank.save()
        assert titles("till") == ["Attach a till"]  # the writer itself searches on
        raise ZeroDivisionError
    assert titles("till") == []
    assert titles("connect bank") == ["Connect your bank"]


def test_an_edit_in_one_process_is_found_by_the_next_search_of_another(bank):
    assert titles("connect") == ["Connect your bank"]
    assert elsewhere(SAVE) == 0
    assert titles("connect") == []
    assert titles("attach") == ["Attach your bank"]


def test_a_process_killed_after_its_save_leaves_what_it_saved(bank):
    titles("connect")
    assert elsewhere(f"{SAVE}\n{DIE}") == -9
    assert titles("attach") == ["Attach your bank"]


def test_a_process_killed_before_its_commit_leaves_nothing(bank):
    titles("connect")
    inside = "\n".join(f"    {line}" for line in f"{SAVE}\n{DIE}".strip().splitlines())
    assert elsewhere(f"from django.db import transaction\nwith transaction.atomic():\n{inside}") == -9
    assert titles("attach") == []
    assert titles("connect") == ["Connect your bank"]
    bank.title = "Attach a till"
    bank.save()  # nothing is locked for good
    assert titles("till") == ["Attach a till"]


def test_a_process_that_fails_half_way_through_a_refresh_reads_it_again(bank, monkeypatch):
    other = Library()
    other.shelf("en")
    bank.title = "Attach a till"
    bank.save()
    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr(sys.modules[Library.__module__], "_packed", _lost)
        other.shelf("en")
    shelf, _languages = other.shelf("en")
    assert shelf.has("till", 0xFF)
    assert not shelf.has("connect", 0xFF)


def _lost(translations):
    raise ConnectionError
