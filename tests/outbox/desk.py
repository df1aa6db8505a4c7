"""Workers as real processes, over a database of their own on the engine under test."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection

# A process is forked from one that has loaded the project, so it starts in no time.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.outbox.scene"])


@dataclass(frozen=True)
class Row:
    to: str
    message_id: str
    state: str
    copies: int
    ambiguous: bool
    attempts: int


class Desk:
    """A database, and the processes that work there."""

    def __init__(self, folder: Path, mail_url: str):
        self.mail_url = mail_url
        self._started: list = []
        self.postgres = connection.vendor == "postgresql"
        self.database = f"clearway_desk_{os.getpid()}" if self.postgres else str(folder / "desk.sqlite3")
        self._copy_tables()

    def _copy_tables(self) -> None:
        """From the database of the suite, which is much quicker than migrating once more."""
        if self.postgres:
            connection.close()  # Nobody may be connected to what is copied.
            self._drop()
            self._server(f'CREATE DATABASE "{self.database}" TEMPLATE "{connection.settings_dict["NAME"]}"')
        else:
            connection.ensure_connection()
            copy = sqlite3.connect(self.database)
            connection.connection.backup(copy)
            copy.close()

    def drop(self) -> None:
        for process in self._started:
            process.kill()
            process.join()
        self._drop()

    def _drop(self) -> None:
        self._server(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')

    def start(self, part: str, *, ahead: float = 0, **arguments):
        """One of the parts of `scene`, in a process; its clock may be ahead."""
        from tests.outbox import scene

        process = processes.Process(
            target=scene.play, args=(getattr(scene, part), arguments, self.database, self.mail_url, ahead)
        )
        process.start()
        self._started.append(process)
        return process

    def do(self, part: str, *, ahead: float = 0, **arguments) -> int:
        """The same, waited for. Returns how it ended."""
        return self.ended(self.start(part, ahead=ahead, **arguments))

    def ended(self, process) -> int:
        process.join(60)
        assert process.exitcode is not None, "it does not end"
        return process.exitcode

    def rows(self) -> list[Row]:
        question = (
            'SELECT "to", message_id, state, copies, ambiguous, attempts FROM outbox_letter ORDER BY id'
        )
        opened = self._connect(self.database) if self.postgres else sqlite3.connect(self.database, timeout=20)
        try:
            found = opened.execute(question).fetchall()
        finally:
            opened.close()
        return [Row(*values[:4], bool(values[4]), values[5]) for values in found]

    def until(self, condition, seconds: float = 20) -> None:
        """Wait for the real processes to get there."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            threading.Event().wait(0.02)

    def _server(self, *orders: str) -> None:
        if self.postgres:
            with self._connect("postgres") as server:
                for order in orders:
                    server.execute(order)

    def _connect(self, database: str):
        known = connection.settings_dict
        return psycopg.connect(
            host=known["HOST"],
            port=known["PORT"] or None,
            user=known["USER"],
            password=known["PASSWORD"] or None,
            dbname=database,
            autocommit=True,
        )
