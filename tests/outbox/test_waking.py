"""A worker is told on commit, and no request ever waits for the broker."""

import os
import subprocess
import sys
import threading
import time

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from portal.outbox import waking
from portal.outbox.tasks import deliver_due
from tests.outbox import make


@pytest.fixture
def calls(monkeypatch):
    """The calls that reach the broker, and a bell of the test's own."""
    made = []
    monkeypatch.setattr(deliver_due, "apply_async", lambda **options: made.append(options))
    monkeypatch.setattr(waking, "_bell", waking.Bell())
    return made


@pytest.mark.django_db
def test_a_transaction_with_many_letters_calls_once(calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        with transaction.atomic():
            make.letter()
        make.letters(5)
        assert calls == []
    assert len(callbacks) == 1
    assert len(calls) == 1


@pytest.mark.django_db
def test_a_transaction_that_fails_calls_nobody(calls, django_capture_on_commit_callbacks):
    captured = django_capture_on_commit_callbacks(execute=True)
    with captured as callbacks, pytest.raises(RuntimeError), transaction.atomic():
        make.letter()
        raise RuntimeError
    assert callbacks == []


@pytest.mark.django_db
def test_a_letter_that_was_already_said_calls_nobody(calls, django_capture_on_commit_callbacks):
    make.letter(key="escalation:42:acknowledged")
    with django_capture_on_commit_callbacks() as callbacks:
        make.letter(key="escalation:42:acknowledged")
    assert callbacks == []


def test_a_call_is_worth_nothing_after_a_minute(calls):
    waking._bell.ring()
    assert calls == [{"expires": 60, "retry": False}]


def test_a_broker_that_hangs_costs_a_fifth_of_a_second_once(monkeypatch, caplog):
    answer = threading.Event()
    made = []
    monkeypatch.setattr(deliver_due, "apply_async", lambda **options: (made.append(1), answer.wait(60)))
    bell = waking.Bell()
    started = time.perf_counter()
    bell.ring()
    assert 0.2 <= time.perf_counter() - started < 10
    assert "takes long to answer" in caplog.text
    started = time.perf_counter()
    for _request in range(100):
        bell.ring()
    assert time.perf_counter() - started < 10
    assert len(made) == 1
    # What came meanwhile is said in one call afterwards.
    thread = bell._thread
    answer.set()
    thread.join(5)
    assert len(made) == 2


def test_a_broker_that_refuses_is_a_line_in_the_log(monkeypatch, caplog):
    def refuse(**options):
        raise OperationalError("Error 111 connecting")

    monkeypatch.setattr(deliver_due, "apply_async", refuse)
    waking.Bell().ring()
    assert "cannot be reached" in caplog.text


def test_the_real_broker_client_is_not_waited_for_when_redis_is_not_there(tmp_path):
    """Unpatched, in a process of its own, with a port where nobody listens."""
    script = (
        "import time, django; django.setup()\n"
        "from portal.outbox.waking import wake\n"
        "started = time.perf_counter(); wake(); wake()\n"
        "print(time.perf_counter() - started)"
    )
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "CLEARWAY_DATA": str(tmp_path),
        "DATABASE_URL": "",
        "DEBUG": "1",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 10
