"""A database of the kind in use, empty but for its tables, that is gone afterwards whatever happens."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

STOPS = {signal.SIGINT, signal.SIGTERM}


@contextmanager
def throwaway_database() -> Iterator[None]:
    """Everything inside reads and writes the throwaway; the real database is never touched.

    Removed on errors, on Ctrl-C and when the process is asked to end; only `kill -9` leaves it behind.
    """
    # Held back while it is made and while it is removed, so that neither is done by half.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        name, remove = _made()
        try:
            with _stopped_by(remove), _turned_to(name):
                call_command("migrate", verbosity=0)
                yield
        finally:
            remove()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _made() -> tuple[str, Callable[[], None]]:
    """A new database's name, and what removes it."""
    name = f"search_quality_{os.getpid()}_{secrets.token_hex(6)}"
    if connection.vendor != "postgresql":
        folder = tempfile.mkdtemp()
        return str(Path(folder) / f"{name}.sqlite3"), lambda: shutil.rmtree(folder, ignore_errors=True)
    own = connection.copy()
    _execute(own, f'CREATE DATABASE "{name}"')
    return name, lambda: _execute(own, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _execute(own: BaseDatabaseWrapper, statement: str) -> None:
    """By a connection that is made for it, because the one in use may stand in the middle of a statement."""
    own.inc_thread_sharing()
    try:
        with own.cursor() as cursor:
            cursor.execute(statement)
        own.close()
    finally:
        own.dec_thread_sharing()


@contextmanager
def _stopped_by(remove: Callable[[], None]) -> Iterator[None]:
    """Whoever asks the process to stop is heard by a thread of its own, which removes first.

    An exception out of a signal's handler is lost where it happens to rise in a finalizer, and the thousands
    of models that migrations make have many.
    """
    done = Event()

    def listen() -> None:
        while not done.is_set():
            if heard := signal.sigtimedwait(STOPS, 0.1):
                remove()
                sys.stderr.write("Stopped. The throwaway database is removed.\n")
                sys.stderr.flush()
                os._exit(128 + heard.si_signo)

    listener = Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield
    finally:
        done.set()
        listener.join()


@contextmanager
def _turned_to(name: str) -> Iterator[None]:
    """The connection goes to another database until the end."""
    real = connection.settings_dict["NAME"]

    def turn(to: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = to

    turn(name)
    try:
        yield
    finally:
        turn(real)
